-- More than one print supplier: whom a piece, a batch, a number, an answer and an alarm belong to. What is there already belongs to the
-- one supplier of before, whose code `migrate` is told.
alter table gateway.print_sequence add column supplier text not null default '${print_supplier}';
alter table gateway.print_sequence alter column supplier drop default;
alter table gateway.print_sequence drop constraint print_sequence_pkey;
alter table gateway.print_sequence add primary key (supplier, sender, environment, day);      -- each supplier reports gaps in what it sees

alter table gateway.print_batch add column supplier text not null default '${print_supplier}';
alter table gateway.print_batch alter column supplier drop default;
alter table gateway.print_batch drop constraint print_batch_sequence_once;
alter table gateway.print_batch add constraint print_batch_sequence_once unique (supplier, sender, environment, day, sequence);
alter table gateway.print_batch drop constraint print_batch_order_name_key;
alter table gateway.print_batch add constraint print_batch_order_name_once unique (supplier, order_name);
alter table gateway.print_batch add column moved_from uuid references gateway.print_batch (id);      -- the batch of another supplier that it took the place of

alter table gateway.print_piece add column supplier text not null default '${print_supplier}';
alter table gateway.print_piece alter column supplier drop default;
drop index gateway.print_piece_waiting;
create index print_piece_waiting on gateway.print_piece (supplier, print_class, queued_at) where batch_id is null;

alter table gateway.print_quarantine add column supplier text not null default '${print_supplier}';
alter table gateway.print_quarantine alter column supplier drop default;
drop index gateway.print_quarantine_once;
drop index gateway.print_quarantine_unread_once;
create unique index print_quarantine_once on gateway.print_quarantine (supplier, file_name, sha256) where sha256 is not null;
create unique index print_quarantine_unread_once on gateway.print_quarantine (supplier, file_name, size_bytes) where sha256 is null;

alter table gateway.print_answer_number add column supplier text not null default '${print_supplier}';
alter table gateway.print_answer_number alter column supplier drop default;
alter table gateway.print_answer_number drop constraint print_answer_number_pkey;
alter table gateway.print_answer_number add primary key (supplier, kind, sender, environment, day, sequence);

-- A series and a day are of one supplier: its code stands before them in the subject, and the open alarms of before follow.
alter table gateway.print_alarm add column supplier text not null default '${print_supplier}';
alter table gateway.print_alarm alter column supplier drop default;
update gateway.print_alarm set subject = supplier || '.' || subject where kind in ('SEQUENCE_GAP', 'DAY_VOLUME');
drop index gateway.print_alarm_open;
create index print_alarm_open on gateway.print_alarm (kind, supplier, raised_at) where over_at is null;
