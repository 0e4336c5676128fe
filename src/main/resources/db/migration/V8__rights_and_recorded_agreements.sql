-- What the gateway's own login needs to start without the owner's password: it looks whether the schema is the right one.
grant usage on schema public to ${app_role};
grant select on public.flyway_schema_history to ${app_role};

-- The version of each agreement that was last put on record, so that a start records what changed meanwhile and nothing else.
create table gateway.recorded_agreement (
    agency      text        primary key,
    fingerprint bytea       not null,                  -- SHA-256 of the agreement as read
    recorded_at timestamptz not null
);
