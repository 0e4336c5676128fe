-- What recipients of letters on paper can fetch with the code on the cover sheet (ADR 0014). The code stands on paper and nowhere else.
create table gateway.paper_original (
    piece_id        uuid        primary key references gateway.print_piece (id),
    agency          text        not null,
    code_tag        bytea       not null unique,        -- keyed tag of the code
    factor          text        not null,               -- NONE, POSTCODE
    factor_tag      bytea,                              -- keyed tag of piece and postal code; goes at the end of the term
    sender          text        not null,               -- name of the agency, as on the cover sheet
    names_sealed    bytea,                              -- file names of the documents; go at the end of the term
    available_until timestamptz not null,
    closed_at       timestamptz,
    wrong_tries     integer     not null default 0,
    tried_since     timestamptz
);
create index paper_original_due on gateway.paper_original (available_until) where closed_at is null;

-- What has to go: at the end of its term, when it is printed, or because it never was. Each index holds only what is open, or rare.
create index vault_object_cover on gateway.vault_object (sending_id) where kind = 'COVER' and destroyed_at is null;
create index print_piece_refused on gateway.print_piece (id) where state in ('REJECTED', 'TAKEN_OUT');
create index vault_object_term on gateway.vault_object (keep_until) where keep_until is not null and destroyed_at is null;
