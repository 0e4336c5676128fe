package io.postiljon.sandbox.faults;

import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.util.List;
import java.util.UUID;

/** Whom the letters of these tests go to, and by which way. Each letter has a document that no other has. */
enum Correspondent {
    CITIZEN("citizen", "consent") {
        @Override Letter addressed(SandboxJson.Agency from, SandboxJson.Recipient to) {
            return Letter.forEbox(from, to);
        }
    },
    ORGANISATION("organisation", "consent") {
        @Override Letter addressed(SandboxJson.Agency from, SandboxJson.Recipient to) {
            return Letter.forEbox(from, to);
        }
    },
    CITIZEN_WITHOUT_BOX("citizen", "no-consent") {
        @Override Letter addressed(SandboxJson.Agency from, SandboxJson.Recipient to) {
            return Letter.forEboxElsePaper(from, to);
        }
    },
    SOMEBODY_ON_PAPER("paper", "printed") {
        @Override Letter addressed(SandboxJson.Agency from, SandboxJson.Recipient to) {
            return Letter.onPaper(from, to);
        }
    },
    /** Gets no other letters than those that a test sends on purpose. */
    CITIZEN_APART("citizen", "never-opened") {
        @Override Letter addressed(SandboxJson.Agency from, SandboxJson.Recipient to) {
            return Letter.forEbox(from, to);
        }
    };

    /** Those of the everyday traffic. */
    static final List<Correspondent> EVERYDAY = List.of(CITIZEN, ORGANISATION, CITIZEN_WITHOUT_BOX, SOMEBODY_ON_PAPER);

    private final String kind;
    private final String behaviour;

    Correspondent(String kind, String behaviour) {
        this.kind = kind;
        this.behaviour = behaviour;
    }

    abstract Letter addressed(SandboxJson.Agency from, SandboxJson.Recipient to);

    SandboxJson.Recipient recipient(SandboxJson sandbox, SandboxJson.Agency from) {
        return sandbox.recipient(from, kind, behaviour);
    }

    Letter letter(SandboxJson sandbox, SandboxJson.Agency from, int documentBytes) {
        return addressed(from, recipient(sandbox, from)).withDocument(SamplePdf.saying("Letter " + UUID.randomUUID(), documentBytes));
    }
}
