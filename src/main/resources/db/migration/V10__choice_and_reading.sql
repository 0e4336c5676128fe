-- Every decision about the channel of a sending. gateway.sending keeps the one that counts; here none is overwritten.
create table gateway.channel_decision (
    id         bigint generated always as identity primary key,
    sending_id uuid        not null references gateway.sending (id),
    decided_at timestamptz not null,
    channel    text,                                   -- EBOX, PAPER; null when the rule left no channel, or took the choice back
    rule       text        not null,
    data       jsonb       not null
);
create index channel_decision_sending on gateway.channel_decision (sending_id, id);
insert into gateway.channel_decision (sending_id, decided_at, channel, rule, data)
select id, state_since, channel, channel_rule, channel_data from gateway.sending where channel is not null;

alter table gateway.sending add column read_seen_at timestamptz;   -- when the eBox first said that the message was read
