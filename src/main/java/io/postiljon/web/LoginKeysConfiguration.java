package io.postiljon.web;

import io.postiljon.crypto.FollowedClientKey;
import io.postiljon.crypto.KeyFileForm;
import io.postiljon.crypto.KeyFileSource;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.RegisteredKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the register of keys hears of the login of recipients; nothing when it is off. */
@Configuration(proxyBeanMethods = false)
class LoginKeysConfiguration {
    @Bean KeySource loginKeys(LoginSettings settings) {
        List<KeySource> keys = new ArrayList<>();
        if (settings.enabled()) {
            FollowedClientKey client = new FollowedClientKey(settings.keyFile(), Optional.ofNullable(settings.passwordFile()));
            keys.add(KeyFileSource.readAtEachUse(KeyPurpose.LOGIN_CLIENT, RegisteredKey.OURS, "web.login.key-file", client.form()));
            if (settings.trustFile() != null) {
                keys.add(KeyFileSource.readAtStart(KeyPurpose.LOGIN_AUTHORITY, RegisteredKey.PARTNER, "web.login.trust-file",
                        new KeyFileForm.Certificates(settings.trustFile())));
            }
        }
        return KeySource.all(keys);
    }
}
