-- What the supplier tells of a piece after it took it: status events (PS), evidence (PE), reconciliation (PR), and what is late.

-- Where a piece stands since: when the event happened that brought it there, by the supplier's clock.
alter table gateway.print_piece add column status_at timestamptz;
create index print_piece_not_posted on gateway.print_piece (batch_id) where state in ('ACCEPTED', 'PRINTED', 'ENVELOPED');

-- When the marker was about to be written: from then on the supplier's times run.
alter table gateway.print_batch add column handed_over_at timestamptz;
update gateway.print_batch set handed_over_at = state_since where state in ('GO_PENDING', 'UPLOADED', 'ACKED', 'DONE', 'REFUSED');

create table gateway.print_event (
    event_id       uuid        primary key,            -- the supplier's: said again, it changes nothing
    piece_id       uuid        not null references gateway.print_piece (id),
    code           text        not null,
    occurred_at    timestamptz not null,
    received_at    timestamptz not null,
    reason         text,                               -- of a return
    handling       text,                               -- of a returned letter: DESTROYED, FORWARDED_TO_SENDER
    sheets         integer,
    mail_date      date,
    postal_product text,
    barcode        text,
    envelope       text,
    effect         text        not null                -- WAITS (for the results), APPLIED, LATE, CONTRADICTS
);
create index print_event_piece on gateway.print_event (piece_id, occurred_at);

-- Papers of the post about a piece: objects of the vault that only the agency can read.
create table gateway.print_evidence (
    object_id   uuid        primary key references gateway.vault_object (id),
    piece_id    uuid        not null references gateway.print_piece (id),
    kind        text        not null,                  -- DEPOSIT, RECEIPT, RETURN
    sha256      bytea       not null,
    received_at timestamptz not null,
    constraint print_evidence_once unique (piece_id, kind, sha256)
);

-- Numbers of the supplier's own files, to see a gap.
create table gateway.print_answer_number (
    kind        text        not null,                  -- PS, PE, PR
    sender      text        not null,
    environment text        not null,
    day         date        not null,
    sequence    integer     not null,
    received_at timestamptz not null,
    primary key (kind, sender, environment, day, sequence)
);
create index print_answer_number_age on gateway.print_answer_number (received_at);

-- What the supplier counted of a batch, until it agrees with our own count.
create table gateway.print_reconciliation (
    batch_id      uuid        not null references gateway.print_batch (id),
    counted_until timestamptz not null,
    file_name     text        not null,
    accepted      integer     not null,
    rejected      integer     not null,
    printed       integer     not null,
    handed        integer     not null,
    returned      integer     not null,
    sheets        jsonb       not null,                -- of printed pieces, by product
    received_at   timestamptz not null,
    agreed_at     timestamptz,
    primary key (batch_id, counted_until)
);
create index print_reconciliation_open on gateway.print_reconciliation (received_at) where agreed_at is null;

-- What somebody has to look at: at most once for each subject, until it is over.
create table gateway.print_alarm (
    kind      text        not null,
    subject   text        not null,                    -- id of a batch or piece, or a series of file names
    code      text        not null,
    raised_at timestamptz not null,
    over_at   timestamptz,
    closed_by text,                                    -- login of the person; gateway when it ended by itself
    note      text,
    primary key (kind, subject),
    constraint print_alarm_over_in_full check ((over_at is null) = (closed_by is null))
);
create index print_alarm_open on gateway.print_alarm (kind, raised_at) where over_at is null;
