-- Fair sharing between agencies: the relay takes turns by agency, and keeps few sendings of one agency in the broker (ADR 0012).

alter table gateway.outbox add column agency text;
update gateway.outbox o set agency = s.agency from gateway.sending s where s.id = o.sending_id;
delete from gateway.outbox where agency is null;
alter table gateway.outbox alter column agency set not null;
create index outbox_by_agency on gateway.outbox (agency, due_at, id);

alter table gateway.sending add column queued_at timestamptz;    -- since when it is in the broker or in a worker's hands on its way to a channel
create index sending_queued on gateway.sending (agency) where queued_at is not null;
