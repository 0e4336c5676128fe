-- Drops on SFTP: each zip that was collected, what became of each of its messages, and the answers that the agency gets.

create table gateway.sftp_drop (
    id            uuid primary key,
    agency        text        not null,
    mode          text        not null,
    name          text        not null,               -- file name without .zip
    state         text        not null,               -- RECEIVED, DONE, REJECTED, WITHDRAWN
    object_id     uuid references gateway.vault_object (id),
    size_bytes    bigint      not null,
    modified_at   timestamptz not null,               -- as the SFTP server says: the same file again, or another of this name
    sha256        bytea,                              -- null when it was rejected unread
    message_count integer     not null,
    signature     text,                               -- over all entries: the evidence of each sending refers to it
    signer        text,
    signed_at     timestamptz,
    received_at   timestamptz not null,
    finished_at   timestamptz,
    leased_until  timestamptz,
    touched_at    timestamptz not null,
    trace_id      text        not null
);
-- A name counts once per agency (it holds organisation, day, sequence and environment). A rejected drop does not use its name up.
create unique index sftp_drop_name_once on gateway.sftp_drop (agency, name) where state in ('RECEIVED', 'DONE');
create index sftp_drop_file on gateway.sftp_drop (agency, name, size_bytes, modified_at);
create index sftp_drop_open on gateway.sftp_drop (touched_at) where state = 'RECEIVED';

create table gateway.sftp_drop_item (
    drop_id           uuid        not null references gateway.sftp_drop (id),
    entry             text        not null,           -- messages/....json
    message_reference text,
    sending_id        uuid references gateway.sending (id),
    problem           text,                           -- the problem document of a refused one
    settled_at        timestamptz not null,
    primary key (drop_id, entry),
    constraint item_is_accepted_or_refused check ((sending_id is null) <> (problem is null))
);

-- Rendered and signed once, so that each upload brings the same bytes.
create table gateway.sftp_answer (
    drop_id     uuid        not null references gateway.sftp_drop (id),
    kind        text        not null,                 -- ACK, RESULT, REJECT
    content     bytea       not null,
    signature   text        not null,
    made_at     timestamptz not null,
    uploaded_at timestamptz,
    primary key (drop_id, kind)
);
create index sftp_answer_pending on gateway.sftp_answer (made_at) where uploaded_at is null;
