package io.postiljon.sandbox.ebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContractTest {
    private final ContractOperation publication = Contract.operation("POST", PublicationEndpoint.PATH + "/").orElseThrow();

    @Test void an_answer_of_the_contract_has_no_fault() {
        Reply.Answer published = Reply.json(201, Map.of("messageId", "m-1", "expirationDate", "2027-05-23T10:00:00+02:00"));

        assertThat(publication.faultsIn(published)).isEmpty();
    }

    @Test void a_status_that_is_not_documented_is_a_fault() {
        assertThat(publication.faultsIn(Reply.json(202, Map.of("messageId", "m-1")))).containsExactly("status 202 is not documented");
    }

    @Test void a_member_that_is_missing_a_wrong_type_and_another_media_type_are_faults() {
        assertThat(publication.faultsIn(Reply.json(201, Map.of("messageId", "m-1")))).containsExactly("body $ required");
        assertThat(publication.faultsIn(Reply.json(201, Map.of("messageId", 7, "expirationDate", "2027-05-23T10:00:00+02:00"))))
                .containsExactly("body $.messageId type");
        assertThat(publication.faultsIn(new Reply.Answer(201, Map.of("Content-Type", "text/html"), new byte[0])))
                .containsExactly("media type text/html is not documented for 201");
    }

    @Test void a_problem_that_names_another_status_is_a_fault() {
        assertThat(publication.faultsIn(Reply.of(404, "application/problem+json", Map.of("status", 403)))).hasSize(1);
    }

    @ParameterizedTest @EnumSource(Refusal.class)
    void each_refusal_is_of_the_contract_in_both_shapes_unless_it_says_so(Refusal refusal) {
        for (ErrorShape shape : ErrorShape.values()) {
            assertThat(publication.faultsIn(new ErrorBodies(() -> shape).of(refusal.error())).isEmpty())
                    .as(refusal + " as " + shape).isEqualTo(refusal.isOfTheContract());
        }
    }

    @Test void a_path_or_method_that_the_contract_does_not_name_is_no_operation() {
        assertThat(Contract.operation("GET", PublicationEndpoint.PATH)).isEmpty();
        assertThat(Contract.operation("POST", PublicationEndpoint.PATH + "s")).isEmpty();
        assertThat(Contract.operation("GET", RegistryReading.TYPES + "/SIM-BRIEF")).isPresent();
    }

    @Test void an_answer_that_breaks_the_contract_becomes_a_500_and_fails_whoever_closes_the_simulator() {
        EboxTestBed bed = EboxTestBed.start();

        Reply told = bed.ebox().watch().judged("POST", PublicationEndpoint.PATH, Reply.json(201, Map.of()), new ErrorBodies(() -> ErrorShape.PROBLEM));

        assertThat(((Reply.Answer) told).status()).isEqualTo(500);
        assertThatThrownBy(bed::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("required");
    }

    @Test void what_is_wrong_on_purpose_goes_as_it_is() {
        Reply.Answer wrong = new Reply.Answer(201, Map.of("Content-Type", "text/html"), new byte[0]);

        Reply told = new ContractWatch().judged("POST", PublicationEndpoint.PATH, new Reply.OnPurpose(wrong), new ErrorBodies(() -> ErrorShape.PROBLEM));

        assertThat(told).isSameAs(wrong);
    }

    @ParameterizedTest
    @CsvSource({"BelGov-Trace-Id, 0123456789012345678901234567890123456", "Idempotency-Key, without-quotes", "On-Behalf-Of-Enterprise-Number, 999990024"})
    void a_header_that_the_contract_does_not_allow_is_refused_and_noted(String name, String value) {
        try (EboxTestBed bed = EboxTestBed.start()) {
            String scope = name.startsWith("On-Behalf") ? "eboxrepresentativepublication" : "publicationsender";
            SenderUnderTest sender = name.startsWith("On-Behalf") ? bed.representative() : bed.sender();
            String token = sender.token("scope:document:management:consult:ws-eboxrestentreprise:" + scope);

            HttpResponse<String> answer = sender.send(sender.publication(token, EboxTestBed.letter(EboxTestBed.toEnterprise("0999990123"))).header(name, value));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(bed.ebox().brokenCalls()).singleElement().asString().contains(name).doesNotContain(value);
        }
    }
}
