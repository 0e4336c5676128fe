package io.postiljon;

/** The start is refused because the schema is not the one of this version. */
final class SchemaNotReady extends RuntimeException {
    SchemaNotReady(Throwable cause) {
        super("the database is not migrated to this version; run once, with the owner's login: java -jar postiljon.jar migrate", cause);
    }
}
