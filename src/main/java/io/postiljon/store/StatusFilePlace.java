package io.postiljon.store;

import java.time.LocalDate;

/**
 * How far the status files of an agency are.
 *
 * @param place cursor among the events: those before it are in a file
 * @param day   of the last file, in Brussels
 * @param last  number of the last file of that day
 */
public record StatusFilePlace(String place, LocalDate day, int last) {}
