package io.postiljon.sandbox;

import io.postiljon.sandbox.client.SandboxJson;
import java.nio.file.Path;
import java.util.Optional;

/** The lines at the end of the story: where everything is, and commands to try in a second terminal. */
final class Signpost {
    private final SandboxJson sandbox;
    private final SandboxSystem system;
    private final Optional<String> behindLogin;

    /** @param behindLogin address in the QR of a letter whose recipient has to log in */
    Signpost(SandboxJson sandbox, SandboxSystem system, Optional<String> behindLogin) {
        this.behindLogin = behindLogin;
        this.sandbox = sandbox;
        this.system = system;
    }

    String text() {
        SandboxJson.Agency first = sandbox.agencies().getFirst();
        Path folder = Path.of("").toAbsolutePath().relativize(system.folder());
        Path zip = folder.resolve(DropExample.zipName(system.folder()));
        String sftp = "sftp -q -b - -P %d -i %s/%s -o UserKnownHostsFile=%s/%s %s@%s".formatted(sandbox.sftp().port(), folder, first.sftpKey(),
                folder, sandbox.sftp().hostKey(), first.sftpUser(), sandbox.sftp().host());
        return """

                Everything is up until Ctrl-C.
                  API (client certificate)    %s/api/v1/messages
                  public pages, OpenAPI       %s/api/v1/doc/openapi.yaml
                  Hawtio (operator / %s)  %s
                  health, metrics             %s/actuator/health  %s/actuator/prometheus
                  for clients in any language %s/sandbox.json

                Try in a second terminal:
                  curl --cacert %s/%s --cert %s/%s --key %s/%s %s/api/v1/health
                  %s/send.sh        # signs and sends a letter with openssl and curl; docs/api.md explains it
                  printf 'put %s in/\\nput %s.go in/\\n' | %s     # hands two letters in, signed, in one zip
                  echo 'ls -l out' | %s     # a moment later: what became of them
                  curl --data '{"advance":"P21D"}' %s     # 21 days pass at once
                  curl -s --cacert %s/%s --cert %s/%s --key %s/%s -d grant_type=client_credentials -d client_id=%s -d scope=magda.documents.read %s
                                    # an access token for the agency that needs one, bound to its certificate; docs/api.md says how it is used
                In a browser: the QR of a letter to An Toestemming, who has to log in
                  %s
                """.formatted(sandbox.api(), sandbox.publicSite(), sandbox.hawtio().password(), sandbox.hawtio().url(),
                sandbox.management(), sandbox.management(), folder, folder, sandbox.ca(), folder, first.certificate(), folder, first.key(),
                sandbox.api(), folder, zip, zip, sftp, sftp, sandbox.clock().url(), folder, sandbox.ca(), folder,
                sandbox.tokens().agency().certificate(), folder, sandbox.tokens().agency().key(), sandbox.tokens().client(), sandbox.tokens().tokenUrl(), behindLogin.orElse("(the letter is not ready)"));
    }
}
