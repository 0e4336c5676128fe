package io.postiljon.print;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import java.time.LocalDate;

/**
 * What of one supplier and print class is to be with the post on a working day.
 *
 * @param held pieces among them that an operator holds back: they leave later
 */
public record PlannedDay(SupplierCode supplier, LocalDate day, PrintClass printClass, int pieces, int sheets, int held) {}
