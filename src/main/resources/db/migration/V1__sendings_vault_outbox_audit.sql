-- State, vault index, outbox, dossiers and the record of evidence.
-- ${app_role} is the login of the gateway: it can change the state of the work, and can only add to the evidence.

create schema gateway;
create schema audit;

create table gateway.sending (
    id                 uuid primary key,
    agency             text        not null,
    mode               text        not null,
    entrance           text        not null,
    message_reference  text        not null,
    idempotency_key    text        not null,
    fingerprint        bytea       not null,           -- SHA-256 over names and digests of all parts
    data_category      text        not null,
    purpose            text        not null,
    recipient_kind     text        not null,
    channel_wish       text        not null,
    channel            text,                           -- set by the decision, with the rule and the data it used
    channel_rule       text,
    channel_data       jsonb,
    state              text        not null,
    state_since        timestamptz not null,
    accepted_at        timestamptz not null,
    deadline           timestamptz not null,           -- after it, "unavailable" becomes FAILED
    attempt            integer     not null default 0, -- grows with each lease: the fencing token of a worker
    leased_until       timestamptz,
    next_attempt_at    timestamptz,
    touched_at         timestamptz not null,
    content_sealed     bytea,                          -- MessageContent under its own key; both go when delivery is over
    content_key        bytea,
    signature          text        not null,
    signer             text        not null,
    receipt            text        not null,
    outcome_code       text,                           -- stable code of what ended or holds the delivery
    ebox_key           uuid,                           -- idempotency key towards the eBox: made once, before the first call
    ebox_message_id    text,
    ebox_expires_at    timestamptz,
    trace_id           text        not null,
    constraint sending_reference_once unique (agency, message_reference),
    constraint sending_key_once unique (agency, idempotency_key)
);
create index sending_open_work on gateway.sending (touched_at)
    where state in ('ACCEPTED', 'EBOX_CHOSEN', 'IN_DOUBT', 'PAPER_CHOSEN');

-- Every object of the vault. The row with its wrapped key makes the object exist: a file without one is noise.
create table gateway.vault_object (
    id           uuid primary key,
    kind         text        not null,                 -- DOCUMENT, COVER, DROP, ORDER
    owner        text        not null,
    sending_id   uuid references gateway.sending (id),
    ordinal      integer,
    sha256       bytea       not null,                 -- of the plaintext; of the file for ORDER
    size_bytes   bigint      not null,
    wrapped_key  bytea,                                -- null: destroyed (or ORDER, which is ciphertext already)
    keep_until   timestamptz,
    created_at   timestamptz not null,
    destroyed_at timestamptz,
    erased_at    timestamptz                           -- the file is gone too
);
create index vault_object_sending on gateway.vault_object (sending_id);
create index vault_object_to_erase on gateway.vault_object (destroyed_at) where destroyed_at is not null and erased_at is null;

create table gateway.outbox (
    id            bigint generated always as identity primary key,
    queue         text        not null,
    sending_id    uuid        not null,
    due_at        timestamptz not null,
    claimed_until timestamptz
);
create index outbox_due on gateway.outbox (due_at, id);
create index outbox_sending on gateway.outbox (sending_id);

create table gateway.dossier (
    agency       text        not null,
    reference    text        not null,
    subject_kind text        not null,
    subject_tag  bytea       not null,                 -- keyed pseudonym per agency; this key does not change with the year
    open_from    date        not null,
    open_until   date,
    closed_at    timestamptz,
    opened_at    timestamptz not null,
    primary key (agency, reference)
);
create index dossier_subject on gateway.dossier (agency, subject_tag);

create table audit.record (
    id              bigint generated always as identity,
    at              timestamptz not null,
    event           text        not null,
    outcome         text        not null,
    agency          text,
    sending_id      uuid,
    actor_kind      text        not null,
    actor_id        text        not null,
    trace_id        text        not null,
    mode            text,
    service         text,
    purpose         text,
    data_category   text,
    subject_kind    text,
    subject_tag     bytea,
    personal_sealed bytea,
    digests         text[]      not null,
    size_bytes      bigint      not null,
    state_before    text,
    state_after     text,
    signature       text,
    detail          jsonb       not null,
    primary key (id, at)
) partition by range (at);
create table audit.record_other_years partition of audit.record default;
do $$
begin                                                  -- a year of evidence is a year in Brussels, as its keys are
    for year in 2026..2040 loop
        execute format('create table audit.record_%s partition of audit.record for values from (%L) to (%L)',
                       year, format('%s-01-01 00:00 Europe/Brussels', year), format('%s-01-01 00:00 Europe/Brussels', year + 1));
    end loop;
end $$;
create index record_sending on audit.record (sending_id, id);
create index record_agency on audit.record (agency, at);
create index record_subject on audit.record (subject_tag) where subject_tag is not null;

create table audit.traffic (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    hop        text        not null,
    sending_id uuid,
    agency     text,
    trace_id   text,
    detail     jsonb       not null
);
create index traffic_sending on audit.traffic (sending_id, id);
create index traffic_at on audit.traffic (at);

-- Rights: nobody but the owner can change or remove evidence; the gateway runs without the owner's password.
grant usage on schema gateway, audit to ${app_role};
grant select, insert, update, delete on all tables in schema gateway to ${app_role};
alter default privileges in schema gateway grant select, insert, update, delete on tables to ${app_role};
grant select, insert on audit.record, audit.traffic to ${app_role};
