package io.postiljon.crypto;

/** What a key or certificate is for. The names stand in the register and in the evidence: add, never rename. */
public enum KeyPurpose {
    API_SERVER, PUBLIC_SERVER, AGENCY_AUTHORITY, AGENCY_CERTIFICATE, AGENCY_SFTP,
    PLATFORM_SIGNATURE, PLATFORM_SIGNATURE_OLD, ROOT, WEBHOOK_SIGNATURE,
    BROKER_CLIENT, BROKER_AUTHORITY,
    EBOX_CLIENT, EBOX_AUTHORITY, LOGIN_CLIENT, LOGIN_AUTHORITY, TOKEN_AUTHORITY,
    DROPS_LOGIN, DROPS_HOST, PRINT_LOGIN, PRINT_HOST, PRINT_OPENPGP_OWN, PRINT_OPENPGP_SUPPLIER;

    /** Whether its end stops something. Old certificates of the platform only say whose old signatures are. */
    public boolean matters() {
        return this != PLATFORM_SIGNATURE_OLD;
    }
}
