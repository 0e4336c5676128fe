-- Key files that were put in place and not taken, so that each is on record once for all nodes (ADR 0023). Rows of before are removed.
create table gateway.refused_key_file (
    place       text        not null,          -- setting that names the file
    fingerprint text        not null,          -- of the file's bytes; empty: there was none to read
    why         text        not null,
    refused_at  timestamptz not null,
    primary key (place, fingerprint, why)
);
-- What somebody did who logged in for a letter, to be found by his pseudonym (SubjectSearch).
create index record_login on audit.record (actor_id) where actor_kind = 'RECIPIENT' and actor_id like 'login-%';
