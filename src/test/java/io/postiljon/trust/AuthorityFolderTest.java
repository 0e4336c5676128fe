package io.postiljon.trust;

import static io.postiljon.trust.TestAuthority.START;
import static io.postiljon.trust.TestAuthority.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityFolderTest {
    private static final RevocationSource NONE = RevocationSource.of(List.of("none"), Optional.empty(), Optional.empty(), Set.of());

    @TempDir Path folder;
    private final TestAuthority root = TestAuthority.root("root");
    private final TestAuthority middle = root.below("middle");
    private final TestAuthority other = TestAuthority.root("other");
    private TrustedAuthorities trusted;

    @BeforeEach void twoAuthorities() throws IOException {
        write("first.pem", pem(root.certificate(), middle.certificate()));
        write("second.pem", pem(other.certificate()));
        write("second.yaml", "revocation: [ocsp]\nhosts: [ocsp.example]\n");
        trusted = open(Optional.of(NONE));
    }

    @Test void a_certificate_counts_below_an_authority_and_its_intermediate() {
        X509Certificate deep = middle.agency();

        assertThat(way(deep).stream().map(Link::issuer)).containsExactly(middle.certificate(), root.certificate());
        assertThat(way(other.agency()).getFirst().source().hosts()).containsExactly("ocsp.example");
        assertThat(way(root.agency()).getFirst().source().isNone()).isTrue();
    }

    @Test void the_same_names_with_another_key_are_nothing() {
        assertThat(trusted.now().way(TestAuthority.root("root").agency(), START)).isEmpty();
        assertThat(trusted.now().way(TestAuthority.root("root").below("middle").agency(), START)).isEmpty();
    }

    @Test void an_agency_is_no_authority() {
        X509Certificate agency = root.agency();
        assertThat(trusted.now().anchors()).doesNotContain(agency);
        assertThat(trusted.now().way(TestAuthority.root("stranger").certificate(), START)).isEmpty();
    }

    @Test void an_intermediate_alone_in_its_file_is_trusted_by_itself() throws IOException {
        write("first.pem", pem(middle.certificate()));
        trusted.reload();

        assertThat(way(middle.agency())).hasSize(1);
        assertThat(trusted.now().way(root.agency(), START)).isEmpty();
    }

    @Test void a_certificate_that_is_trusted_by_itself_has_nobody_to_ask() {
        assertThat(way(root.certificate())).isEmpty();
    }

    @Test void a_change_counts_and_is_told() throws IOException {
        AtomicInteger told = new AtomicInteger();
        trusted.follow(told::incrementAndGet);
        X509Certificate agency = root.agency();
        assertThat(trusted.now().way(agency, START)).isPresent();

        Files.delete(folder.resolve("first.pem"));
        trusted.reload();
        trusted.reload();

        assertThat(trusted.now().way(agency, START)).isEmpty();
        assertThat(told).hasValue(1);
        assertThat(trusted.pem().split("BEGIN")).hasSize(2);
    }

    @Test void a_wrong_file_never_replaces_a_good_one() throws IOException {
        for (String wrong : List.of("no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY-----")) {
            write("first.pem", wrong);
            trusted.reload();
            trusted.reload();

            assertThat(trusted.isWrong()).isTrue();
            assertThat(trusted.now().way(root.agency(), START)).isPresent();
        }

        write("first.pem", pem(root.certificate()));
        trusted.reload();
        assertThat(trusted.isWrong()).isFalse();
    }

    @Test void a_start_with_a_wrong_folder_says_what_to_mend() throws IOException {
        assertThatThrownBy(() -> open(Optional.empty())).hasMessageContaining("first.pem").hasMessageContaining("write first.yaml");
        write("third.yaml", "revocation: [none]");
        assertThatThrownBy(() -> open(Optional.of(NONE))).hasMessageContaining("third.yaml belongs to no PEM file");
        write("third.pem", pem(other.certificate()));
        assertThatThrownBy(() -> open(Optional.of(NONE))).hasMessageContaining("in another file too");
        write("third.pem", pem(TestAuthority.root("third").certificate()));
        write("third.yaml", "revocation: [ocsp]\nurl: http://x.example");
        assertThatThrownBy(() -> open(Optional.of(NONE))).hasMessageContaining("third.pem").hasMessageContaining("nothing else");
        write("third.yaml", "revocation: [ocsp]\n");
        assertThatThrownBy(() -> open(Optional.of(NONE))).hasMessageContaining("needs its address, or hosts");
    }

    @Test void one_file_is_a_folder_of_one() throws IOException {
        Path file = Files.writeString(folder.resolve("agencies.txt"), pem(root.certificate(), other.certificate()));

        Authorities both = new TrustedAuthorities(new AuthorityFolder(file, Optional.of(NONE))).now();

        assertThat(both.anchors()).containsExactlyInAnyOrder(root.certificate(), other.certificate());
    }

    @Test void an_address_in_a_certificate_counts_only_at_an_allowed_host() {
        RevocationSource source = RevocationSource.of(List.of("ocsp", "crl"), Optional.of(URI.create("http://own.example/ocsp")), Optional.empty(), Set.of("ca.example", "ca.example:8080"));

        assertThat(ocsp(source, "http://ca.example/a")).contains(URI.create("http://ca.example/a"));
        assertThat(ocsp(source, "https://ca.example:8080/a")).contains(URI.create("https://ca.example:8080/a"));
        for (String foreign : List.of("http://ca.example:22/a", "http://evil.example/a", "http://ca.example.evil.example/", "http://ca.example@evil.example/", "http://user@ca.example/",
                "ftp://ca.example/a", "file:///etc/passwd", "http://169.254.169.254/", "ldap://ca.example/cn", "not an address", "http://CA.example.")) {
            assertThat(ocsp(source, foreign)).as(foreign).contains(URI.create("http://own.example/ocsp"));
            assertThat(source.address(RevocationSource.Kind.CRL, other.agency(START.plus(Duration.ofDays(1)), builder -> TestAuthority.listAt(builder, foreign)))).as(foreign).isEmpty();
        }
        assertThat(source.address(RevocationSource.Kind.CRL, other.agency(START.plus(Duration.ofDays(1)), builder -> TestAuthority.listAt(builder, "http://ca.example/l"))))
                .contains(URI.create("http://ca.example/l"));
    }

    private Optional<URI> ocsp(RevocationSource source, String named) {
        return source.address(RevocationSource.Kind.OCSP, other.agency(START.plus(Duration.ofDays(1)), builder -> TestAuthority.ocspAt(builder, named)));
    }

    private List<Link> way(X509Certificate certificate) {
        return trusted.now().way(certificate, START).orElseThrow();
    }

    private TrustedAuthorities open(Optional<RevocationSource> byDefault) {
        return new TrustedAuthorities(new AuthorityFolder(folder, byDefault));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
