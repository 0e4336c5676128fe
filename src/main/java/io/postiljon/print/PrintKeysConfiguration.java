package io.postiljon.print;

import io.postiljon.crypto.KeyFileForm;
import io.postiljon.crypto.KeyFileSource;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.RegisteredKey;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the register of keys hears of print. All files are read at each use or login. */
@Configuration(proxyBeanMethods = false)
class PrintKeysConfiguration {
    @Bean KeySource printKeys(PrintSettings settings) {
        List<KeySource> keys = new ArrayList<>();
        keys.add(KeyFileSource.readAtEachUse(KeyPurpose.PRINT_OPENPGP_OWN, RegisteredKey.OURS, "print.pgp.secret-key-file",
                new KeyFileForm.OpenPgp(settings.pgp().secretKeyFile())));
        settings.suppliers().forEach((name, supplier) -> {
            String place = "print.suppliers." + name + ".";
            String owner = supplier.codeOr(name).value();
            keys.add(KeyFileSource.readAtEachUse(KeyPurpose.PRINT_OPENPGP_SUPPLIER, owner, place + "pgp.key-file", new KeyFileForm.OpenPgp(supplier.pgp().keyFile())));
            keys.add(KeyFileSource.readAtEachUse(KeyPurpose.PRINT_LOGIN, RegisteredKey.OURS, place + "key-file", new KeyFileForm.SshLogin(supplier.keyFile())));
            keys.add(KeyFileSource.readAtEachUse(KeyPurpose.PRINT_HOST, owner, place + "known-hosts-file", new KeyFileForm.KnownHosts(supplier.knownHostsFile())));
        });
        return KeySource.all(keys);
    }
}
