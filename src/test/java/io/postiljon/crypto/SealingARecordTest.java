package io.postiljon.crypto;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealingARecordTest {
    private static final SealContext CONTEXT = new SealContext("agency-one", "sending-1/recipient", "recipient");
    private static final byte[] VALUE = "90610199729".getBytes();

    @TempDir static Path folder;
    private static RecordSealer records;

    @BeforeAll static void aKeyStore() {
        records = new RecordSealer(TestKeyStore.in(folder).open());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 1000, RecordSealer.LIMIT_BYTES})
    void a_value_comes_back(int sizeBytes) {
        byte[] value = Arrays.copyOf(VALUE, sizeBytes);

        assertThat(records.open(CONTEXT, records.seal(CONTEXT, value))).isEqualTo(value);
    }

    @Test void the_same_value_never_looks_the_same() {
        assertThat(records.seal(CONTEXT, VALUE)).isNotEqualTo(records.seal(CONTEXT, VALUE));
    }

    @Test void a_value_above_the_limit_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> records.seal(CONTEXT, new byte[RecordSealer.LIMIT_BYTES + 1]));
    }

    @Test void a_flipped_bit_anywhere_is_refused() {
        byte[] sealed = records.seal(CONTEXT, VALUE);

        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= (byte) (1 << at % 8);

            // Bytes 1 to 4 are the key version: another one is mostly a version that is not there.
            assertThatThrownBy(() -> records.open(CONTEXT, changed))
                    .isInstanceOfAny(SealBroken.class, at >= 1 && at <= 4 ? KeyUnavailable.class : SealBroken.class);
        }
    }

    @Test void every_cut_is_refused() {
        byte[] sealed = records.seal(CONTEXT, VALUE);

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> records.open(CONTEXT, cut)).isInstanceOf(SealBroken.class);
        }
    }

    @Test void a_value_put_into_another_row_column_or_agency_is_refused() {
        byte[] sealed = records.seal(CONTEXT, VALUE);

        assertBroken(new SealContext("agency-one", "sending-2/recipient", "recipient"), sealed);
        assertBroken(new SealContext("agency-one", "sending-1/recipient", "address"), sealed);
        assertBroken(new SealContext("agency-two", "sending-1/recipient", "recipient"), sealed);
    }

    @Test void the_failure_says_the_same_whatever_was_wrong() {
        byte[] sealed = records.seal(CONTEXT, VALUE);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        String ofAChange = messageOf(CONTEXT, changed);
        String ofAContext = messageOf(new SealContext("agency-two", "x", "recipient"), sealed);
        String ofACut = messageOf(CONTEXT, Arrays.copyOf(sealed, 10));

        assertThat(ofAChange).isEqualTo(ofAContext).isEqualTo(ofACut).doesNotContain("90610199729");
    }

    private static void assertBroken(SealContext context, byte[] sealed) {
        assertThatThrownBy(() -> records.open(context, sealed)).isInstanceOf(SealBroken.class);
    }

    private static String messageOf(SealContext context, byte[] sealed) {
        try {
            records.open(context, sealed);
            return "opened";
        } catch (SealBroken e) {
            return e.getMessage();
        }
    }
}
