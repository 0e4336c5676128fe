package io.postiljon.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementSchemaTest {
    private final JsonNode schema = read();

    @Test void every_member_is_described_and_no_object_takes_an_unknown_one() {
        var missing = new ArrayList<String>();

        walk(schema, "", missing);

        assertThat(missing).isEmpty();
        assertThat(schema.at("/properties")).hasSizeGreaterThan(15);
    }

    @Test void a_hint_is_the_description_of_the_member_not_of_its_shared_form() throws Exception {
        var document = StrictYaml.read(AgenciesFolder.smallest("0999990024") + "profiles:\n  - {code: A B, name: x}\n");

        assertThat(new AgreementSchema().check("alpha.yaml", document)).extracting(AgreementProblem::toString).containsExactly(
                "alpha.yaml:10 /profiles/0/code: the value is not allowed. Code of the profile: 1 to 64 of a-z, 0-9 and hyphen; each once.");
    }

    @Test void a_number_without_quotes_is_told_to_take_quotes() throws Exception {
        var document = StrictYaml.read(AgenciesFolder.smallest("0999990024") + """
                print:
                  retentionDays: {minimum: 1, default: 1, maximum: 1}
                  documentType: letter
                  returnAddress: {name: A, street: B, houseNumber: 1, postalCode: "1000", municipality: C}
                """);

        assertThat(new AgreementSchema().check("alpha.yaml", document)).extracting(AgreementProblem::toString).containsExactly(
                "alpha.yaml:12 /print/returnAddress/houseNumber: the value has the wrong type: it must be string. "
                        + "House number between quotes, 1 to 12 characters.");
    }

    private static void walk(JsonNode node, String pointer, List<String> missing) {
        if (node.has("properties") && node.has("additionalProperties") == pointer.contains("/if")) {
            missing.add(pointer + " does not refuse unknown members");
        }
        if (!pointer.contains("/if")) {
            node.path("properties").fields().forEachRemaining(member -> {
                if (member.getValue().path("description").asText().isBlank()) {
                    missing.add(pointer + "/properties/" + member.getKey() + " has no description");
                }
            });
        }
        node.fields().forEachRemaining(child -> walk(child.getValue(), pointer + "/" + child.getKey(), missing));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(node.get(i), pointer + "/" + i, missing);
        }
    }

    private static JsonNode read() {
        try (InputStream in = AgreementSchemaTest.class.getResourceAsStream("/schemas/agreement.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
