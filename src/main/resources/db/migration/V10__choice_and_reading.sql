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

-- Messages in an eBox that are followed until they are read, expire, or nothing more can be known. The row goes then, and with it the
-- number of the recipient, by which the eBox has to be asked.
create table gateway.ebox_reading (
    sending_id       uuid        primary key references gateway.sending (id),
    recipient_sealed bytea       not null,
    message_type     text        not null,             -- its validity says when a message expires, when its publication did not
    next_status_at   timestamptz not null,
    attempt          integer     not null default 0,
    leased_until     timestamptz,
    unread_seen_at   timestamptz                       -- when the eBox last said "unread"
);
create index ebox_reading_due on gateway.ebox_reading (next_status_at);

-- Copies on paper that may become due. As long as the row is there, content and documents are kept.
create table gateway.paper_copy (
    sending_id uuid        primary key references gateway.sending (id),
    reason     text        not null,                   -- NEVER_OPENED, UNREAD
    due_at     timestamptz not null,
    next_at    timestamptz not null                    -- when it is looked at
);
create index paper_copy_due on gateway.paper_copy (next_at);
