-- Pieces and batches for the print supplier.

create table gateway.print_sequence (                  -- gap-free: raised in the transaction that closes a batch
    sender      text    not null,
    environment text    not null,
    day         date    not null,                      -- in Brussels
    last        integer not null check (last between 1 and 999999),
    primary key (sender, environment, day)
);

create table gateway.print_batch (
    id              uuid primary key,
    sender          text        not null,
    environment     text        not null,
    day             date        not null,
    sequence        integer     not null,
    order_name      text        not null unique,
    print_class     text        not null,
    pieces          integer     not null,
    state           text        not null,
    state_since     timestamptz not null,
    closed_at       timestamptz not null,
    cut_off_at      timestamptz not null,
    hand_over_on    date        not null,
    order_object    uuid references gateway.vault_object (id),
    order_size      bigint,
    order_sha256    bytea,
    documents       integer,                           -- control totals, as in the manifest
    pages           integer,
    sheets          integer,
    bytes           bigint,
    hash_total      bytea,
    attempt         integer     not null default 0,    -- grows with each lease: the fencing token of a worker
    leased_until    timestamptz,
    next_attempt_at timestamptz,
    receipt_at      timestamptz,                       -- when the first technical receipt (PA) came; it may come after the results
    outcome_code    text,
    constraint print_batch_sequence_once unique (sender, environment, day, sequence)
);
create index print_batch_open on gateway.print_batch (state, day, sequence) where state not in ('DONE', 'REFUSED', 'STOPPED');

create table gateway.print_piece (
    id           uuid primary key,
    sending_id   uuid        not null references gateway.sending (id),
    print_class  text        not null,
    pages        integer     not null,
    sheets       integer     not null,
    bytes        bigint      not null,
    state        text        not null,
    state_since  timestamptz not null,
    queued_at    timestamptz not null,
    batch_id     uuid references gateway.print_batch (id),
    seq          integer,
    outcome_code text,
    constraint print_piece_once unique (sending_id),   -- one effect per sending and channel
    constraint print_piece_place_once unique (batch_id, seq),
    constraint print_piece_stamped check ((batch_id is null) = (seq is null))
);
create index print_piece_waiting on gateway.print_piece (print_class, queued_at) where batch_id is null;

create table gateway.print_piece_document (
    piece_id  uuid    not null references gateway.print_piece (id),
    ordinal   integer not null,                        -- 1 is the cover
    object_id uuid    not null references gateway.vault_object (id),
    role      text    not null,                        -- COVER, MAIN, ANNEX
    pages     integer not null,
    primary key (piece_id, ordinal)
);

-- Answers that were not applied, as they came: ciphertext for our key. The same file again is not kept twice.
create table gateway.print_quarantine (
    file_name   text        not null,
    sha256      bytea       not null,
    reason      text        not null,
    received_at timestamptz not null,
    content     bytea       not null,
    primary key (file_name, sha256)
);
