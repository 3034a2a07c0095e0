-- Advances: a payment that is paid ahead of its vouchers, with the day by which it is to be cleared and where that day stands; cleared in parts by lines of claims
-- that were accepted and by vouchers, and paid back, each part entered by one person and confirmed by another. Never more than was advanced.

-- In how many days an advance is to be cleared, and how much of those before must be cleared before the next, by the document that says so. No row: neither is known.
CREATE TABLE advance_term (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary text NOT NULL CHECK (beneficiary IN ('enterprise', 'task')),
  days integer NOT NULL CHECK (days BETWEEN 1 AND 3650),
  before_next integer CHECK (before_next BETWEEN 1 AND 100),
  source text NOT NULL CHECK (source <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  valid_from date NOT NULL,
  valid_to date,
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  CONSTRAINT advance_term_days CHECK (valid_to >= valid_from)
);
CREATE UNIQUE INDEX advance_term_in_force ON advance_term (beneficiary) WHERE valid_to IS NULL;
CALL watch('advance_term');

CREATE TABLE advance (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id integer NOT NULL UNIQUE REFERENCES payment_order,
  amount bigint NOT NULL CHECK (amount > 0),
  -- the last day on which it is to be cleared: by a document, or typed with the reason
  due_on date NOT NULL,
  due_source text CHECK (due_source <> ''),
  due_reason text CHECK (due_reason <> ''),
  -- the share of the State's money up to which it could be, and where that stands
  share integer CHECK (share BETWEEN 1 AND 100),
  share_source text CHECK (share_source <> ''),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'open', 'part', 'cleared', 'returned', 'recovered', 'dropped')),
  -- what is confirmed; kept by trigger
  cleared bigint NOT NULL DEFAULT 0 CHECK (cleared >= 0),
  returned bigint NOT NULL DEFAULT 0 CHECK (returned >= 0),
  recovered bigint NOT NULL DEFAULT 0 CHECK (recovered >= 0),
  settled_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT advance_due CHECK (num_nonnulls(due_source, due_reason) > 0),
  CONSTRAINT advance_share CHECK ((share IS NULL) = (share_source IS NULL)),
  CONSTRAINT advance_within CHECK (cleared + returned + recovered <= amount),
  CONSTRAINT advance_state CHECK (CASE
    WHEN state IN ('waiting', 'dropped') THEN cleared + returned + recovered = 0
    WHEN cleared + returned + recovered = 0 THEN state = 'open'
    WHEN cleared + returned + recovered < amount THEN state = 'part'
    WHEN recovered > 0 THEN state = 'recovered'
    WHEN cleared = 0 THEN state = 'returned'
    ELSE state = 'cleared' END),
  CONSTRAINT advance_settled CHECK ((settled_on IS NOT NULL) = (state IN ('cleared', 'returned', 'recovered')))
);
CREATE INDEX advance_state ON advance (state, due_on, id);
CREATE INDEX advance_due ON advance (due_on, id);
CREATE INDEX advance_amount ON advance (amount, id);
CALL watch('advance');

CREATE TABLE advance_part (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  advance_id integer NOT NULL REFERENCES advance,
  kind text NOT NULL CHECK (kind IN ('claim', 'voucher', 'refund', 'recovery')),
  amount bigint NOT NULL CHECK (amount > 0),
  -- a line of a claim has its own voucher
  claim_line_id integer REFERENCES claim_line,
  number text CHECK (number <> ''),
  on_day date,
  what text CHECK (what <> ''),
  file_id integer REFERENCES file,
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'confirmed', 'refused')),
  entered_by text REFERENCES account,
  entered_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  settled_on date,
  reason text CHECK (reason <> ''),
  -- what is paid back, in the ledger
  entry_id integer UNIQUE REFERENCES ledger_entry,
  CONSTRAINT advance_part_proof CHECK (CASE kind WHEN 'claim' THEN claim_line_id IS NOT NULL AND num_nonnulls(number, on_day, file_id) = 0
    ELSE claim_line_id IS NULL AND num_nonnulls(number, on_day, file_id) = 3 END),
  CONSTRAINT advance_part_settled CHECK (num_nonnulls(settled_at, settled_on) = CASE state WHEN 'entered' THEN 0 ELSE 2 END),
  CONSTRAINT advance_part_reason CHECK (state <> 'refused' OR reason IS NOT NULL),
  CONSTRAINT advance_part_entry CHECK ((entry_id IS NOT NULL) = (state = 'confirmed' AND kind IN ('refund', 'recovery')))
);
CREATE INDEX advance_part_advance ON advance_part (advance_id, id);
CREATE INDEX advance_part_line ON advance_part (claim_line_id) WHERE claim_line_id IS NOT NULL;
CREATE INDEX advance_part_state ON advance_part (state, id);
CREATE INDEX advance_part_file ON advance_part (file_id) WHERE file_id IS NOT NULL;
CREATE UNIQUE INDEX advance_part_voucher ON advance_part (advance_id, on_day, amount, lower(regexp_replace(number, '\s', '', 'g')))
  WHERE state <> 'refused' AND number IS NOT NULL;
CALL watch('advance_part');

-- What of an accepted line of a claim clears an advance, and is not paid again.
CREATE FUNCTION claim_line_cleared(of_line integer) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(p.amount), 0)::bigint FROM advance_part p WHERE p.claim_line_id = of_line AND p.state <> 'refused'
$$;

-- A part is of an advance that was paid, for no more than is left beside what waits. A line of a claim is of the same commitment, accepted and not paid;
-- what claims wait for is not cleared by other vouchers.
CREATE FUNCTION advance_part_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_advance record; line record; on_commitment integer; on_content integer;
BEGIN
  SELECT * INTO of_advance FROM advance a WHERE a.id = NEW.advance_id FOR UPDATE;
  IF NEW.state = 'refused' THEN RETURN NEW; END IF;
  IF of_advance.state IN ('waiting', 'dropped') THEN
    RAISE EXCEPTION 'advance % is not paid', NEW.advance_id USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_not_paid';
  END IF;
  IF NEW.amount + (SELECT coalesce(sum(p.amount), 0) FROM advance_part p
       WHERE p.advance_id = NEW.advance_id AND p.state <> 'refused' AND p.id <> NEW.id) > of_advance.amount THEN
    RAISE EXCEPTION 'advance % is cleared over its sum', NEW.advance_id USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_within';
  END IF;
  SELECT o.commitment_id, o.task_content_id INTO on_commitment, on_content FROM payment_order o WHERE o.id = of_advance.order_id;
  IF NEW.kind = 'voucher' AND TG_OP = 'INSERT' THEN
    PERFORM FROM ledger_account a WHERE a.commitment_id = on_commitment AND a.kind = 'committed' FOR UPDATE;
    IF NEW.amount > claim_left(on_commitment, NULL) THEN
      RAISE EXCEPTION 'claims wait for what the vouchers of advance % clear', NEW.advance_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_part_claimed';
    END IF;
  END IF;
  IF NEW.kind <> 'claim' THEN RETURN NEW; END IF;
  SELECT c.id, c.state, c.content_id INTO line FROM payment_claim c
   WHERE c.id = (SELECT l.claim_id FROM claim_line l WHERE l.id = NEW.claim_line_id) FOR UPDATE;
  IF NOT EXISTS (SELECT FROM claim_line l WHERE l.id = NEW.claim_line_id AND l.commitment_id = on_commitment)
     OR line.state NOT IN ('accepted', 'paid') OR line.content_id IS DISTINCT FROM on_content THEN
    RAISE EXCEPTION 'line % does not stand for advance %', NEW.claim_line_id, NEW.advance_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_part_line';
  END IF;
  IF NEW.state = 'entered' AND EXISTS (SELECT FROM payment_order o
       WHERE o.claim_id = line.id AND o.commitment_id = on_commitment AND o.state IN ('drafted', 'released')) THEN
    RAISE EXCEPTION 'line % is paid', NEW.claim_line_id USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_part_paid';
  END IF;
  IF NEW.amount + (SELECT coalesce(sum(p.amount), 0) FROM advance_part p WHERE p.claim_line_id = NEW.claim_line_id AND p.state <> 'refused' AND p.id <> NEW.id)
       > (SELECT coalesce(l.accepted, 0) FROM claim_line l WHERE l.id = NEW.claim_line_id) THEN
    RAISE EXCEPTION 'line % clears more than was accepted', NEW.claim_line_id USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_part_accepted';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advance_part_held BEFORE INSERT OR UPDATE ON advance_part FOR EACH ROW EXECUTE FUNCTION advance_part_held();

-- The sums and the state of an advance follow its parts.
CREATE FUNCTION advance_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE by_voucher bigint; back bigint; taken bigint; last_day date;
BEGIN
  SELECT coalesce(sum(p.amount) FILTER (WHERE p.kind IN ('claim', 'voucher')), 0), coalesce(sum(p.amount) FILTER (WHERE p.kind = 'refund'), 0),
         coalesce(sum(p.amount) FILTER (WHERE p.kind = 'recovery'), 0), max(p.settled_on)
    INTO by_voucher, back, taken, last_day FROM advance_part p WHERE p.advance_id = NEW.advance_id AND p.state = 'confirmed';
  UPDATE advance a SET cleared = by_voucher, returned = back, recovered = taken, version = a.version + 1,
         settled_on = CASE WHEN by_voucher + back + taken = a.amount THEN last_day END,
         state = CASE WHEN a.state IN ('waiting', 'dropped') THEN a.state WHEN by_voucher + back + taken = 0 THEN 'open'
           WHEN by_voucher + back + taken < a.amount THEN 'part' WHEN taken > 0 THEN 'recovered' WHEN by_voucher = 0 THEN 'returned' ELSE 'cleared' END
   WHERE a.id = NEW.advance_id;
  RETURN NULL;
END $$;
CREATE TRIGGER advance_sums AFTER INSERT OR UPDATE ON advance_part FOR EACH ROW EXECUTE FUNCTION advance_sums();

-- An advance goes with its payment: released, it is open; returned or sent back by the Treasury, it is none. One that is cleared in part is not sent back.
CREATE FUNCTION advance_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('returned', 'sent_back') AND EXISTS (SELECT FROM advance a JOIN advance_part p ON p.advance_id = a.id
       WHERE a.order_id = NEW.id AND p.state <> 'refused') THEN
    RAISE EXCEPTION 'the advance of payment % is cleared in part', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_has_parts';
  END IF;
  UPDATE advance SET version = version + 1, state = CASE NEW.state WHEN 'released' THEN 'open' ELSE 'dropped' END WHERE order_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER advance_of_order AFTER UPDATE OF state ON payment_order
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('released', 'returned', 'sent_back')) EXECUTE FUNCTION advance_of_order();

-- What comes back of an advance is booked as its part: other refunds leave paid what of advances is not settled.
CREATE FUNCTION ledger_advance_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(a.balance), 0) FROM ledger_account a WHERE a.commitment_id = NEW.commitment_id AND a.kind = 'disbursed')
     < (SELECT coalesce(sum(a.amount - a.cleared - a.returned - a.recovered), 0) FROM advance a JOIN payment_order o ON o.id = a.order_id
         WHERE o.commitment_id = NEW.commitment_id AND a.state NOT IN ('waiting', 'dropped')) THEN
    RAISE EXCEPTION 'refund % takes an advance back', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_advance_stays';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_advance_stays AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'refund') EXECUTE FUNCTION ledger_advance_stays();

-- What claims wait for, less what clears advances; what may still be claimed takes in advances that nothing clears yet.
CREATE OR REPLACE VIEW claim_waiting AS
  SELECT l.commitment_id, l.claim_id, sum(coalesce(l.accepted, l.amount) - claim_line_cleared(l.id))::bigint AS amount
    FROM claim_line l JOIN payment_claim c ON c.id = l.claim_id AND c.state IN ('sent', 'asked', 'accepted')
   WHERE NOT EXISTS (SELECT FROM payment_order o WHERE o.claim_id = l.claim_id AND o.commitment_id = l.commitment_id AND o.state = 'released')
   GROUP BY l.commitment_id, l.claim_id;
CREATE OR REPLACE FUNCTION claim_left(of_commitment integer, but_claim integer) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (coalesce((SELECT sum(a.balance) FROM ledger_account a WHERE a.commitment_id = of_commitment AND a.kind = 'committed'), 0)
    + coalesce((SELECT sum(a.amount - (SELECT coalesce(sum(p.amount), 0) FROM advance_part p WHERE p.advance_id = a.id AND p.state <> 'refused'))
        FROM advance a JOIN payment_order o ON o.id = a.order_id WHERE o.commitment_id = of_commitment AND a.state IN ('open', 'part')), 0)
    - coalesce((SELECT sum(o.amount) FROM payment_order o WHERE o.commitment_id = of_commitment AND o.state = 'drafted' AND o.claim_id IS NULL
        AND NOT EXISTS (SELECT FROM advance a WHERE a.order_id = o.id)), 0)
    - coalesce((SELECT sum(w.amount) FROM claim_waiting w WHERE w.commitment_id = of_commitment AND w.claim_id IS DISTINCT FROM but_claim), 0))::bigint
$$;

-- A payment out of a claim is of what was accepted of it on that commitment and does not clear an advance; it waits until what shall clear one is confirmed.
CREATE OR REPLACE FUNCTION payment_order_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM claim_line l JOIN advance_part p ON p.claim_line_id = l.id AND p.state = 'entered'
       WHERE l.claim_id = NEW.claim_id AND l.commitment_id = NEW.commitment_id) THEN
    RAISE EXCEPTION 'lines of claim % wait to clear an advance', NEW.claim_id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_clears';
  END IF;
  IF NEW.amount IS DISTINCT FROM (SELECT sum(l.accepted - claim_line_cleared(l.id)) FROM claim_line l
       JOIN payment_claim c ON c.id = l.claim_id AND c.state IN ('accepted', 'paid')
       WHERE l.claim_id = NEW.claim_id AND l.commitment_id = NEW.commitment_id AND l.accepted IS NOT NULL) THEN
    RAISE EXCEPTION 'the payment is not what claim % was accepted for', NEW.claim_id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_accepted';
  END IF;
  RETURN NEW;
END $$;

-- What clears an advance stays accepted.
CREATE FUNCTION claim_clears() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state NOT IN ('accepted', 'paid') AND EXISTS (SELECT FROM claim_line l JOIN advance_part p ON p.claim_line_id = l.id AND p.state <> 'refused'
       WHERE l.claim_id = NEW.id) THEN
    RAISE EXCEPTION 'claim % clears an advance', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_clears';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_clears AFTER UPDATE OF state ON payment_claim
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION claim_clears();

-- What is advanced, and what is cleared or comes back of it, as moves of money in the shape of those of the ledger; the task as that of its commitment.
CREATE VIEW advance_move AS
  SELECT m.kind, m.id, e.line_id, e.year, e.source_id, coalesce(k.task_id, n.task_id) AS task_id, m.on_day, m.amount, 'advance' AS record,
         a.id AS record_id, m.document_number, m.file_id
    FROM advance a JOIN payment_order o ON o.id = a.order_id JOIN ledger_entry e ON e.id = o.entry_id
    LEFT JOIN science_task_commitment k ON k.commitment_id = e.commitment_id
    LEFT JOIN support_turn t ON t.commitment_id = e.commitment_id
    LEFT JOIN science_task_content n ON n.id = coalesce(e.task_content_id, t.task_content_id)
    CROSS JOIN LATERAL (
      SELECT 'advance' AS kind, 'v' || a.id AS id, e.occurred_on AS on_day, a.amount, e.document_number, e.file_id
      UNION ALL
      SELECT 'advance_settled', 'w' || p.id, coalesce(b.occurred_on, p.settled_on), p.amount, coalesce(p.number, l.voucher_number),
             coalesce(p.file_id, l.file_id)
        FROM advance_part p LEFT JOIN ledger_entry b ON b.id = p.entry_id LEFT JOIN claim_line l ON l.id = p.claim_line_id
       WHERE p.advance_id = a.id AND p.state = 'confirmed'
      UNION ALL
      -- the whole of it, where the Treasury sent the payment back
      SELECT 'advance_settled', 'x' || a.id, b.occurred_on, b.amount, b.document_number, b.file_id FROM ledger_entry b WHERE b.id = o.back_id) m;
