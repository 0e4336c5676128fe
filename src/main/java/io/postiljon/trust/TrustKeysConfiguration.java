package io.postiljon.trust;

import io.postiljon.crypto.KeyFacts;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.RegisteredKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the register of keys hears of the authorities. */
@Configuration(proxyBeanMethods = false)
class TrustKeysConfiguration {
    @Bean KeySource authorityKeys(TrustedAuthorities authorities) {
        return () -> authorities.now().certificates().stream().map(certificate -> new RegisteredKey(KeyPurpose.AGENCY_AUTHORITY, RegisteredKey.PARTNER,
                "postiljon.api.trust", KeyFacts.of(certificate), RegisteredKey.Loading.ON_CHANGE)).toList();
    }
}
