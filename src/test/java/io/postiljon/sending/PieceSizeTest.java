package io.postiljon.sending;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PieceSizeTest {
    private static final long LIMIT_BYTES = 30L * 1024 * 1024;

    private final PieceSize size = new PieceSize(LIMIT_BYTES);

    @Test void a_piece_of_exactly_the_limit_is_printed_and_one_byte_more_is_not() {
        assertThat(size.holds(LIMIT_BYTES)).isTrue();
        assertThat(size.holds(LIMIT_BYTES + 1)).isFalse();
    }

    @Test void before_there_is_a_cover_its_room_is_kept_free() {
        assertThat(size.leavesRoomForCover(LIMIT_BYTES - PieceSize.COVER_BYTES)).isTrue();
        assertThat(size.leavesRoomForCover(LIMIT_BYTES - PieceSize.COVER_BYTES + 1)).isFalse();
    }
}
