package io.postiljon.sending;

/** What a recipient gives beside the code of a letter to get its original. {@code POSTCODE}: the postal code of the address on it. */
public enum SecondFactor { NONE, POSTCODE }
