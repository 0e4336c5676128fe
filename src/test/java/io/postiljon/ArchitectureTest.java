package io.postiljon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the rings and what each may know (docs/architecture.md). A package joins the list with the change that brings it. */
class ArchitectureTest {
    private static final Map<String, Integer> RING_OF = Map.ofEntries(
            entry("sending", 1), entry("crypto", 1), entry("settings", 1),
            entry("access", 2), entry("audit", 2), entry("calls", 2), entry("inspection", 2), entry("store", 2),
            entry("sender", 3), entry("intake", 3), entry("dispatch", 3), entry("ebox", 3), entry("keys", 3), entry("print", 3), entry("tracking", 3), entry("trust", 3), entry("web", 3));

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.postiljon");

    @Test void every_listed_package_has_classes_and_every_package_is_listed() {
        for (String name : RING_OF.keySet()) {
            assertThat(PRODUCTION.that(resideInAPackage("io.postiljon." + name)).size()).as(name).isPositive();
        }
        assertThat(PRODUCTION.stream().map(JavaClass::getPackageName).filter(name -> !name.equals("io.postiljon")).distinct()
                .map(name -> name.substring("io.postiljon.".length()))).isSubsetOf(RING_OF.keySet());
    }

    @TestFactory Stream<DynamicTest> a_package_uses_inner_rings_and_never_its_own() {
        return RING_OF.keySet().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            String[] forbidden = RING_OF.keySet().stream()
                    .filter(other -> !other.equals(name) && RING_OF.get(other) >= RING_OF.get(name))
                    .map(other -> "io.postiljon." + other + "..").toArray(String[]::new);
            noClasses().that().resideInAPackage("io.postiljon." + name + "..")
                    .should().dependOnClassesThat().resideInAnyPackage(forbidden).check(PRODUCTION);
            noClasses().that().resideInAPackage("io.postiljon." + name + "..")
                    .should().dependOnClassesThat(are(resideInAPackage("io.postiljon"))).check(PRODUCTION);
        }));
    }

    @Test void the_inner_ring_knows_only_java() {
        classes().that().resideInAPackage("io.postiljon.sending..")
                .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "io.postiljon.sending..").check(PRODUCTION);
        classes().that().resideInAPackage("io.postiljon.settings..")
                .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "io.postiljon.settings..").check(PRODUCTION);
        classes().that().resideInAPackage("io.postiljon.crypto..").should().onlyDependOnClassesThat().resideInAnyPackage(
                "java..", "javax.crypto..", "javax.security..", "org.bouncycastle..", "com.nimbusds..", "io.postiljon.crypto..",
                "javax.net.ssl..").check(PRODUCTION);      // AgencyKey: the client's context, which is made of its private key
    }

    @Test void keys_digests_and_random_are_only_in_crypto() {
        List<DescribedPredicate<JavaClass>> secrets = new ArrayList<>();
        secrets.add(resideInAnyPackage("javax.crypto..", "org.bouncycastle.."));
        secrets.add(matching("java\\.security\\.(MessageDigest|SecureRandom|Signature|KeyStore|PrivateKey|KeyPairGenerator|KeyFactory|DigestInputStream)"));
        for (DescribedPredicate<JavaClass> secret : secrets) {
            noClasses().that().resideOutsideOfPackage("io.postiljon.crypto..").should().dependOnClassesThat(secret).check(PRODUCTION);
        }
    }

    @Test void jdbc_is_only_in_store_and_audit() {
        noClasses().that().resideOutsideOfPackages("io.postiljon.store..", "io.postiljon.audit..", "io.postiljon")
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..")
                .check(PRODUCTION);
    }

    @Test void camel_is_only_in_features_and_the_root() {
        noClasses().that().resideInAnyPackage(packagesOfRing(1, 2)).and().resideOutsideOfPackage("io.postiljon.calls..").should().dependOnClassesThat().resideInAPackage("org.apache.camel..").check(PRODUCTION);
    }

    @Test void spring_is_only_at_the_edge_of_a_package() {
        noClasses().that().resideInAnyPackage(packagesOfRing(1, 2, 3))
                .and().haveNameNotMatching(".*(Configuration|Controller|Servlet|Settings|Advice)(\\$.*)?")
                .should().dependOnClassesThat(resideInAPackage("org.springframework..").and(DescribedPredicate.not(resideInAnyPackage(
                        "org.springframework.transaction..", "org.springframework.jdbc..", "org.springframework.dao.."))))
                .check(PRODUCTION);
    }

    @Test void partners_are_called_by_routes_only() {
        noClasses().that().doNotHaveFullyQualifiedName("io.postiljon.ebox.EboxConnections")     // these two set up clients of the routes
                .and().doNotHaveFullyQualifiedName("io.postiljon.SftpConfiguration")
                .and().resideOutsideOfPackage("io.postiljon.sender..")      // no part of the gateway: the client program of an agency
                .should().dependOnClassesThat().resideInAnyPackage(
                "java.net.http..", "org.springframework.web.client..", "org.springframework.web.reactive..", "com.jcraft.jsch..",
                "org.apache.hc.client5.http.impl..", "org.apache.hc.client5.http.classic..", "org.apache.hc.client5.http.fluent..")
                .check(PRODUCTION);
        noClasses().that().resideOutsideOfPackages("io.postiljon.calls..", "io.postiljon.ebox..")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.hc..").check(PRODUCTION);
        noClasses().should().dependOnClassesThat(matching("java\\.net\\.(URLConnection|HttpURLConnection|Socket)")).check(PRODUCTION);
        noClasses().that().doNotHaveFullyQualifiedName("io.postiljon.inspection.ClamdConnection")     // the scanner is a part of the gateway: ADR 0019
                .should().dependOnClassesThat(matching("java\\.nio\\.channels\\.(Asynchronous)?SocketChannel")).check(PRODUCTION);
    }

    @Test void processes_are_started_in_one_place() {
        noClasses().that().doNotHaveFullyQualifiedName("io.postiljon.inspection.WorkerProcess")
                .should().dependOnClassesThat(matching("java\\.lang\\.(ProcessBuilder|Runtime\\$.*)")).check(PRODUCTION);
    }

    @Test void the_client_of_an_agency_knows_nothing_of_the_gateway() {
        noClasses().that().resideInAPackage("io.postiljon.sender..").should().dependOnClassesThat().resideInAnyPackage(
                "org.springframework..", "org.apache.camel..", "io.postiljon.access..", "io.postiljon.audit..", "io.postiljon.inspection..",
                "io.postiljon.store..", "java.sql..").check(PRODUCTION);
    }

    @Test void names_say_what_a_class_is() {
        noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Impl|Constants|Manager)$").check(PRODUCTION);
        noClasses().should().haveNameMatching(".*\\.Abstract[A-Z].*").check(PRODUCTION);
    }

    private static String[] packagesOfRing(Integer... rings) {
        return RING_OF.entrySet().stream().filter(entry -> Arrays.asList(rings).contains(entry.getValue()))
                .map(entry -> "io.postiljon." + entry.getKey() + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> matching(String names) {
        return DescribedPredicate.describe("is " + names, javaClass -> nameMatching(names).test(javaClass));
    }
}
