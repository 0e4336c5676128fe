/**
 * Paper: a sending becomes a piece with a cover sheet, pieces become a batch, a batch becomes one order file for the print supplier
 * (format PBX 1.0), and the supplier's answers become the state of each sending.
 *
 * <p>Way in: {@code routes/print.camel.yaml}; the public beans here prepare and judge for it. A batch is built once; only the stored
 * bytes of its order file are ever uploaded.
 *
 * <p>Must never: hand out a recipient's INSZ or KBO number, write a document or a manifest in plain to a disk, open a connection of
 * its own, or apply half of an answer.
 */
package io.postiljon.print;
