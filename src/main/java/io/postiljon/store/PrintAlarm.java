package io.postiljon.store;

import io.postiljon.sending.SupplierCode;
import java.time.Instant;

/** Something that waits for a person, or ends by itself. @param subject id of a batch or a piece, or a series of files  @param code stable */
public record PrintAlarm(SupplierCode supplier, PrintAlarmKind kind, String subject, String code, Instant raisedAt) {}
