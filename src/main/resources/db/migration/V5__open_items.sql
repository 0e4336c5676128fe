-- Questions that only a person can close: what became of a message that may lie, or lies, in an eBox.

create table gateway.open_item (
    id         bigint generated always as identity primary key,
    kind       text        not null,                  -- EBOX_ID_UNKNOWN, EBOX_OUTCOME_UNKNOWN
    sending_id uuid        not null references gateway.sending (id),
    code       text        not null,                  -- stable code of what raised it
    opened_at  timestamptz not null,
    closed_at  timestamptz,
    closed_by  text,                                  -- login of the person, or gateway
    resolution text,                                  -- what was found out
    note       text,
    constraint open_item_closed_in_full check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (resolution is null))
);
create unique index open_item_once on gateway.open_item (sending_id, kind) where closed_at is null;
create index open_item_waiting on gateway.open_item (kind, opened_at) where closed_at is null;
