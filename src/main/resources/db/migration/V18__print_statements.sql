-- Daily statements of an agency's letters on paper: signed once, never changed (ADR 0017).

-- Beside the evidence: the gateway can add one and read it, and change none.
create table audit.print_statement (
    id                uuid        primary key,
    agency            text        not null,
    number            integer     not null check (number between 1 and 99999),
    day               date        not null,             -- in Brussels
    counted_from      timestamptz not null,
    counted_until     timestamptz not null,
    complete          boolean     not null,             -- false: made before the day was over
    replaces          uuid references audit.print_statement (id),
    made_at           timestamptz not null,
    opening_pieces    integer     not null,
    accepted_pieces   integer     not null,
    closed_pieces     integer     not null,
    found_pieces      integer     not null,             -- open by the tables of print; opening + accepted - closed by the evidence
    opening_sheets    integer     not null,
    accepted_sheets   integer     not null,
    closed_sheets     integer     not null,
    found_sheets      integer     not null,
    unexplained       integer     not null,
    file_name         text        not null unique,      -- without ending
    content           bytea       not null,             -- JSON
    content_signature text        not null,
    paper             bytea       not null,             -- PDF
    paper_signature   text        not null,
    constraint print_statement_number_once unique (agency, number)
);
create index print_statement_day on audit.print_statement (agency, day, number);
grant select, insert on audit.print_statement to ${app_role};

-- The letters of a statement: all of them while it is made, afterwards those that were open at its end, with which the next one opens.
create table gateway.statement_letter (
    statement_id uuid        not null,
    sending_id   uuid        not null,
    reference    text,                                  -- of the agency; null when its sending is lost
    piece_id     uuid,                                  -- at the end of the time that is counted; null before there is one
    print_class  text,
    since        timestamptz,                           -- when the letter came into the account
    state        text        not null,                  -- of the sending at the end, by the evidence
    opening      boolean     not null,
    entered      integer     not null,
    departed     integer     not null,
    departed_as  text,
    is_open      boolean     not null,                  -- at the end, by the evidence
    found_open   integer     not null,                  -- the same by the tables of print: 0 or 1 when they are right
    sheets_opening integer   not null,
    sheets_in    integer     not null,
    sheets_out   integer     not null,
    sheets       integer     not null,                  -- at the end, by the evidence
    sheets_found integer     not null,
    batch_id     uuid,
    standing     text,                                  -- why it is open
    outcome      text,                                  -- what the supplier made of one that left
    finding      text,                                  -- what does not fit; null when all does
    primary key (statement_id, sending_id)
);

-- What agencies with an SFTP account have still to get.
create table gateway.statement_delivery (
    statement_id uuid        primary key references audit.print_statement (id),
    agency       text        not null,
    made_at      timestamptz not null,
    uploaded_at  timestamptz
);
create index statement_delivery_pending on gateway.statement_delivery (made_at, statement_id) where uploaded_at is null;

create index print_piece_queued on gateway.print_piece (queued_at);
