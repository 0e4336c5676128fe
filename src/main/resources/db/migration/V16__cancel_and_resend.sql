-- Cancelling at the print supplier (PC), and pieces that are printed anew (ADR 0015).

-- A request to cancel is a file as an order is: a number of the same series, built once, uploaded by the same steps.
alter table gateway.print_batch
    add column cancels   uuid references gateway.print_batch (id),   -- of a request: the batch whose pieces it asks back
    add column resend_of uuid references gateway.print_batch (id);   -- of an order: the batch whose pieces it prints anew
create index print_batch_cancels on gateway.print_batch (cancels) where cancels is not null;

-- That somebody wants a piece back which the supplier may have: once for each piece.
create table gateway.print_cancel (
    piece_id   uuid        primary key references gateway.print_piece (id),
    asked_by   text        not null,                                 -- AGENCY, OPERATOR
    asked_at   timestamptz not null,
    request_id uuid        references gateway.print_batch (id),      -- the request that asks for it
    outcome    text,                                                 -- CANCELLED, TOO_LATE
    decided_at timestamptz,
    constraint print_cancel_decided_in_full check ((outcome is null) = (decided_at is null))
);
create index print_cancel_open on gateway.print_cancel (asked_at) where outcome is null;
create index print_cancel_request on gateway.print_cancel (request_id) where request_id is not null;

-- A piece that ended without a letter may have one successor, and a sending has one piece at a time that may become a letter.
alter table gateway.print_piece
    add column replaces  uuid references gateway.print_piece (id),
    add column resend_of uuid references gateway.print_batch (id),
    add constraint print_piece_replaced_once unique (replaces),
    add constraint print_piece_resent check (resend_of is null or replaces is not null),
    drop constraint print_piece_once;
create unique index print_piece_one_alive on gateway.print_piece (sending_id)
    where state not in ('REJECTED', 'TAKEN_OUT', 'CANCELLED', 'PRINT_FAILED', 'LOST', 'DAMAGED');
create index print_piece_sending on gateway.print_piece (sending_id);

drop index gateway.print_piece_refused;
create index print_piece_refused on gateway.print_piece (id) where state in ('REJECTED', 'TAKEN_OUT', 'CANCELLED');

-- The address is kept as long as a letter may have to be printed anew, and no longer.
create index sending_content_over on gateway.sending (state_since)
    where content_key is not null and state in ('FAILED', 'LOST', 'HANDED_TO_POST', 'DELIVERED', 'REFUSED', 'NOT_COLLECTED', 'RETURNED');
