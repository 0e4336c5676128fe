-- What operators hold back from the print supplier. A release removes the row; who held and released what, and why, stands in the evidence.
create table gateway.print_hold (
    kind    text        not null,               -- SUPPLIER, AGENCY, PRINT_CLASS, BATCH
    subject text        not null,               -- code of the supplier or agency, print class, id of the batch
    reason  text        not null,
    held_by text        not null,
    held_at timestamptz not null,
    primary key (kind, subject)
);
