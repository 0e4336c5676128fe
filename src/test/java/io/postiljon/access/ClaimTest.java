package io.postiljon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final Optional<Recipient> CITIZEN = Optional.of(new Recipient.Citizen(new Insz("90610199729")));
    private static final Optional<Recipient> ORGANISATION = Optional.of(new Recipient.Organisation(new KboNumber("1000000021")));

    @Test void the_channel_and_the_recipient_decide_the_services() {
        assertThat(services(Entrance.HTTPS, ChannelWish.EBOX, CITIZEN)).containsExactly(Service.EBOX_CITIZEN);
        assertThat(services(Entrance.HTTPS, ChannelWish.EBOX, ORGANISATION)).containsExactly(Service.EBOX_ENTERPRISE);
        assertThat(services(Entrance.SFTP, ChannelWish.PAPER, CITIZEN)).containsExactly(Service.PRINT);
        assertThat(services(Entrance.SFTP, ChannelWish.PAPER, Optional.empty())).containsExactly(Service.PRINT);
    }

    @Test void ebox_else_paper_needs_both() {
        assertThat(services(Entrance.HTTPS, ChannelWish.EBOX_ELSE_PAPER, CITIZEN))
                .containsExactlyInAnyOrder(Service.EBOX_CITIZEN, Service.PRINT);
    }

    @Test void magda_online_is_a_service_of_its_own() {
        assertThat(services(Entrance.ONLINE, ChannelWish.PAPER, CITIZEN)).containsExactlyInAnyOrder(Service.PRINT, Service.ONLINE);
    }

    @Test void the_ebox_without_a_recipient_is_no_claim() {
        assertThatIllegalArgumentException().isThrownBy(() -> services(Entrance.HTTPS, ChannelWish.EBOX_ELSE_PAPER, Optional.empty()));
    }

    private static Set<Service> services(Entrance entrance, ChannelWish wish, Optional<Recipient> recipient) {
        var content = new MessageContent(new KboNumber("0999990024"), Optional.empty(), recipient, new LocalText("nl", "Test"),
                Optional.empty(), List.of(), Optional.empty(), MessageContent.BodyRole.SIDE, MessageContent.ReplyRule.NOT_ALLOWED,
                MessageContent.RegisteredMail.NO, Optional.empty(), Optional.empty(), List.of(),
                Optional.of(new DossierReference("D-1")), Optional.empty());
        return Claim.of(entrance, wish, content, new DataCategory("tax-assessment"), new Purpose("levy-of-taxes")).services();
    }
}
