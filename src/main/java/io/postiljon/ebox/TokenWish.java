package io.postiljon.ebox;

/** Which access token a call needs. */
public record TokenWish(EboxClientName client, String scope) {}
