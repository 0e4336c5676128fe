package io.postiljon.store;

import io.postiljon.sending.PrintClass;
import java.util.Optional;

/** Pieces that can go into one batch. @param resendOf the batch whose pieces they take the place of; such pieces are never mixed with others */
public record DueBatch(PrintClass printClass, Optional<BatchId> resendOf) {}
