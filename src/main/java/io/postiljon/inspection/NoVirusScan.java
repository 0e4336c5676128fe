package io.postiljon.inspection;

/** Where no scanner is named, which no production gateway accepts. */
final class NoVirusScan implements VirusScan {
    @Override public Verdict scan(DocumentSource document) {
        return new Verdict.Clean();
    }

    @Override public void probe() {
        // there is nothing that could fail
    }

    @Override public String name() {
        return "none";
    }
}
