-- Keys and certificates that were seen in use, so that their coming and their end are on record once for all nodes.
create table gateway.known_key (
    purpose       text        not null,
    owner         text        not null,         -- agency, print supplier, gateway, partner
    fingerprint   text        not null,
    kind          text        not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,          -- on any node, to the hour
    warned_days   int,                           -- the nearest warning about its end that was given
    primary key (purpose, owner, fingerprint)
);
