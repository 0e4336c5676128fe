package io.postiljon;

import io.postiljon.crypto.CmsSigner;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.FollowedKeyStore;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.Pseudonyms;
import io.postiljon.crypto.PublicKeys;
import io.postiljon.crypto.ReceiptSigner;
import io.postiljon.crypto.RecordSealer;
import io.postiljon.crypto.WebhookSigner;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code crypto} promises, over the one key store. {@code crypto} itself knows no Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySettings.class)
class CryptoConfiguration {
    @Bean FollowedKeyStore keyStore(KeySettings settings, @Qualifier("wallClock") Clock wallClock) {
        return FollowedKeyStore.open(settings.file(), settings.passwordFile(), settings.rest(), wallClock, new KeyStoreLog());
    }

    @Bean DocumentSealer documentSealer(KeyStorePort keys) {
        return new DocumentSealer(keys);
    }

    @Bean DocumentOpener documentOpener(KeyStorePort keys) {
        return new DocumentOpener(keys);
    }

    @Bean RecordSealer recordSealer(KeyStorePort keys) {
        return new RecordSealer(keys);
    }

    @Bean Pseudonyms pseudonyms(KeyStorePort keys) {
        return new Pseudonyms(keys);
    }

    @Bean ReceiptSigner receiptSigner(KeyStorePort keys, Clock clock) {
        return new ReceiptSigner(keys, clock);
    }

    @Bean DetachedJwsSigner fileSigner(KeyStorePort keys, Clock clock) {
        return new DetachedJwsSigner(keys, clock);
    }

    @Bean CmsSigner cmsSigner(KeyStorePort keys, Clock clock) {
        return new CmsSigner(keys, clock);
    }

    @Bean WebhookSigner webhookSigner(KeyStorePort keys) {
        return new WebhookSigner(keys);
    }

    @Bean PublicKeys publicKeys(KeyStorePort keys) {
        return new PublicKeys(keys);
    }
}
