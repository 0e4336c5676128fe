package io.postiljon.intake;

import io.postiljon.crypto.KeyFileForm;
import io.postiljon.crypto.KeyFileSource;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.RegisteredKey;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the register of keys hears of access tokens: the authorities of the server's certificate. The keys of the tokens are the server's. */
@Configuration(proxyBeanMethods = false)
class TokenKeysConfiguration {
    @Bean KeySource tokenKeys(TokenSettings settings) {
        return KeySource.all(settings.enabled() && settings.trustFile() != null
                ? List.of(KeyFileSource.readAtStart(KeyPurpose.TOKEN_AUTHORITY, RegisteredKey.PARTNER, "intake.tokens.trust-file",
                        new KeyFileForm.Certificates(settings.trustFile())))
                : List.of());
    }
}
