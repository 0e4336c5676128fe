package io.postiljon.inspection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How the process that parses PDFs is started: the same program on the same JDK, with memory of its own. */
final class WorkerCommand {
    private static final String IN_A_JAR = "org.springframework.boot.loader.launch.JarLauncher";

    private WorkerCommand() {}

    /**
     * @param heapBytes     above which it dies
     * @param documentBytes the largest document
     */
    static List<String> of(InspectionLimits limits, Duration limit, long heapBytes, long documentBytes) {
        boolean inAJar = InspectionWorker.class.getClassLoader() != ClassLoader.getSystemClassLoader();
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapBytes / 1024 + "k", "-Xss1m", "-XX:MaxDirectMemorySize=16m", "-XX:MaxMetaspaceSize=96m", "-XX:ReservedCodeCacheSize=48m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisableAttachMechanism", "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null", "-Djava.awt.headless=true",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",   // nobody reads what it would log, and it may quote a document
                "-cp", System.getProperty("java.class.path"), inAJar ? IN_A_JAR : InspectionWorker.class.getName(),
                InspectionWorker.COMMAND, limits.encode(), String.valueOf(limit.toMillis()), String.valueOf(documentBytes));
    }
}
