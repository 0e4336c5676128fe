package io.postiljon.ebox;

import io.postiljon.crypto.KeyFileForm;
import io.postiljon.crypto.KeyFileSource;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.RegisteredKey;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the register of keys hears of the eBox. */
@Configuration(proxyBeanMethods = false)
class EboxKeysConfiguration {
    @Bean KeySource eboxKeys(EboxSettings settings) {
        List<KeySource> keys = new ArrayList<>();
        keys.add(KeyFileSource.readAtEachUse(KeyPurpose.EBOX_CLIENT, RegisteredKey.OURS, "ebox.client.key-file", EboxConfiguration.key(settings.client()).form()));
        settings.clientsByAgency().forEach((agency, client) -> keys.add(KeyFileSource.readAtEachUse(KeyPurpose.EBOX_CLIENT, agency.value(),
                "ebox.agency-clients." + agency.value() + ".key-file", EboxConfiguration.key(client).form())));
        keys.add(KeyFileSource.readAtStart(KeyPurpose.EBOX_AUTHORITY, RegisteredKey.PARTNER, "ebox.trust-file",
                new KeyFileForm.Certificates(settings.trustFile())));
        return KeySource.all(keys);
    }
}
