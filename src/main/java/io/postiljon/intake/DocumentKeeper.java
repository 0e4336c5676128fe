package io.postiljon.intake;

import io.postiljon.store.NewDocument;
import io.postiljon.store.Vault;
import java.io.IOException;

/** Makes sealed documents survive a power cut, before the transaction that makes them exist. */
public class DocumentKeeper {
    private final Vault vault;

    DocumentKeeper(Vault vault) {
        this.vault = vault;
    }

    public CheckedSending sync(CheckedSending sending) throws IOException {
        vault.sync(sending.documents().stream().map(NewDocument::object).toList());
        return sending;
    }
}
