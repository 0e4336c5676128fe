package io.postiljon.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fuzzes one target after the other, each in a process of its own under Jazzer, and ends with the number of targets that have a finding.
 * Inputs, findings and what Jazzer says are in {@code target/fuzz/<target>}; the next run goes on from them. Ctrl-C ends the target's process too.
 */
public final class FuzzRun {
    private static final String HEAP = "-Xmx640m";
    /** Our code, and what of libraries takes bytes apart: the coverage of these guides the fuzzer. */
    private static final String INSTRUMENTED = String.join(":", "io.postiljon.**", "org.apache.commons.fileupload2.**", "org.apache.commons.compress.archivers.zip.**",
            "com.fasterxml.jackson.core.**", "com.nimbusds.jose.shaded.gson.**", "org.apache.pdfbox.**", "org.apache.fontbox.**", "org.apache.camel.converter.crypto.**",
            "org.bouncycastle.openpgp.**", "org.bouncycastle.bcpg.**");
    /** For one input, as all of its code is slower under Jazzer. */
    private static final Duration INPUT_LIMIT = Duration.ofSeconds(20);
    private static final Pattern LAST_COUNT = Pattern.compile("#([0-9]+)\\s+DONE\\s+cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+)/\\S+.*exec/s: ([0-9]+)");

    private FuzzRun() {}

    /** @param arguments time for each target ({@code 90s}, {@code 3m}, {@code 1h}), then targets; none: all */
    public static void main(String[] arguments) throws Exception {
        Duration time = Duration.parse("PT" + arguments[0].toUpperCase(Locale.ROOT));
        List<FuzzTargets> targets = Arrays.stream(arguments).skip(1).flatMap(words -> Stream.of(words.split(",")))
                .filter(word -> !word.isBlank()).map(FuzzTargets::of).toList();
        List<String> told = new ArrayList<>();
        int found = 0;
        for (FuzzTargets target : targets.isEmpty() ? List.of(FuzzTargets.values()) : targets) {
            System.out.println("fuzzing " + target.word() + " for " + time.toSeconds() + " s");
            int end = run(target, time);
            found += end == 0 ? 0 : 1;
            told.add(target.word() + ": " + summary(target, end));
        }
        told.forEach(System.out::println);
        System.exit(found);
    }

    private static int run(FuzzTargets target, Duration time) throws Exception {
        Path seeds = Files.createDirectories(FuzzFiles.run(target, "seeds"));
        Path corpus = Files.createDirectories(FuzzFiles.run(target, "corpus"));
        Path findings = Files.createDirectories(FuzzFiles.run(target, "findings"));
        int number = 0;
        for (byte[] seed : target.make().seeds()) {
            Files.write(seeds.resolve("seed-" + number++), seed);
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-Xss1m",
                "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true", "-Dlogback.configurationFile=fuzz/quiet.xml",
                "-Dfuzz.target=" + target.word(), "-cp", System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer", "--target_class=" + FuzzEntry.class.getName(),
                "--instrumentation_includes=" + INSTRUMENTED, "--custom_hook_includes=io.postiljon.**",
                "--reproducer_path=" + findings, "-artifact_prefix=" + findings + "/",
                "-max_total_time=" + time.toSeconds(), "-max_len=" + target.longestInput(), "-timeout=" + INPUT_LIMIT.toSeconds(),
                "-rss_limit_mb=0", "-print_final_stats=1"));        // the heap above is the limit
        if (Files.exists(FuzzFiles.dictionary(target))) {
            command.add("-dict=" + FuzzFiles.dictionary(target));
        }
        command.addAll(List.of(corpus.toString(), seeds.toString()));
        if (Files.isDirectory(FuzzFiles.kept(target.word()))) {
            command.add(FuzzFiles.kept(target.word()).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(target).toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process.waitFor();
    }

    private static String summary(FuzzTargets target, int end) throws IOException {
        Matcher count = LAST_COUNT.matcher(Files.readString(log(target), java.nio.charset.StandardCharsets.ISO_8859_1));
        String counts = count.find()
                ? count.group(1) + " inputs, " + count.group(5) + "/s, coverage " + count.group(2) + ", features " + count.group(3) + ", corpus " + count.group(4) + "; "
                : "";
        return counts + (end == 0 ? "nothing found" : "FOUND something: " + FuzzFiles.run(target, "findings") + ", told in " + log(target));
    }

    private static Path log(FuzzTargets target) {
        return FuzzFiles.run(target, "log");
    }
}
