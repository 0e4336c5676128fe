package io.postiljon.sandbox.supplier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.bouncycastle.openpgp.PGPException;

/** The other side of an OpenPGP exchange, for tests of the gateway's keys: strict as the supplier is. */
public final class PgpPeer {

    private PgpPeer() {
    }

    /** @throws OrderRefused when it is not encrypted to this key, or not signed by that one alone */
    public static byte[] open(byte[] message, PgpKeys own, PgpKeys signer) throws OrderRefused, IOException {
        SignedMessage opened = SignedMessage.open(new ByteArrayInputStream(message), own, signer.publicRing());
        byte[] content = opened.content().readAllBytes();
        opened.verify();
        return content;
    }

    public static byte[] seal(byte[] content, PgpKeys signer, PgpKeys recipient) throws PGPException, IOException {
        return PgpEnvelope.seal(content, signer, recipient.publicRing(), PgpEnvelope.Signing.REQUIRED);
    }
}
