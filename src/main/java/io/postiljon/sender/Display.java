package io.postiljon.sender;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run is: a bar at a terminal, a line now and then elsewhere. Faults are told when they are found, in both. Safe for all threads. */
interface Display extends AutoCloseable {
    /** One sending more is over. */
    void step();

    void tell(String line);

    @Override void close();

    static Display atTerminal(int total, PrintStream out) {
        ProgressBar bar = new ProgressBarBuilder().setTaskName("sendings").setInitialMax(total).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).build();
        return new Display() {
            @Override public synchronized void step() {
                bar.step();
            }

            @Override public synchronized void tell(String line) {
                out.println("\r" + line + " ".repeat(Math.max(0, 79 - line.length())));      // over what the bar has drawn
            }

            @Override public void close() {
                bar.close();
            }
        };
    }

    static Display inLines(int total, PrintStream out) {
        return new Display() {
            private int done;

            @Override public synchronized void step() {
                done++;
                if (done == total || done * 10L / total > (done - 1) * 10L / total) {
                    out.println(done + " of " + total);
                }
            }

            @Override public synchronized void tell(String line) {
                out.println(line);
            }

            @Override public void close() {
                // nothing is held
            }
        };
    }
}
