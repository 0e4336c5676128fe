package io.postiljon.web;

/** What the identity provider said to one call. A connection that failed and an answer beyond the limits are no answer. */
sealed interface ProviderAnswer {
    record Said(int status, String body) implements ProviderAnswer {
        @Override public String toString() {
            return "Said[" + status + "]";
        }
    }

    record Nothing() implements ProviderAnswer {}
}
