-- A payment by a task's contract names the support turn under the task that it pays, where it pays one: the order, the claim that it is drawn up from, and what it books.
-- Null: of the content as a whole, as everything that was paid before.
ALTER TABLE payment_order ADD COLUMN task_turn_id integer REFERENCES support_turn;
ALTER TABLE ledger_entry ADD COLUMN task_turn_id integer REFERENCES support_turn;
ALTER TABLE payment_claim ADD COLUMN task_turn_id integer REFERENCES support_turn,
  ADD CONSTRAINT payment_claim_of_task CHECK (task_turn_id IS NULL OR content_id IS NOT NULL);
CREATE INDEX payment_order_task_turn ON payment_order (task_turn_id) WHERE task_turn_id IS NOT NULL;
CREATE INDEX ledger_entry_task_turn ON ledger_entry (task_turn_id) WHERE task_turn_id IS NOT NULL;
CREATE INDEX payment_claim_task_turn ON payment_claim (task_turn_id) WHERE task_turn_id IS NOT NULL;

-- Whether a turn is paid by this content: it is under it, and the task's contract commits its money.
CREATE FUNCTION turn_of_content(of_turn integer, of_content integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM support_turn t WHERE t.id = of_turn AND t.task_content_id = of_content AND t.commitment_id IS NULL)
$$;

-- State money of a turn under a task: paid and not given back, and in payments that wait.
CREATE FUNCTION task_turn_paid(of_turn integer, OUT paid bigint, OUT waiting bigint) LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END) FROM ledger_entry e
             JOIN funding_source s ON s.id = e.source_id AND s.kind = 'budget' WHERE e.task_turn_id = of_turn), 0)::bigint,
         coalesce((SELECT sum(o.amount) FROM payment_order o JOIN commitment c ON c.id = o.commitment_id
             JOIN funding_source s ON s.id = c.source_id AND s.kind = 'budget' WHERE o.task_turn_id = of_turn AND o.state = 'drafted'), 0)::bigint
$$;

-- The turn of a payment is of its content, and the one that its claim names; what it books names the same.
CREATE FUNCTION payment_order_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.task_turn_id IS NOT NULL AND NEW.state = 'drafted' AND (NOT turn_of_content(NEW.task_turn_id, NEW.task_content_id)
       OR EXISTS (SELECT FROM support_turn t WHERE t.id = NEW.task_turn_id AND t.state = 'cancelled')) THEN
    RAISE EXCEPTION 'turn % is not of the content that payment % pays, or is cancelled', NEW.task_turn_id, NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_turn';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'drafted' AND NEW.state = 'released'
       AND EXISTS (SELECT FROM support_turn t WHERE t.id = NEW.task_turn_id AND t.state = 'cancelled') THEN
    RAISE EXCEPTION 'turn % of payment % was cancelled while it waited', NEW.task_turn_id, NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_turn_cancelled';
  END IF;
  IF NEW.claim_id IS NOT NULL AND NEW.task_turn_id IS DISTINCT FROM (SELECT c.task_turn_id FROM payment_claim c WHERE c.id = NEW.claim_id) THEN
    RAISE EXCEPTION 'payment % is not of the turn that its claim names', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_turn';
  END IF;
  IF EXISTS (SELECT FROM ledger_entry e WHERE e.id IN (NEW.entry_id, NEW.back_id) AND e.task_turn_id IS DISTINCT FROM NEW.task_turn_id) THEN
    RAISE EXCEPTION 'payment % is booked for another turn', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_turn';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_turn BEFORE INSERT OR UPDATE ON payment_order FOR EACH ROW EXECUTE FUNCTION payment_order_turn();

CREATE FUNCTION ledger_task_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT turn_of_content(NEW.task_turn_id, NEW.task_content_id) OR NEW.kind NOT IN ('disbursement', 'refund') THEN
    RAISE EXCEPTION 'turn % is not of the content that is paid', NEW.task_turn_id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_turn';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_task_turn BEFORE INSERT ON ledger_entry FOR EACH ROW
  WHEN (NEW.task_turn_id IS NOT NULL) EXECUTE FUNCTION ledger_task_turn();

-- A turn is not paid more than it draws on its content, nor does more come back than was paid. Asked at the end, under the lock of task and turn.
CREATE FUNCTION task_turn_within(of_turn integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE sums record; most bigint;
BEGIN
  PERFORM counterpart_lock(of_turn, NULL);
  SELECT * INTO sums FROM task_turn_paid(of_turn);
  SELECT t.task_money INTO most FROM support_turn t WHERE t.id = of_turn;
  IF sums.paid < 0 THEN
    RAISE EXCEPTION 'more came back of turn % than was paid', of_turn USING ERRCODE = 'check_violation', CONSTRAINT = 'task_turn_back';
  END IF;
  IF sums.paid + sums.waiting > most THEN
    RAISE EXCEPTION 'turn % is paid more than it draws on its content', of_turn USING ERRCODE = 'check_violation', CONSTRAINT = 'task_turn_within';
  END IF;
END $$;
CREATE FUNCTION task_turn_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM task_turn_within(NEW.task_turn_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER task_turn_held AFTER INSERT OR UPDATE OF amount, task_turn_id, state, commitment_id ON payment_order
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.task_turn_id IS NOT NULL) EXECUTE FUNCTION task_turn_held();
CREATE CONSTRAINT TRIGGER task_turn_held AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.task_turn_id IS NOT NULL) EXECUTE FUNCTION task_turn_held();

-- While payments name it, a turn stays under its content and draws no less than they come to.
CREATE FUNCTION paid_turn_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM payment_order o WHERE o.task_turn_id = NEW.id AND o.state IN ('drafted', 'released')
       AND NOT turn_of_content(NEW.id, o.task_content_id)) THEN
    RAISE EXCEPTION 'payments of a content name turn %', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'paid_turn_stays';
  END IF;
  PERFORM task_turn_within(NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER paid_turn_stays AFTER UPDATE OF task_content_id, task_money, commitment_id ON support_turn
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.task_content_id, OLD.task_money, OLD.commitment_id) IS DISTINCT FROM (NEW.task_content_id, NEW.task_money, NEW.commitment_id))
  EXECUTE FUNCTION paid_turn_stays();

-- A claim names a turn of its content; one that accounts for an advance of a turn is of that turn.
CREATE FUNCTION claim_task_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT turn_of_content(NEW.task_turn_id, NEW.content_id) THEN
    RAISE EXCEPTION 'turn % is not of the content that claim % is of', NEW.task_turn_id, NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_task_turn';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_task_turn BEFORE INSERT OR UPDATE OF task_turn_id, content_id ON payment_claim FOR EACH ROW
  WHEN (NEW.task_turn_id IS NOT NULL) EXECUTE FUNCTION claim_task_turn();

CREATE OR REPLACE FUNCTION claim_advance_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM advance a JOIN payment_order o ON o.id = a.order_id
       WHERE a.id = NEW.advance_id AND a.state IN ('open', 'part') AND o.task_content_id IS NOT DISTINCT FROM NEW.content_id
         AND (o.task_turn_id IS NULL OR NEW.task_turn_id IS NULL OR o.task_turn_id = NEW.task_turn_id)
         AND (NEW.turn_id IS NULL OR o.commitment_id = (SELECT t.commitment_id FROM support_turn t WHERE t.id = NEW.turn_id))) THEN
    RAISE EXCEPTION 'advance % is not open, or of another turn or content', NEW.advance_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_advance';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION advance_part_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'refused' AND EXISTS (SELECT FROM claim_line l JOIN payment_claim c ON c.id = l.claim_id
       JOIN advance a ON a.id = NEW.advance_id JOIN payment_order o ON o.id = a.order_id
       WHERE l.id = NEW.claim_line_id AND (c.advance_id <> NEW.advance_id OR c.task_turn_id <> o.task_turn_id)) THEN
    RAISE EXCEPTION 'the claim of line % names another advance or turn', NEW.claim_line_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_part_named';
  END IF;
  RETURN NEW;
END $$;

-- What payments name a turn for is counted as it is; what a content was paid for no turn is shared over what its turns draw beyond that.
CREATE OR REPLACE VIEW counterpart_share AS
  SELECT t.id, t.plan_id, t.year, t.enterprise_id, t.task_content_id, t.agreed_on,
         (t.state_agreed + coalesce(k.agreed, 0))::bigint AS state_agreed, (t.paid + n.paid + coalesce(k.paid, 0))::bigint AS paid,
         t.own_agreed, t.paid_in, t.proven, t.settled
    FROM counterpart_turn t JOIN support_turn s ON s.id = t.id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END), 0)::bigint AS paid
        FROM ledger_entry e JOIN funding_source f ON f.id = e.source_id AND f.kind = 'budget' WHERE e.task_turn_id = t.id) n
    LEFT JOIN LATERAL (
      SELECT s.task_money AS agreed,
             CASE WHEN c.state_agreed > m.named AND c.paid > m.named
               THEN div((c.paid - m.named)::numeric * greatest(s.task_money - n.paid, 0), c.state_agreed - m.named) ELSE 0 END AS paid
        FROM counterpart_content c
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END), 0)::bigint AS named
            FROM ledger_entry e JOIN funding_source f ON f.id = e.source_id AND f.kind = 'budget'
           WHERE e.task_content_id = c.id AND e.task_turn_id IS NOT NULL) m
       WHERE c.id = s.task_content_id AND s.commitment_id IS NULL AND s.state <> 'cancelled') k ON true;

CREATE OR REPLACE VIEW own_funds AS
  SELECT a.plan_id, p.support_line AS line, a.content_id, a.year,
         (count(*) FILTER (WHERE a.state <> 'accepted'))::int AS open,
         (count(*) FILTER (WHERE a.state = 'accepted'))::int AS turns,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state <> 'accepted'), 0)::bigint AS offered,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS promised,
         coalesce(sum(a.appraised_amount) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS support,
         (coalesce(sum(d.balance), 0) + coalesce(sum(n.paid), 0))::bigint AS paid, coalesce(sum(o.paid_in), 0)::bigint AS paid_in,
         coalesce(sum(o.proven), 0)::bigint AS proven, coalesce(sum(o.settled), 0)::bigint AS settled
    FROM application a JOIN plan p ON p.id = a.plan_id
    LEFT JOIN support_turn s ON s.application_id = a.id
    LEFT JOIN (SELECT l.commitment_id, sum(l.balance) AS balance FROM ledger_account l WHERE l.kind = 'disbursed' GROUP BY l.commitment_id) d
      ON d.commitment_id = s.commitment_id
    LEFT JOIN (
      SELECT e.task_turn_id, sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END) AS paid
        FROM ledger_entry e WHERE e.task_turn_id IS NOT NULL GROUP BY e.task_turn_id) n ON n.task_turn_id = s.id
    LEFT JOIN (
      SELECT o.turn_id, sum(o.amount) FILTER (WHERE o.state IN ('declared', 'proven', 'settled')) AS paid_in, sum(o.proven) AS proven,
             sum(o.settled) AS settled FROM own_payment o GROUP BY o.turn_id) o ON o.turn_id = s.id
   WHERE a.state NOT IN ('refused', 'withdrawn') AND a.ended_on IS NULL
   GROUP BY a.plan_id, p.support_line, a.content_id, a.year;
