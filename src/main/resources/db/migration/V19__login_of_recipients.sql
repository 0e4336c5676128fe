-- Recipients of letters on paper who prove by login who they are (ADR 0018).
alter table gateway.paper_original add column person_tag bytea;     -- keyed tag of piece and INSZ; goes at the end of the term
comment on column gateway.paper_original.factor is 'NONE, POSTCODE, LOGIN, LOGIN_AND_POSTCODE';

-- Logins under way and their short sessions. The browser has the name of a row, which stands here as a digest; a row is worth nothing without it.
create table gateway.letter_login (
    name_digest bytea       primary key,        -- SHA-256 of the cookie's value
    stage       text        not null,           -- ASKED: sent to the provider; KNOWN: came back as the right person
    sealed      bytea       not null,           -- code, postal code, and what the provider's answer is checked with; never an INSZ
    fetched     integer     not null default 0, -- documents that were given, one bit each
    ends_at     timestamptz not null
);
create index letter_login_end on gateway.letter_login (ends_at);
