package io.postiljon.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.login.IdentityProvider;
import io.postiljon.sending.TestRecipient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom one can send to in the sandbox, and what each does. Test numbers only: month parts 61 to 72 are nobody's, and the
 * enterprise numbers are examples.
 */
final class SandboxPeople {
    private record Person(String kind, String id, String behaviour, String name) {}

    private static final List<Person> STANDING = List.of(
            new Person("citizen", "90610199729", "consent", "An Toestemming"),
            new Person("citizen", "90610199828", "no-consent", "Bram Papier"),
            new Person("citizen", "90621599704", "never-opened", "Chris Nooit"),
            new Person("citizen", "90630799757", "consent", "Dirk Vrij"),
            new Person("citizen", "90642099861", "consent", "Els Vrij"),
            new Person("citizen", "90650199757", "answer-lost", "Fatma Twijfel"),
            new Person("citizen", "90660199764", "dossier-ends", "Geert Einde"),
            new Person("citizen", "90670199771", "printer-refuses", "Hilde WEIGER"),
            new Person("organisation", "0999990123", "consent", "Voorbeeld bv"),
            new Person("organisation", "0999990024", "consent", "Voorbeeld vzw"),
            new Person("organisation", "1000000021", "never-opened", "Stil nv"),
            new Person("organisation", "0999992497", "no-box", "Zonder Box bv"),
            new Person("organisation", "1999990045", "not-a-company", "Geschrapt nv"),
            new Person("paper", "dossier-papier-1", "printed", "Fien Postbus"),
            new Person("paper", "dossier-papier-2", "printed", "Gust Brievenbus"));

    /** Those whose letters end in a way of their own have the word for it in their address: the printer knows no numbers. */
    private static final List<Person> ALL = Stream.concat(STANDING.stream(), Arrays.stream(TestRecipient.values()).filter(one -> one.byPost().isPresent())
            .map(one -> new Person("citizen", one.number(), one.name().toLowerCase(Locale.ROOT).replace('_', '-'), "Iris " + one.addressWord().orElseThrow())))
            .toList();

    /** Whom the agency in trial has invited; it has no dossier about anybody else. */
    private static final Set<String> GUESTS = Set.of("90610199729", "0999990123", "dossier-papier-1");

    private SandboxPeople() {}

    static List<SandboxJson.Recipient> recipients(List<SandboxAgency> agencies) {
        return ALL.stream().map(person -> new SandboxJson.Recipient(person.kind(), person.id(),
                agencies.stream().filter(agency -> handles(agency.isInTrial(), person)).map(SandboxAgency::code).toList(),
                person.behaviour(), paper(person.name()))).toList();
    }

    private static boolean handles(boolean inTrial, Person person) {
        return !inTrial || GUESTS.contains(person.id());
    }

    /** Every agency opens a dossier about everybody, by the API, as it would for a real person; the one in trial invites its guests too. */
    static void openDossiers(AgencyClient agency) {
        List<String> refused = new ArrayList<>();
        boolean inTrial = agency.agency().mode().equals("trial");
        for (Person person : ALL.stream().filter(one -> handles(inTrial, one)).toList()) {
            if (inTrial) {
                invite(agency, person, refused);
            }
            Answer answer = switch (person.kind()) {
                case "citizen" -> agency.openCitizenDossier("dossier-" + person.name().replace(' ', '-'), person.id());
                case "organisation" -> agency.openOrganisationDossier("dossier-" + person.name().replace(' ', '-'), person.id());
                default -> agency.openDossierWithoutNumber(person.id());
            };
            if (answer.status() / 100 != 2) {
                refused.add(person.kind() + " " + person.behaviour() + ": " + answer.status() + " " + answer.problemSlug());
            }
        }
        if (!refused.isEmpty()) {
            throw new IllegalStateException("dossiers were refused: " + refused);
        }
    }

    private static void invite(AgencyClient agency, Person person, List<String> refused) {
        String name = switch (person.kind()) {
            case "citizen" -> "ssin";
            case "organisation" -> "enterpriseNumber";
            default -> "dossierReference";
        };
        Answer answer = agency.postJson("/api/v1/guests", Map.of(name, person.id()));
        if (answer.status() / 100 != 2) {
            refused.add("guest " + person.behaviour() + ": " + answer.status() + " " + answer.problemSlug());
        }
    }

    /** Those who can log in. */
    static List<IdentityProvider.Citizen> citizens() {
        return STANDING.stream().filter(person -> person.kind().equals("citizen")).map(person -> new IdentityProvider.Citizen(person.id(), person.name())).toList();
    }

    private static JsonNode paper(String name) {
        ObjectNode paper = new ObjectMapper().createObjectNode();
        paper.putObject("recipient").put("name", name).put("street", "Voorbeeldstraat").put("houseNumber", "12")
                .put("postalCode", "9000").put("municipality", "Gent").put("country", "BE");
        return paper;
    }
}
