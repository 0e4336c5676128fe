package io.postiljon.tracking;

import java.io.IOException;

/** An address that leads into a private network is not called. */
final class NotPublic extends IOException {
    NotPublic() {
        super("the host of a webhook address is not a public one");
    }
}
