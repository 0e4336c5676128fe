-- Mode trial: whom an agency has invited, and how many sendings it had on each day of Brussels.

create table gateway.guest (
    agency    text        not null,
    guest_tag bytea       not null,                    -- keyed pseudonym per agency, of a number or of a dossier's reference
    kind      text        not null,
    added_at  timestamptz not null,
    primary key (agency, guest_tag)
);

create table gateway.trial_day (
    agency   text    not null,
    day      date    not null,
    accepted integer not null,
    primary key (agency, day)
);
