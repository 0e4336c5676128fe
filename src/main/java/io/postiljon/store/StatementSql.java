package io.postiljon.store;

/**
 * The statements in SQL that put letters in an account. On paper is a sending from the decision for paper (or from its acceptance, when paper
 * was all that was asked) until it is with the post or came to nothing. docs/statements.md shows the plans.
 */
final class StatementSql {
    /** Where an open letter stood at the end, and so why it was open. Holds and quarantine are as they are now. */
    private static final String STANDING = """
            case when x.state_end in ('ACCEPTED', 'PAPER_CHOSEN') then 'WAITS_FOR_PIECE'
                 when exists (select 1 from gateway.print_alarm a where a.kind = 'STATUS_CONTRADICTS' and a.subject = x.piece_end::text
                                 and a.raised_at < :until and coalesce(a.over_at >= :until, true)) then 'CONTESTED'
                 when exists (select 1 from gateway.print_cancel w where w.piece_id = x.piece_end and w.asked_at < :until and coalesce(w.decided_at >= :until, true))
                     then 'CANCEL_ASKED'
                 when x.state_end = 'AT_PRINTER' then coalesce((
                     select case v.code when 'PRINTED' then 'PRINTED_NOT_POSTED' else 'ENVELOPED_NOT_POSTED' end from gateway.print_event v
                      where v.piece_id = x.piece_end and v.received_at < :until and v.code in ('PRINTED', 'ENVELOPED')
                      order by v.code limit 1), 'ACCEPTED_NOT_PRINTED')
                 when e.batch_id is null or b.closed_at >= :until then
                     case when exists (select 1 from gateway.print_hold h where h.held_at < :until and ((h.kind = 'SUPPLIER' and h.subject = e.supplier)
                                          or (h.kind = 'AGENCY' and h.subject = :agency) or (h.kind = 'PRINT_CLASS' and h.subject = x.class_end)))
                          then 'HELD' else 'WAITS_FOR_BATCH' end
                 when b.handed_over_at is null or b.handed_over_at >= :until then
                     case when exists (select 1 from gateway.print_hold h where h.held_at < :until and ((h.kind = 'SUPPLIER' and h.subject = b.supplier)
                                          or (h.kind = 'BATCH' and h.subject = b.id::text) or (h.kind = 'PRINT_CLASS' and h.subject = x.class_end)))
                          then 'HELD'
                          when b.state = 'STOPPED' then 'ORDER_STOPPED' else 'WAITS_FOR_UPLOAD' end
                 when exists (select 1 from gateway.print_quarantine q where q.received_at < :until and q.supplier = b.supplier
                                 and q.file_name in ('PA' || substr(b.order_name, 3, length(b.order_name) - 10) || '.json.pgp',
                                                     'PP' || substr(b.order_name, 3, length(b.order_name) - 10) || '.json.pgp')) then 'ANSWER_QUARANTINED'
                 when b.state = 'REFUSED' then 'ORDER_REFUSED'
                 when b.state = 'STOPPED' then 'ORDER_STOPPED'
                 when b.receipt_at is null or b.receipt_at >= :until then 'WAITS_FOR_RECEIPT'
                 else 'WAITS_FOR_RESULTS' end""";

    /**
     * What does not fit, the gravest first. An order that was moved has none of its pieces any more but those that were cancelled with it.
     * A letter has one piece that is, or may still become, its letter: an index keeps it so, and the account does not rely on it. A piece about which the supplier contradicts itself is no finding: it is an open difference, and
     * a person closes it with a reason.
     */
    private static final String FINDING = """
            case when not x.there then 'SENDING_MISSING'
                 when x.state_now is null then 'EVIDENCE_MISSING'
                 when x.broken or x.open_end not in (0, 1) then 'EVIDENCE_BROKEN'
                 when x.state_found <> x.state_now then 'STATE_DIFFERS'
                 when x.piece_now is null and x.state_now in ('PRINT_QUEUED', 'AT_PRINTER', 'HANDED_TO_POST', 'REGISTERED_AT_POST', 'DELIVERED', 'REFUSED',
                      'NOT_COLLECTED', 'RETURNED', 'LOST') then 'PIECE_MISSING'
                 when x.piece_now is not null and p.id is null and x.state_now not in ('CANCELLED', 'WITHHELD') then 'PIECE_MISSING'
                 when x.piece_end is not null and e.id is null and x.state_now not in ('CANCELLED', 'WITHHELD') then 'PIECE_MISSING'
                 when p.sheets <> x.sheets_now or p.print_class <> x.class_now then 'PIECE_DIFFERS'
                 when bn.order_object is not null and bn.state <> 'MOVED' and (bn.pieces <> t.pieces or bn.sheets <> t.sheets) then 'ORDER_DIFFERS'
                 when (select count(*) from gateway.print_piece y where y.sending_id = x.sending_id
                          and y.state not in ('REJECTED', 'TAKEN_OUT', 'CANCELLED', 'PRINT_FAILED', 'LOST', 'DAMAGED')) > 1 then 'PIECE_TWICE'
                 when exists (select 1 from gateway.print_alarm a where a.kind = 'STATUS_CONTRADICTS' and a.subject = p.id::text
                                 and (a.over_at is null or a.closed_by <> 'gateway')) then null
                 when p.id is not null and not case x.state_now
                      when 'PRINT_QUEUED' then p.state in ('WAITING', 'BATCHED')
                      when 'AT_PRINTER' then p.state in ('ACCEPTED', 'PRINTED', 'ENVELOPED')
                      when 'HANDED_TO_POST' then p.state = 'HANDED_TO_POST'
                      when 'REGISTERED_AT_POST' then p.state in ('HANDED_TO_POST', 'IN_DELIVERY', 'NOTICE_LEFT', 'HELD_FOR_PICKUP')
                      when 'LOST' then p.state in ('LOST', 'DAMAGED')
                      when 'DELIVERED' then p.state = 'DELIVERED' when 'REFUSED' then p.state = 'REFUSED'
                      when 'NOT_COLLECTED' then p.state = 'NOT_COLLECTED' when 'RETURNED' then p.state = 'RETURNED'
                      when 'ACCEPTED' then true when 'PAPER_CHOSEN' then true
                      else p.state in ('REJECTED', 'TAKEN_OUT', 'PRINT_FAILED', 'CANCELLED') end then 'PIECE_STATE_DIFFERS'
                 when p.state not in ('WAITING', 'BATCHED', 'ACCEPTED', 'REJECTED', 'TAKEN_OUT', 'CANCELLED')
                      and not exists (select 1 from gateway.print_event v where v.piece_id = p.id and v.code = p.state) then 'SUPPLIER_LINE_MISSING'
            end""";

    /** What the supplier made of a letter that left the account; of one that came to nothing, the end of its piece. */
    private static final String OUTCOME = """
            case when x.departed_as in ('HANDED_TO_POST', 'REGISTERED_AT_POST', 'DELIVERED', 'REFUSED', 'NOT_COLLECTED', 'RETURNED', 'LOST') then x.departed_as
                 else coalesce((select y.state from gateway.print_piece y where y.id = x.departed_piece
                                   and y.state in ('REJECTED', 'TAKEN_OUT', 'PRINT_FAILED', 'CANCELLED')), 'NOT_PRINTED') end""";

    /** Letters with which the statement before closed. */
    static final String CARRIED = """
            select sending_id, reference, piece_id, print_class, sheets, since, state
              from gateway.statement_letter where statement_id = :previous and is_open""";

    /** The same for the first statement of an agency: all of its evidence of before is read, once. */
    static final String CARRIED_BY_EVIDENCE = """
            select sending_id, null::text as reference, piece_id, print_class, coalesce(sheets, 0) as sheets, since, state from (
                select distinct on (r.sending_id) r.sending_id, r.state_after as state, r.event, r.detail ->> 'channel' as wish,
                       max(r.at) filter (where r.state_after in ('ACCEPTED', 'PAPER_CHOSEN')) over letter as since,
                       q.piece_id, q.print_class, q.sheets
                  from audit.record r
                  left join lateral (
                      select (p.detail ->> 'piece')::uuid as piece_id, p.detail ->> 'class' as print_class, (p.detail ->> 'sheets')::int as sheets
                        from audit.record p
                       where r.state_after in ('PRINT_QUEUED', 'AT_PRINTER') and p.sending_id = r.sending_id and p.state_after = 'PRINT_QUEUED'
                         and p.at < :from order by p.id desc limit 1) q on true
                 where r.agency = :agency and r.at < :from and r.sending_id is not null and r.state_after is not null and r.mode <> 'REHEARSAL'
                window letter as (partition by r.sending_id)
                 order by r.sending_id, r.id desc) last
             where state in ('PAPER_CHOSEN', 'PRINT_QUEUED', 'AT_PRINTER')
                or (state = 'ACCEPTED' and event = 'SENDING_ACCEPTED' and wish = 'PAPER')""";

    /** Follows {@code with carried as (...)}. */
    static final String GATHER = """
            , moves as (
                select sending_id, id, at, state_before, state_after,
                       state_after in ('PAPER_CHOSEN', 'PRINT_QUEUED', 'AT_PRINTER')
                           or (state_after = 'ACCEPTED' and event = 'SENDING_ACCEPTED' and detail ->> 'channel' = 'PAPER') as open_after,
                       case when state_after = 'PRINT_QUEUED' then (detail ->> 'piece')::uuid end as queued_piece,
                       case when state_after = 'PRINT_QUEUED' then (detail ->> 'sheets')::int end as queued_sheets,
                       case when state_after = 'PRINT_QUEUED' then detail ->> 'class' end as queued_class
                  from audit.record
                 where agency = :agency and at >= :from and sending_id is not null and state_after is not null and mode <> 'REHEARSAL'
            ), placed as (
                select m.*, coalesce(lag(m.open_after) over letter, c.sending_id is not null) as open_before,
                       coalesce(lag(m.state_after) over letter, c.state) as known_before, coalesce(c.sheets, 0) as carried_sheets, c.piece_id as carried_piece,
                       count(m.queued_piece) over (letter rows unbounded preceding) as turn
                  from moves m left join carried c on c.sending_id = m.sending_id
                window letter as (partition by m.sending_id order by m.id)
            ), sheeted as (
                select *, coalesce(max(queued_sheets) over (partition by sending_id, turn), carried_sheets) as sheets_after,
                       coalesce(max(queued_piece::text) over (partition by sending_id, turn), carried_piece::text)::uuid as piece_after from placed
            ), flows as (
                select *, open_after and not open_before as enters, open_before and not open_after as leaves,
                       coalesce(queued_sheets, 0) + case when open_after and not open_before and queued_piece is null then sheets_after else 0 end as sheets_in,
                       case when open_before and (not open_after or queued_piece is not null)
                            then coalesce(lag(sheets_after) over letter, carried_sheets) else 0 end as sheets_out
                  from sheeted window letter as (partition by sending_id order by id)
            ), letters as (
                select sending_id,
                       count(*) filter (where enters and at < :until) as entered, count(*) filter (where leaves and at < :until) as departed,
                       count(*) filter (where enters and at >= :until) as entered_later, count(*) filter (where leaves and at >= :until) as departed_later,
                       coalesce(sum(sheets_in) filter (where at < :until), 0) as sheets_in, coalesce(sum(sheets_out) filter (where at < :until), 0) as sheets_out,
                       (array_agg(state_after order by id desc) filter (where at < :until))[1] as state_end,
                       (array_agg(state_after order by id desc))[1] as state_now,
                       (array_agg(state_after order by id desc) filter (where leaves and at < :until))[1] as departed_as,
                       (array_agg(piece_after order by id desc) filter (where leaves and at < :until))[1] as departed_piece,
                       (array_agg(at order by id desc) filter (where enters and at < :until))[1] as since,
                       (array_agg(queued_piece order by id desc) filter (where queued_piece is not null and at < :until))[1] as piece_end,
                       (array_agg(queued_class order by id desc) filter (where queued_piece is not null and at < :until))[1] as class_end,
                       (array_agg(queued_piece order by id desc) filter (where queued_piece is not null))[1] as piece_now,
                       (array_agg(queued_sheets order by id desc) filter (where queued_piece is not null))[1] as sheets_now,
                       (array_agg(queued_class order by id desc) filter (where queued_piece is not null))[1] as class_now,
                       coalesce(bool_or(state_before <> known_before or (state_before in ('PAPER_CHOSEN', 'PRINT_QUEUED', 'AT_PRINTER') and not open_before)), false) as broken
                  from flows group by sending_id
                having bool_or(open_after or open_before or state_before in ('PAPER_CHOSEN', 'PRINT_QUEUED', 'AT_PRINTER'))
            ), concerned as (
                select sending_id from carried union select sending_id from letters
                union
                select id from gateway.sending where agency = :agency and mode <> 'REHEARSAL'
                   and (state in ('PAPER_CHOSEN', 'PRINT_QUEUED', 'AT_PRINTER') or (state = 'ACCEPTED' and channel_wish = 'PAPER'))
            ), sides as (
                select u.sending_id, coalesce(s.message_reference, c.reference) as reference, s.id is not null as there, s.state as state_found,
                       coalesce(l.state_now, c.state) as state_now, coalesce(l.state_end, c.state) as state_end, l.departed_as, l.departed_piece,
                       coalesce(l.since, c.since) as since, coalesce(l.piece_end, c.piece_id) as piece_end, coalesce(l.class_end, c.print_class) as class_end,
                       coalesce(l.piece_now, c.piece_id) as piece_now, coalesce(l.sheets_now, c.sheets) as sheets_now, coalesce(l.class_now, c.print_class) as class_now,
                       coalesce(l.broken, false) as broken, c.sending_id is not null as opening,
                       coalesce(l.entered, 0) as entered, coalesce(l.departed, 0) as departed,
                       (c.sending_id is not null)::int + coalesce(l.entered, 0) - coalesce(l.departed, 0) as open_end,
                       coalesce(s.state in ('PAPER_CHOSEN', 'PRINT_QUEUED', 'AT_PRINTER') or (s.state = 'ACCEPTED' and s.channel_wish = 'PAPER'), false)::int
                           - coalesce(l.entered_later, 0) + coalesce(l.departed_later, 0) as found_open,
                       coalesce(c.sheets, 0) as sheets_opening, coalesce(l.sheets_in, 0) as sheets_in, coalesce(l.sheets_out, 0) as sheets_out
                  from concerned u left join carried c on c.sending_id = u.sending_id left join letters l on l.sending_id = u.sending_id
                  left join gateway.sending s on s.id = u.sending_id and s.agency = :agency
            ), batch_sums as (
                select p.batch_id, count(*) as pieces, sum(p.sheets) as sheets from gateway.print_piece p
                 where p.batch_id in (select own.batch_id from sides x join gateway.print_piece own on own.id = x.piece_now) group by p.batch_id
            )
            insert into gateway.statement_letter (statement_id, sending_id, reference, piece_id, print_class, since, state, opening, entered, departed,
                departed_as, is_open, found_open, sheets_opening, sheets_in, sheets_out, sheets, sheets_found, batch_id, standing, outcome, finding)
            select :statement, x.sending_id, x.reference, x.piece_end, x.class_end, x.since, coalesce(x.state_end, x.state_found, 'ACCEPTED'), x.opening, x.entered,
                   x.departed, x.departed_as, x.open_end > 0, x.found_open, x.sheets_opening, x.sheets_in, x.sheets_out,
                   x.sheets_opening + x.sheets_in - x.sheets_out,
                   case when x.found_open <= 0 then 0
                        when e.id is null and x.state_now = 'CANCELLED' then x.sheets_opening + x.sheets_in - x.sheets_out
                        else coalesce(e.sheets, 0) end,
                   e.batch_id,
                   """ + "case when x.open_end > 0 then " + STANDING + " end, case when x.departed > 0 then " + OUTCOME + " end, " + FINDING + """

              from sides x
              left join gateway.print_piece e on e.id = x.piece_end and e.sending_id = x.sending_id
              left join gateway.print_batch b on b.id = e.batch_id
              left join gateway.print_piece p on p.id = x.piece_now and p.sending_id = x.sending_id
              left join gateway.print_batch bn on bn.id = p.batch_id
              left join batch_sums t on t.batch_id = p.batch_id""";

    /** Pieces in print that no evidence of their acceptance names; they join the account as something that does not fit. */
    static final String PIECES_NOBODY_ACCEPTED = """
            insert into gateway.statement_letter as l (statement_id, sending_id, reference, piece_id, print_class, since, state, opening, entered, departed,
                is_open, found_open, sheets_opening, sheets_in, sheets_out, sheets, sheets_found, finding)
            select distinct on (s.id) cast(:statement as uuid), s.id, s.message_reference, p.id, p.print_class, p.queued_at, s.state, false, 0, 0, false, 0, 0, 0, 0, 0, 0,
                   'PIECE_WITHOUT_ACCEPTANCE'
              from gateway.print_piece p join gateway.sending s on s.id = p.sending_id
             where p.queued_at >= :from and p.queued_at < :until and s.agency = :agency and s.mode <> 'REHEARSAL'
               and not exists (select 1 from audit.record r where r.sending_id = p.sending_id and r.at >= :from and r.state_after = 'PRINT_QUEUED'
                                  and r.detail ->> 'piece' = p.id::text)
             order by s.id, p.id
            on conflict (statement_id, sending_id) do update set finding = coalesce(l.finding, excluded.finding)""";

    private StatementSql() {}
}
