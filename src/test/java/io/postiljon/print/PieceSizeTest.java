package io.postiljon.print;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PieceSizeTest {
    private static final long LIMIT_BYTES = 30L * 1024 * 1024;

    private final PieceSize size = new PieceSize(LIMIT_BYTES);

    @Test void a_piece_of_exactly_the_limit_is_printed() {
        assertThatCode(() -> size.require(LIMIT_BYTES)).doesNotThrowAnyException();
    }

    @Test void one_byte_more_is_too_large() {
        assertThatThrownBy(() -> size.require(LIMIT_BYTES + 1)).isInstanceOf(Unprintable.class).hasMessage("too-large");
    }
}
