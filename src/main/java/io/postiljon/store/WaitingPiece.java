package io.postiljon.store;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;

/** A piece in no batch. @param supplier for whom it waits */
public record WaitingPiece(PieceId id, SendingId sending, SupplierCode supplier, PrintClass printClass, PieceTerms terms) {}
