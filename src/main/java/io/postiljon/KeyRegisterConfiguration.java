package io.postiljon;

import com.zaxxer.hikari.HikariDataSource;
import io.postiljon.access.AgreementFiles;
import io.postiljon.crypto.KeyFacts;
import io.postiljon.crypto.KeyFileForm;
import io.postiljon.crypto.KeyFileSource;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.RegisteredKey;
import io.postiljon.crypto.RegisteredKey.Loading;
import io.postiljon.keys.KeyRegister;
import io.postiljon.sending.Agreement;
import io.postiljon.store.KnownKeys;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the register of keys hears of the parts that belong to no feature, and its console. */
@Configuration(proxyBeanMethods = false)
class KeyRegisterConfiguration {
    @Bean DatabasePassword databasePassword(HikariDataSource pool, DatabaseSettings settings) {
        return new DatabasePassword(pool, settings.passwordFile());
    }

    @Bean KeysConsole keysConsole(KeyRegister register, KnownKeys known, @Qualifier("wallClock") Clock wallClock) {
        return new KeysConsole(register, known, wallClock);
    }

    @Bean KeySource keyStoreKeys(KeyStorePort keys) {
        return () -> {
            X509Certificate signing = keys.signingCertificate();
            List<RegisteredKey> found = new ArrayList<>();
            found.add(ours(KeyPurpose.ROOT, KeyFacts.timeless("AES 256", "version " + keys.currentVersion())));
            KeyPurpose purpose = KeyPurpose.PLATFORM_SIGNATURE;       // one that is newer than the one that signs is about to
            for (X509Certificate published : keys.publishedCertificates()) {
                found.add(ours(purpose, KeyFacts.of(published)));
                purpose = published.equals(signing) ? KeyPurpose.PLATFORM_SIGNATURE_OLD : purpose;
            }
            keys.webhookKeys().forEach(key -> found.add(ours(KeyPurpose.WEBHOOK_SIGNATURE, KeyFacts.ofEd25519(key))));
            return found;
        };
    }

    private static RegisteredKey ours(KeyPurpose purpose, KeyFacts facts) {
        return new RegisteredKey(purpose, RegisteredKey.OURS, "keys.file", facts, Loading.ON_CHANGE);
    }

    @Bean KeySource brokerKeys(BrokerSettings settings) {
        return KeySource.all(List.of(
                KeyFileSource.readAtStart(KeyPurpose.BROKER_CLIENT, RegisteredKey.OURS, "broker.key-store",
                        new KeyFileForm.Pkcs12(settings.keyStore(), settings.keyStorePasswordFile())),
                KeyFileSource.readAtStart(KeyPurpose.BROKER_AUTHORITY, RegisteredKey.PARTNER, "broker.trust-store",
                        new KeyFileForm.Pkcs12(settings.trustStore(), settings.trustStorePasswordFile()))));
    }

    @Bean KeySource agencyKeys(AgreementFiles agreements) {
        return () -> Stream.concat(agreements.all().stream().flatMap(KeyRegisterConfiguration::sftpKeys), agreements.registered().stream().map(
                registered -> new RegisteredKey(KeyPurpose.AGENCY_CERTIFICATE, registered.agency().value(), "/certificates",
                        KeyFacts.of(registered.certificate()), Loading.ON_CHANGE))).toList();
    }

    private static Stream<RegisteredKey> sftpKeys(Agreement agreement) {
        return agreement.sftp().stream().flatMap(account -> account.keys().stream()).map(fingerprint -> new RegisteredKey(KeyPurpose.AGENCY_SFTP,
                agreement.code().value(), "/sftp/keys", KeyFacts.timeless("SSH", fingerprint), Loading.ON_CHANGE));
    }
}
