package io.postiljon.print;

import io.postiljon.store.BatchState;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadStepTest {
    private static final long OURS = 100;

    @ParameterizedTest
    @CsvSource({
        "BUILT,       ,    MISSING, UPLOAD",
        "BUILT,       100, MISSING, CONFIRM",
        "BUILT,       99,  MISSING, STOP",
        "BUILT,       0,   MISSING, STOP",
        "BUILT,       100, THERE,   STOP",
        "BUILT,       ,    THERE,   STOP",
        "GO_PENDING,  100, MISSING, MARK",
        "GO_PENDING,  100, THERE,   TAKEN",
        "GO_PENDING,  ,    MISSING, TAKEN",
        "GO_PENDING,  ,    THERE,   TAKEN",
        "GO_PENDING,  101, MISSING, STOP",
        "GO_PENDING,  101, THERE,   STOP"})
    void the_step_follows_from_state_and_look(BatchState state, Long size, RemoteOrder.Marker marker, UploadStep step) {
        RemoteOrder remote = new RemoteOrder(size == null ? OptionalLong.empty() : OptionalLong.of(size), marker);

        assertThat(UploadStep.next(state, remote, OURS)).isEqualTo(step);
    }

    @ParameterizedTest
    @EnumSource(value = BatchState.class, names = {"BUILT", "GO_PENDING"}, mode = EnumSource.Mode.EXCLUDE)
    void no_other_state_ever_uploads(BatchState state) {
        RemoteOrder nothing = new RemoteOrder(OptionalLong.empty(), RemoteOrder.Marker.MISSING);

        assertThatThrownBy(() -> UploadStep.next(state, nothing, OURS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test void once_go_is_pending_no_state_leads_back_to_an_upload() {
        for (BatchState next : BatchState.values()) {
            boolean uploads = next == BatchState.CLOSED || next == BatchState.BUILT;
            assertThat(BatchState.GO_PENDING.mayBecome(next) && uploads).isFalse();
        }
    }
}
