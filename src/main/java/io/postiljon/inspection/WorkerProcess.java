package io.postiljon.inspection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One process that parses PDFs, one after another. After a failure of any kind it is of no more use. For one thread at a time. */
final class WorkerProcess implements AutoCloseable {
    /** Of starting, and of handing a document over: far above what either takes, as neither depends on what is in a document. */
    private static final Duration HANDLING = Duration.ofSeconds(30);

    /** The process was gone, or went, before it had the whole document: nothing was learnt about it. */
    static final class Lost extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final Process process;
    private final DataOutputStream to;
    private final DataInputStream from;
    private final ScheduledExecutorService alarms;
    private int inspected;
    private boolean broken;

    private WorkerProcess(Process process, ScheduledExecutorService alarms) {
        this.process = process;
        this.alarms = alarms;
        this.to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 64 * 1024));
        this.from = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Returns when the process is ready. @throws IOException when it cannot be started */
    static WorkerProcess start(List<String> command, ScheduledExecutorService alarms) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();                     // options and secrets of the gateway are not for it
        WorkerProcess worker = new WorkerProcess(builder.start(), alarms);
        ScheduledFuture<?> alarm = worker.killAfter(HANDLING);
        try {
            if (worker.from.read() != InspectionWorker.READY) {
                throw new IOException("the process that parses PDFs does not start");
            }
            return worker;
        } catch (IOException notStarted) {
            worker.close();
            throw notStarted;
        } finally {
            alarm.cancel(false);
        }
    }

    /** A process that just died may still count as alive for the system. */
    boolean isAlive() {
        return !broken && process.isAlive();
    }

    int inspected() {
        return inspected;
    }

    long pid() {
        return process.pid();
    }

    /**
     * @return too-complex when the process died of the document or was killed at the limit
     * @throws Lost                  when it never had the document
     * @throws InspectionUnavailable when the limit passed and the process had hardly run, as on a machine that is busy
     * @throws IOException           when the document cannot be read
     */
    Report inspect(DocumentSource document, Paper paper, Duration limit) throws IOException, Lost {
        inspected++;
        handOver(document, paper);
        Duration before = cpu();
        Duration[] used = new Duration[1];
        ScheduledFuture<?> alarm = alarms.schedule(() -> {
            used[0] = cpu().minus(before);
            process.destroyForcibly();
        }, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return WorkerAnswer.read(from);
        } catch (IOException died) {
            broken = true;
            process.destroyForcibly();
            if (!alarm.cancel(false) && used[0] != null && used[0].compareTo(limit.dividedBy(4)) < 0 && hasCpuTimes()) {
                throw new InspectionUnavailable("a process that parses PDFs got no time to run");
            }
            return Report.of(FindingCode.TOO_COMPLEX);
        } finally {
            alarm.cancel(false);
        }
    }

    private void handOver(DocumentSource document, Paper paper) throws IOException, Lost {
        ScheduledFuture<?> alarm = killAfter(HANDLING);
        try (InputStream content = document.open()) {
            write(() -> {
                to.writeInt(Math.toIntExact(document.sizeBytes()));
                to.writeBoolean(paper == Paper.POSSIBLE);
            });
            byte[] buffer = new byte[64 * 1024];
            long sent = 0;
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                int length = count;
                write(() -> to.write(buffer, 0, length));
                sent += count;
            }
            if (sent != document.sizeBytes()) {
                throw new IOException("a document has another size than it should");
            }
            write(to::flush);
        } finally {
            alarm.cancel(false);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** A pipe that breaks says something of the process; any other failure here is of the document's store. */
    private static void write(Writing writing) throws Lost {
        try {
            writing.run();
        } catch (IOException broken) {
            throw new Lost();
        }
    }

    private ScheduledFuture<?> killAfter(Duration time) {
        return alarms.schedule(process::destroyForcibly, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean hasCpuTimes() {
        return ProcessHandle.current().info().totalCpuDuration().isPresent();
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override public void close() {
        process.destroyForcibly();
    }
}
