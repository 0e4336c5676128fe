package io.postiljon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays what is known, without a fuzzer: the seeds of each target, and every input that once broke something. */
class FuzzInputsTest {
    @TestFactory Stream<DynamicContainer> what_must_hold_holds_for_every_known_input() {
        return Arrays.stream(FuzzTargets.values()).map(target -> DynamicContainer.dynamicContainer(target.word(), tests(target)));
    }

    private static Stream<DynamicTest> tests(FuzzTargets each) {
        try {
            FuzzTarget target = each.make();
            List<byte[]> seeds = target.seeds();
            assertThat(seeds).as("seeds of " + each.word()).isNotEmpty().allMatch(seed -> seed.length <= each.longestInput());
            Stream<DynamicTest> sound = java.util.stream.IntStream.range(0, seeds.size())
                    .mapToObj(i -> DynamicTest.dynamicTest("seed " + i, () -> target.takes(seeds.get(i))));
            Stream<DynamicTest> kept = FuzzFiles.kept(each).stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> target.takes(Files.readAllBytes(file))));
            return Stream.concat(Stream.concat(sound, kept), Stream.of(
                    DynamicTest.dynamicTest("nothing at all", () -> target.takes(new byte[0])),
                    DynamicTest.dynamicTest("some seeds are taken, so that what must hold is looked at", () -> assertThat(seeds).anyMatch(seed -> takes(target, seed)))));
        } catch (Exception broken) {
            throw new IllegalStateException("target " + each.word() + " cannot be made", broken);
        }
    }

    private static boolean takes(FuzzTarget target, byte[] seed) {
        try {
            return target.takes(seed);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test void every_folder_of_inputs_belongs_to_a_target() throws IOException {
        List<String> words = Arrays.stream(FuzzTargets.values()).map(FuzzTargets::word).toList();
        try (Stream<Path> folders = Files.list(FuzzFiles.INPUTS)) {
            assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())).isSubsetOf(words);
        }
    }
}
