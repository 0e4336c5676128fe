package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard against a hostile listing while Camel is below 4.18.5 (CVE-2026-79983). */
class DropFilterTest {
    private static final String RIGHT = "OVO999001.20261124.00001.T.zip";

    private final Counter left = new SimpleMeterRegistry().counter("left");
    private final DropFilter<Object> filter = new DropFilter<>(left);

    @Test void a_zip_with_a_plain_name_is_collected() {
        assertThat(filter.accept(file(RIGHT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../" + RIGHT, "../../other/in/" + RIGHT, "/" + RIGHT, "in/" + RIGHT, "..\\" + RIGHT, "./" + RIGHT, "..", ".", "",
            RIGHT + "/..", RIGHT + "\n", "\u0000" + RIGHT, RIGHT + "\u0000.zip", RIGHT + ".go", RIGHT + ".cancel", RIGHT + ".part", ".hidden.zip",
            "-rf.zip", "a*.zip", "a?.zip", "a[b].zip", "a$b.zip", "a'b.zip", "\u202egip.zip"})
    void any_other_name_of_a_listing_is_never_touched(String name) {
        assertThat(filter.accept(file(name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.zip", "caf\u00e9.zip", "brieven (1).ZIP", "brieven.rar"})
    void a_wrong_name_that_can_be_used_is_collected_to_be_rejected(String name) {
        assertThat(filter.accept(file(name))).isTrue();
        assertThat(DropFilter.isPlain(name)).isFalse();
    }

    @Test void a_file_that_is_left_is_counted_once_and_a_marker_never() {
        filter.accept(file("a*.zip"));
        filter.accept(file("a*.zip"));
        filter.accept(file("b*.zip"));
        filter.accept(file("a*.zip.go"));

        assertThat(left.count()).isEqualTo(2);
    }

    @Test void a_folder_is_never_entered() {
        GenericFile<Object> folder = file(RIGHT);
        folder.setDirectory(true);

        assertThat(filter.accept(folder)).isFalse();
    }

    @Test void a_link_is_never_opened() {
        GenericFile<Object> link = file(RIGHT);
        link.setFile(listedAs("lrwxrwxrwx    1 owner    group           9 Jan  1 00:00 " + RIGHT));
        GenericFile<Object> plain = file(RIGHT);
        plain.setFile(listedAs("-rw-r-----    1 owner    group           9 Jan  1 00:00 " + RIGHT));

        assertThat(filter.accept(link)).isFalse();
        assertThat(filter.accept(plain)).isTrue();
    }

    private static SftpRemoteFile<String> listedAs(String longName) {
        return new SftpRemoteFile<>() {
            @Override public String getRemoteFile() {
                return RIGHT;
            }

            @Override public String getFilename() {
                return RIGHT;
            }

            @Override public String getLongname() {
                return longName;
            }

            @Override public boolean isDirectory() {
                return false;
            }

            @Override public long getFileLength() {
                return 9;
            }

            @Override public long getLastModified() {
                return 0;
            }
        };
    }

    private static GenericFile<Object> file(String name) {
        GenericFile<Object> file = new GenericFile<>();
        file.setFileName(name);
        file.setFileNameOnly(name.substring(name.lastIndexOf('/') + 1));
        return file;
    }
}
