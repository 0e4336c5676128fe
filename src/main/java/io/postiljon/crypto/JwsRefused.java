package io.postiljon.crypto;

/** A signature that breaks a rule of form. The reason is ours: it repeats nothing of what came in. */
final class JwsRefused extends Exception {
    JwsRefused(String reason) {
        super(reason, null, false, false);
    }
}
