package io.postiljon.intake;

import io.postiljon.sending.AddressRules;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.RecipientKind;

/** What the agreement and the environment say about a message before it is read. */
record Terms(Agreement agreement, Environment environment, AddressRules addresses) {
    /** Where no address is read, or only one within Belgium. */
    Terms(Agreement agreement, Environment environment) {
        this(agreement, environment, AddressRules.atHome());
    }

    ChannelWish defaultChannel() {
        return agreement.defaultChannel();
    }

    /** Test numbers pass outside production, and in rehearsal; nowhere else. */
    boolean testNumbersPass() {
        return environment != Environment.P || !agreement.mode().delivers();
    }

    boolean registered(EboxTrio trio, RecipientKind kind) {
        return agreement.trios().contains(new Agreement.Trio(trio, kind));
    }
}
