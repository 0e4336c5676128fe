package io.postiljon.sending;

/** Where a sending came in. Retention depends on it (DESIGN: service and entrance). */
public enum Entrance {
    HTTPS, SFTP, ONLINE
}
