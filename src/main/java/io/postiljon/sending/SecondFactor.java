package io.postiljon.sending;

/**
 * What a recipient gives beside the code of a letter to get its original. {@code POSTCODE}: the postal code of the address on it.
 * {@code LOGIN}: he proves at the government's identity provider that he is the person whose INSZ the sending names.
 */
public enum SecondFactor {
    NONE, POSTCODE, LOGIN, LOGIN_AND_POSTCODE;

    public boolean asksPostcode() {
        return this == POSTCODE || this == LOGIN_AND_POSTCODE;
    }

    public boolean asksLogin() {
        return this == LOGIN || this == LOGIN_AND_POSTCODE;
    }
}
