package io.postiljon.ebox;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.KboNumber;
import java.util.Optional;

/** Whose credentials publish for an agency: its own client, or ours with a mandate. */
class PublicationClients {
    record Credentials(TokenWish token, Optional<KboNumber> onBehalfOf) {}

    private final EboxSettings.Scopes scopes;

    PublicationClients(EboxSettings.Scopes scopes) {
        this.scopes = scopes;
    }

    Credentials of(Agreement agreement) {
        return switch (agreement.eboxClient()) {
            case OWN -> new Credentials(new TokenWish(new EboxClientName.Agency(agreement.code()), scopes.publication()), Optional.empty());
            case ON_BEHALF_OF -> new Credentials(new TokenWish(new EboxClientName.Platform(), scopes.representative()),
                    Optional.of(agreement.kbo()));
        };
    }
}
