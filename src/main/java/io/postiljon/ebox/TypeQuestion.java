package io.postiljon.ebox;

import io.postiljon.sending.KboNumber;
import java.util.Optional;

/** The question how long a message of a type stays in the box. */
public record TypeQuestion(String messageType, TokenWish token, Optional<KboNumber> onBehalfOf) {}
