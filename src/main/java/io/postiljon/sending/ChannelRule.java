package io.postiljon.sending;

/** The rules by which a channel is chosen, taken back or left. The names are stored and shown: add, never rename. Each has its sentences. */
public enum ChannelRule {
    PAPER_ASKED,
    CITIZEN_CONSENTED, CITIZEN_NOT_CONSENTED, CONSENT_UNKNOWN_PAST_DEADLINE,
    ORGANISATION_HAS_BOX, ORGANISATION_HAS_NO_BOX, BOX_UNKNOWN_PAST_DEADLINE,
    EBOX_FIRST,
    NO_CHANNEL_CITIZEN_NOT_CONSENTED, NO_CHANNEL_CONSENT_UNKNOWN_PAST_DEADLINE,
    NO_CHANNEL_ORGANISATION_HAS_NO_BOX, NO_CHANNEL_BOX_UNKNOWN_PAST_DEADLINE,
    CHANNEL_REOPENED, RELEASED_BY_OPERATOR,
    PAPER_COPY_NEVER_OPENED, PAPER_COPY_UNREAD,
    NO_PAPER_COPY_NOT_WANTED, NO_PAPER_COPY_READ_STATUS_UNKNOWN, NO_PAPER_COPY_BOX_UNKNOWN, NO_PAPER_COPY_RIGHT_ENDED;

    /** The rule that holds in place of this one when it names paper and paper is not allowed. */
    public ChannelRule withoutPaper() {
        return valueOf("NO_CHANNEL_" + name());
    }
}
