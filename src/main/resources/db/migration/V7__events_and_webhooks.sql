-- Events for agencies are read from the evidence: a record with an event_id is an event. Cursors, webhooks, status files, lists.

-- The transaction that wrote a record. Readers of events go by it, and stop before the oldest transaction that still runs: numbers of
-- rows are given out before the commit, so by them alone a transaction that commits late would be skipped for ever.
alter table audit.record add column xact xid8 not null default pg_current_xact_id();
alter table audit.record add column event_id uuid;      -- set when the word that the agency sees has changed
update audit.record set event_id = gen_random_uuid()
 where sending_id is not null and agency is not null and state_after is not null and state_after is distinct from state_before
   and not coalesce(state_before = 'EBOX_CHOSEN' and state_after = 'PAPER_CHOSEN', false);     -- both are SENDING
create index record_feed on audit.record (agency, xact, id) where event_id is not null;
create index record_events_of_sending on audit.record (sending_id, id) where event_id is not null;

-- The list of an agency, newest first, within each state.
create index sending_list on gateway.sending (agency, state, accepted_at desc, id desc);

-- Addresses of agencies that get events. The addresses themselves stand in the agreements; here is how far each of them is.
create table gateway.webhook_endpoint (
    agency          text        not null,
    name            text        not null,
    place           text        not null,               -- cursor among the events: all before it are deliveries already
    paused_until    timestamptz,                        -- the receiver is away, or asked for patience
    disabled_at     timestamptz,
    disabled_reason text,
    created_at      timestamptz not null,
    primary key (agency, name)
);

create table gateway.webhook_delivery (
    id           uuid primary key,
    agency       text        not null,
    endpoint     text        not null,
    kind         text        not null,                  -- EVENT, TEST
    event_id     uuid        not null,
    event_type   text        not null,
    sending_id   uuid,
    body         text        not null,                  -- the same bytes at each attempt
    state        text        not null,                  -- PENDING, DELIVERED, GIVEN_UP
    attempt      integer     not null default 0,        -- grows with each call: the fencing token of a worker
    due_at       timestamptz not null,
    leased_until timestamptz,
    http_status  integer,                               -- of the last answer
    outcome      text,                                  -- stable code of the last attempt
    created_at   timestamptz not null,
    ended_at     timestamptz,
    constraint webhook_delivery_once unique (agency, endpoint, event_id)
);
create index webhook_delivery_due on gateway.webhook_delivery (agency, endpoint, due_at, id) where state = 'PENDING';
create index webhook_delivery_list on gateway.webhook_delivery (agency, endpoint, id desc);
create index webhook_delivery_age on gateway.webhook_delivery (created_at);

-- Status files for agencies with an SFTP account: rendered and signed once, so that each upload brings the same bytes.
create table gateway.status_file_place (
    agency text    primary key,
    place  text    not null,                            -- cursor among the events: all before it are in a file
    day    date    not null,                            -- of the last file, in Brussels
    last   integer not null check (last between 0 and 99999)
);

create table gateway.status_file (
    agency      text        not null,
    name        text        not null,
    events      integer     not null,
    content     bytea       not null,
    signature   text        not null,
    made_at     timestamptz not null,
    uploaded_at timestamptz,
    primary key (agency, name)
);
create index status_file_pending on gateway.status_file (made_at, agency, name) where uploaded_at is null;
create index status_file_age on gateway.status_file (uploaded_at) where uploaded_at is not null;
