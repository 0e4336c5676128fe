package io.postiljon.intake;

import io.postiljon.crypto.KeyFileForm;
import io.postiljon.crypto.KeyFileSource;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.RegisteredKey;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the register of keys hears of the SFTP entrance. Both files are read at each login. */
@Configuration(proxyBeanMethods = false)
class DropKeysConfiguration {
    @Bean KeySource dropKeys(DropSettings settings) {
        return KeySource.all(List.of(
                KeyFileSource.readAtEachUse(KeyPurpose.DROPS_LOGIN, RegisteredKey.OURS, "intake.sftp.key-file", new KeyFileForm.SshLogin(settings.keyFile())),
                KeyFileSource.readAtEachUse(KeyPurpose.DROPS_HOST, RegisteredKey.PARTNER, "intake.sftp.known-hosts-file",
                        new KeyFileForm.KnownHosts(settings.knownHostsFile()))));
    }
}
