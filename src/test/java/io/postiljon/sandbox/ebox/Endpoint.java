package io.postiljon.sandbox.ebox;

import java.io.IOException;

/** Answers the calls of one path, or refuses by {@link CallRefused}. */
@FunctionalInterface
interface Endpoint {
    Reply answer(Call call) throws IOException;
}
