package io.postiljon.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.Service;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Words for what the tests of this package send. All numbers are synthetic. */
final class Fixtures {
    static final AgencyCode AGENCY = new AgencyCode("dienst-a");
    static final String AGENCY_KBO = "0999990024";
    static final String CITIZEN = "90610199729";
    /** SHA-256 of the bytes "abc" (FIPS 180-2, appendix B.1). */
    static final String DIGEST = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    static Agreement agreement() {
        return agreement(Mode.LIVE, Optional.empty());
    }

    static Agreement agreement(Mode mode, Optional<LocalDate> endsOn) {
        return agreement(mode, endsOn, new Agreement.PrintDefaults(false, true, true, PaperWishes.Priority.NON_PRIOR, "LETTER", Optional.empty()));
    }

    /** Recipients of its letters on paper log in. */
    static Agreement agreementAskingLogin(Agreement.WithoutInsz otherwise) {
        return agreement(Mode.LIVE, Optional.empty(), new Agreement.PrintDefaults(false, true, true, PaperWishes.Priority.NON_PRIOR, "LETTER", Optional.empty(),
                SecondFactor.LOGIN, otherwise));
    }

    static Agreement agreement(Agreement.Limits limits) {
        return agreement(Mode.LIVE, Optional.empty(), new Agreement.PrintDefaults(false, true, true, PaperWishes.Priority.NON_PRIOR, "LETTER", Optional.empty()), limits);
    }

    private static Agreement agreement(Mode mode, Optional<LocalDate> endsOn, Agreement.PrintDefaults printDefaults) {
        return agreement(mode, endsOn, printDefaults, new Agreement.Limits(6000, 2, Duration.ofSeconds(20)));
    }

    private static Agreement agreement(Mode mode, Optional<LocalDate> endsOn, Agreement.PrintDefaults printDefaults, Agreement.Limits limits) {
        EboxTrio trio = new EboxTrio("SIM-BRIEF", "sim:documentendienst");
        return new Agreement(AGENCY, "Dienst A", new KboNumber(AGENCY_KBO), Optional.empty(), mode, EnumSet.allOf(Service.class),
                Set.of(new DataCategory("tax-assessment")), Set.of(new Purpose("levy-of-taxes")), ChannelWish.EBOX,
                Set.of("tls-thumbprint"), Set.of("signing-thumbprint"), Optional.empty(),
                List.of(new Agreement.Trio(trio, RecipientKind.CITIZEN), new Agreement.Trio(trio, RecipientKind.ORGANISATION)),
                Agreement.EboxClient.OWN, Agreement.EboxRules.DEFAULT, new Agreement.PrintRetention(30, 60, 90), Optional.empty(),
                printDefaults, limits, List.of(),
                new Agreement.Contact("Functionaris", "dpo@dienst-a.example", Optional.empty()), Set.of(), List.of(), endsOn, Optional.empty(),
                new Agreement.Trial(50));
    }

    /** With an account on SFTP of this name, and what may lie in it. */
    static Agreement agreementWithAccount(String user, Agreement.AccountLimits most) {
        Agreement a = agreement();
        return new Agreement(a.code(), a.name(), a.kbo(), a.ovo(), a.mode(), a.services(), a.dataCategories(), a.purposes(), a.defaultChannel(), a.tlsThumbprints(),
                a.signingThumbprints(), Optional.of(new Agreement.SftpAccount(user, Set.of())), a.trios(), a.eboxClient(), a.eboxRules(), a.printRetention(), a.returnAddress(),
                a.printDefaults(), new Agreement.Limits(6000, 2, Duration.ofSeconds(20), Agreement.Limits.MEGABYTES_PER_HOUR, most), a.profiles(), a.officer(),
                a.subProcessors(), a.webhooks(), a.endsOn(), a.endChoice(), a.trial());
    }

    static Terms inTheSandbox() {
        return new Terms(agreement(), Environment.T);
    }

    static ObjectNode aMessageToACitizen() {
        return parse("""
                {"sender": {"eboxType": "enterprise", "enterpriseNumber": "0999990024"},
                 "recipient": {"eboxType": "citizen", "ssin": "90610199729"},
                 "subject": {"nl": "Testbericht"},
                 "messageReference": "ref-0001", "dataCategory": "tax-assessment", "purpose": "levy-of-taxes",
                 "delivery": {"channel": "EBOX"},
                 "senderApplicationId": "sim:documentendienst", "messageTypeId": "SIM-BRIEF",
                 "attachments": [{"httpPartName": "upfile1", "isMainContent": true, "isAttachmentSigned": false,
                                  "digest": {"digestMethod": "sha_256", "digestValue": "%s"}}]}
                """.formatted(DIGEST));
    }

    static ObjectNode aLetterOnPaper() {
        ObjectNode message = aMessageToACitizen();
        message.remove(List.of("recipient", "senderApplicationId", "messageTypeId"));
        message.put("dossierReference", "dossier-7");
        message.set("delivery", parse("{\"channel\": \"PAPER\"}"));
        message.set("paper", parse("""
                {"recipient": {"name": "Ann Voorbeeld", "street": "Proefstraat", "houseNumber": "1", "postalCode": "1000",
                               "municipality": "Brussel", "country": "BE"}, "availabilityDays": 45}"""));
        return message;
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (java.io.IOException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }
}
