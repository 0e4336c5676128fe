-- A piece holds what its agreement said when it was queued, so that a batch is built without asking an agreement that may be gone.
-- What the sending itself names (address, own return address) stays under its seal.
alter table gateway.print_piece
    add column customer           text,                -- organisation code of the agency: who pays
    add column document_type      text,
    add column purchase_order_ref text,
    add column return_lines       text[],              -- of the agreement; null when the sending names its own
    add column return_country     text;

-- Pieces of before have no agreement beside them: their agency pays as it is named here.
update gateway.print_piece p set customer = s.agency, document_type = 'LETTER' from gateway.sending s where s.id = p.sending_id;
alter table gateway.print_piece alter column customer set not null, alter column document_type set not null;

-- A piece can be taken out of a batch before it is built; those behind it move up, in one statement.
alter table gateway.print_piece drop constraint print_piece_place_once;
alter table gateway.print_piece add constraint print_piece_place_once unique (batch_id, seq) deferrable initially immediate;

-- For the gauges, which count what is not done; the first index leaves out states that a person has to look at.
create index print_batch_not_done on gateway.print_batch (state, state_since) where state <> 'DONE';

-- An answer that is too large is not read: its name and size are kept, and no content.
alter table gateway.print_quarantine add column size_bytes bigint;
update gateway.print_quarantine set size_bytes = octet_length(content);
alter table gateway.print_quarantine drop constraint print_quarantine_pkey;
alter table gateway.print_quarantine
    alter column size_bytes set not null,
    alter column sha256 drop not null,
    alter column content drop not null,
    add constraint print_quarantine_read_or_not check ((sha256 is null) = (content is null));
create unique index print_quarantine_once on gateway.print_quarantine (file_name, sha256) where sha256 is not null;
create unique index print_quarantine_unread_once on gateway.print_quarantine (file_name, size_bytes) where sha256 is null;
