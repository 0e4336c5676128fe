package io.postiljon.sending;

/** What the agency allows: only eBox, only paper, or eBox and else paper. */
public enum ChannelWish {
    EBOX, PAPER, EBOX_ELSE_PAPER;

    public boolean allowsEbox() {
        return this != PAPER;
    }

    public boolean allowsPaper() {
        return this != EBOX;
    }
}
