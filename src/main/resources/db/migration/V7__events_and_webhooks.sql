-- Events for agencies are read from the evidence: a record with an event_id is an event. Cursors, webhooks, status files, lists.

-- The transaction that wrote a record. Readers of events go by it, and stop before the oldest transaction that still runs: numbers of
-- rows are given out before the commit, so by them alone a transaction that commits late would be skipped for ever.
alter table audit.record add column xact xid8 not null default pg_current_xact_id();
alter table audit.record add column event_id uuid;      -- set when the word that the agency sees has changed
update audit.record set event_id = gen_random_uuid()
 where sending_id is not null and agency is not null and state_after is not null and state_after is distinct from state_before
   and not coalesce(state_before = 'EBOX_CHOSEN' and state_after = 'PAPER_CHOSEN', false);     -- both are SENDING
create index record_feed on audit.record (agency, xact, id) where event_id is not null;
create index record_events_of_sending on audit.record (sending_id, id) where event_id is not null;

-- The list of an agency, newest first, within each state.
create index sending_list on gateway.sending (agency, state, accepted_at desc, id desc);
