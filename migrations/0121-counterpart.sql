-- State money in step with what enterprises and hosts put in themselves: Circular 35/2021/TT-BTC, art. 3.2. Own money is promised (by the application or
-- the contents of the task), paid in, proven by another person, settled; what may be paid is a row with its source: of the kind of task, or the legal rule `counterpart.turn`.

-- Own money as it was put in: for a support turn, or for a content of a task.
CREATE TABLE own_payment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer REFERENCES support_turn,
  content_id integer REFERENCES science_task_content,
  amount bigint NOT NULL CHECK (amount > 0),
  paid_on date NOT NULL,
  document_number text NOT NULL CHECK (document_number <> ''),
  purpose text NOT NULL CHECK (purpose <> ''),
  file_id integer NOT NULL REFERENCES file,
  state text NOT NULL DEFAULT 'declared' CHECK (state IN ('declared', 'proven', 'refused', 'withdrawn', 'settled')),
  declared_by text REFERENCES account,
  declared_at timestamptz NOT NULL,
  -- what of it is accepted as proven, and by whom
  proven bigint CHECK (proven BETWEEN 1 AND amount),
  judged_by text REFERENCES account,
  judged_on date,
  reason text,
  settled bigint CHECK (settled BETWEEN 0 AND proven),
  settled_on date,
  settled_number text,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(document_number || ' ' || purpose)) STORED,
  CONSTRAINT own_payment_of CHECK (num_nonnulls(turn_id, content_id) = 1),
  CONSTRAINT own_payment_proven CHECK ((proven IS NOT NULL) = (state IN ('proven', 'settled'))),
  CONSTRAINT own_payment_judged CHECK ((judged_on IS NULL) = (state = 'declared')),
  CONSTRAINT own_payment_reason CHECK (state NOT IN ('refused', 'withdrawn') OR reason IS NOT NULL),
  CONSTRAINT own_payment_settled CHECK (num_nonnulls(settled, settled_on, settled_number) = CASE state WHEN 'settled' THEN 3 ELSE 0 END)
);
CREATE UNIQUE INDEX own_payment_once ON own_payment (coalesce(turn_id, 0), coalesce(content_id, 0), document_number, paid_on, amount)
  WHERE state NOT IN ('refused', 'withdrawn');
CREATE INDEX own_payment_turn ON own_payment (turn_id) WHERE turn_id IS NOT NULL;
CREATE INDEX own_payment_content ON own_payment (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX own_payment_state ON own_payment (state, id);
CREATE INDEX own_payment_day ON own_payment (paid_on DESC, id DESC);
CREATE INDEX own_payment_amount ON own_payment (amount, id);
CREATE INDEX own_payment_file ON own_payment (file_id);
CREATE INDEX own_payment_search ON own_payment USING gin (search gin_trgm_ops);
CALL watch('own_payment');

DO $$ BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT t.enterprise_id, o.file_id FROM own_payment o JOIN support_turn t ON t.id = o.turn_id';
END $$;

-- Which content of its task a payment by the task's contract pays.
ALTER TABLE payment_order ADD COLUMN task_content_id integer REFERENCES science_task_content;
ALTER TABLE ledger_entry ADD COLUMN task_content_id integer REFERENCES science_task_content;
CREATE INDEX payment_order_content ON payment_order (task_content_id) WHERE task_content_id IS NOT NULL;
CREATE INDEX ledger_entry_content ON ledger_entry (task_content_id) WHERE task_content_id IS NOT NULL;

-- State money and own money side by side, for each turn, content and task: agreed, paid, put in, proven, settled. State money is that of budgets.
CREATE VIEW counterpart_turn AS
  SELECT t.id, t.plan_id, t.year, t.enterprise_id, t.task_content_id, t.decided_on AS agreed_on,
         CASE WHEN s.kind = 'budget' THEN coalesce(e.agreed, 0) ELSE 0 END::bigint AS state_agreed,
         CASE WHEN s.kind = 'budget' THEN coalesce(d.balance, 0) ELSE 0 END::bigint AS paid,
         coalesce(a.own_funds, 0)::bigint AS own_agreed,
         coalesce(o.paid_in, 0)::bigint AS paid_in, coalesce(o.proven, 0)::bigint AS proven, coalesce(o.settled, 0)::bigint AS settled
    FROM support_turn t
    LEFT JOIN application a ON a.id = t.application_id
    LEFT JOIN commitment c ON c.id = t.commitment_id
    LEFT JOIN funding_source s ON s.id = c.source_id
    LEFT JOIN ledger_account d ON d.commitment_id = t.commitment_id AND d.kind = 'disbursed'
    LEFT JOIN LATERAL (
      SELECT sum(e.amount) AS agreed FROM ledger_entry e WHERE e.commitment_id = t.commitment_id AND e.kind = 'commitment') e ON true
    LEFT JOIN LATERAL (
      SELECT sum(o.amount) FILTER (WHERE o.state IN ('declared', 'proven', 'settled')) AS paid_in, sum(o.proven) AS proven, sum(o.settled) AS settled
        FROM own_payment o WHERE o.turn_id = t.id) o ON true;

CREATE VIEW counterpart_content AS
  SELECT c.id, c.task_id, k.plan_id, k.year, k.kind_id, k.approved_on AS agreed_on,
         coalesce(m.state_agreed, 0)::bigint AS state_agreed,
         (coalesce(e.paid, 0) + coalesce(u.paid, 0))::bigint AS paid, coalesce(m.own_agreed, 0)::bigint AS own_agreed,
         (coalesce(o.paid_in, 0) + coalesce(u.paid_in, 0))::bigint AS paid_in,
         (coalesce(o.proven, 0) + coalesce(u.proven, 0))::bigint AS proven,
         (coalesce(o.settled, 0) + coalesce(u.settled, 0))::bigint AS settled
    FROM science_task_content c JOIN science_task k ON k.id = c.task_id
    LEFT JOIN LATERAL (
      SELECT sum(m.amount) FILTER (WHERE s.kind = 'budget') AS state_agreed, sum(m.amount) FILTER (WHERE s.kind = 'counterpart') AS own_agreed
        FROM science_task_money m JOIN funding_source s ON s.id = m.source_id WHERE m.content_id = c.id) m ON true
    LEFT JOIN LATERAL (
      SELECT sum(CASE e.kind WHEN 'disbursement' THEN e.amount WHEN 'refund' THEN -e.amount END) AS paid
        FROM ledger_entry e JOIN funding_source s ON s.id = e.source_id AND s.kind = 'budget' WHERE e.task_content_id = c.id) e ON true
    LEFT JOIN LATERAL (
      SELECT sum(o.amount) FILTER (WHERE o.state IN ('declared', 'proven', 'settled')) AS paid_in, sum(o.proven) AS proven, sum(o.settled) AS settled
        FROM own_payment o WHERE o.content_id = c.id) o ON true
    LEFT JOIN LATERAL (
      SELECT sum(t.paid) AS paid, sum(t.paid_in) AS paid_in, sum(t.proven) AS proven, sum(t.settled) AS settled
        FROM counterpart_turn t WHERE t.task_content_id = c.id) u ON true
   WHERE c.passed IS DISTINCT FROM false;

CREATE VIEW counterpart_task AS
  SELECT c.task_id AS id, c.plan_id, c.year, c.kind_id, c.agreed_on, sum(c.state_agreed)::bigint AS state_agreed, sum(c.paid)::bigint AS paid,
         sum(c.own_agreed)::bigint AS own_agreed, sum(c.paid_in)::bigint AS paid_in, sum(c.proven)::bigint AS proven, sum(c.settled)::bigint AS settled
    FROM counterpart_content c GROUP BY c.task_id, c.plan_id, c.year, c.kind_id, c.agreed_on;

-- What enterprises promise by their applications, now with what came of it.
CREATE OR REPLACE VIEW own_funds AS
  SELECT a.plan_id, p.support_line AS line, a.content_id, a.year,
         (count(*) FILTER (WHERE a.state <> 'accepted'))::int AS open,
         (count(*) FILTER (WHERE a.state = 'accepted'))::int AS turns,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state <> 'accepted'), 0)::bigint AS offered,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS promised,
         coalesce(sum(a.appraised_amount) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS support,
         coalesce(sum(d.balance), 0)::bigint AS paid, coalesce(sum(o.paid_in), 0)::bigint AS paid_in,
         coalesce(sum(o.proven), 0)::bigint AS proven, coalesce(sum(o.settled), 0)::bigint AS settled
    FROM application a JOIN plan p ON p.id = a.plan_id
    LEFT JOIN support_turn s ON s.application_id = a.id
    LEFT JOIN ledger_account d ON d.commitment_id = s.commitment_id AND d.kind = 'disbursed'
    LEFT JOIN (
      SELECT o.turn_id, sum(o.amount) FILTER (WHERE o.state IN ('declared', 'proven', 'settled')) AS paid_in, sum(o.proven) AS proven,
             sum(o.settled) AS settled FROM own_payment o GROUP BY o.turn_id) o ON o.turn_id = s.id
   WHERE a.state NOT IN ('refused', 'withdrawn') AND a.ended_on IS NULL
   GROUP BY a.plan_id, p.support_line, a.content_id, a.year;

-- What a kind of task lays down: state money in step with own money, ahead of it as a debt, or by itself. The first advance is the kind's own (advance_share).
ALTER TABLE task_kind
  ADD COLUMN own_money text NOT NULL DEFAULT 'in_step' CHECK (own_money IN ('in_step', 'owed', 'free')),
  ADD COLUMN own_money_article text NOT NULL DEFAULT 'Thông tư 35/2021/TT-BTC, Điều 3 khoản 2' CHECK (own_money_article <> '');

-- The rule that holds: of the kind of its task, or for a turn by itself the legal rule of the day on which it was decided. No row: none holds.
CREATE FUNCTION counterpart_rule(of_kind integer, on_day date) RETURNS TABLE (way text, advance_percent integer) LANGUAGE sql STABLE AS $$
  SELECT k.own_money, coalesce(k.advance_share, 0) FROM task_kind k WHERE k.id = of_kind
  UNION ALL
  (SELECT r.value ->> 'way', (r.value ->> 'advancePercent')::integer FROM legal_rule r
    WHERE of_kind IS NULL AND r.key = 'counterpart.turn' AND r.valid_from <= on_day AND (r.valid_to IS NULL OR r.valid_to >= on_day)
    ORDER BY r.valid_from DESC LIMIT 1)
$$;

-- How much state money may have been paid in all: in the share in which own money is proven; the first advance up to a share of what is agreed.
CREATE FUNCTION counterpart_most(state_agreed bigint, own_agreed bigint, proven bigint, advance_percent integer, first boolean)
RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(
    CASE WHEN own_agreed = 0 THEN state_agreed ELSE div(state_agreed::numeric * least(proven, own_agreed), own_agreed)::bigint END,
    CASE WHEN first THEN div(state_agreed::numeric * advance_percent, 100)::bigint ELSE 0 END)
$$;

-- Locks what a payment and a proof of own money must agree on: the task first, then the turn, so that two cannot wait for each other.
CREATE FUNCTION counterpart_lock(of_turn integer, of_content integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM science_task k WHERE k.id = (
    SELECT c.task_id FROM science_task_content c
     WHERE c.id = coalesce(of_content, (SELECT t.task_content_id FROM support_turn t WHERE t.id = of_turn))) FOR NO KEY UPDATE;
  PERFORM FROM support_turn t WHERE t.id = of_turn FOR NO KEY UPDATE;
END $$;

-- By a task's contract a content is paid, one of that task that its contract commits; elsewhere there is none.
CREATE FUNCTION ledger_task_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE task integer;
BEGIN
  SELECT o.task_id INTO task FROM science_task_commitment o WHERE o.commitment_id = NEW.commitment_id;
  IF (task IS NULL AND NEW.task_content_id IS NOT NULL)
     OR (task IS NOT NULL AND NOT EXISTS (SELECT FROM science_task_content c WHERE c.id = NEW.task_content_id AND c.task_id = task
           AND c.committed_by = 'contract' AND c.passed IS DISTINCT FROM false)) THEN
    RAISE EXCEPTION 'the payment names no content of its task' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_task_content';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_task_content BEFORE INSERT ON ledger_entry
  FOR EACH ROW WHEN (NEW.kind IN ('disbursement', 'refund')) EXECUTE FUNCTION ledger_task_content();

-- Whether what is paid on a day is the first advance: nothing was paid on another day, or all of it came back.
CREATE FUNCTION counterpart_first(scope text, of_turn integer, of_content integer, of_task integer, on_day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END), 0) <= 0
    FROM ledger_entry e JOIN funding_source s ON s.id = e.source_id AND s.kind = 'budget'
    LEFT JOIN support_turn t ON t.commitment_id = e.commitment_id
    LEFT JOIN science_task_content c ON c.id = coalesce(e.task_content_id, t.task_content_id)
   WHERE e.kind IN ('disbursement', 'refund') AND e.occurred_on <> on_day
     AND CASE scope WHEN 'turn' THEN t.id = of_turn WHEN 'content' THEN c.id = of_content ELSE c.task_id = of_task END
$$;
-- State money is not paid ahead of own money. Asked at the end of the transaction: what a batch of past years brought is marked as such by then.
CREATE FUNCTION ledger_in_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_turn integer; of_content integer; of_task integer; of_kind integer; rule record; side record;
BEGIN
  IF NOT EXISTS (SELECT FROM funding_source s WHERE s.id = NEW.source_id AND s.kind = 'budget')
     OR EXISTS (SELECT FROM takeover_record r WHERE r.record_type = 'ledger_entry' AND r.record_id = NEW.id) THEN RETURN NULL; END IF;
  SELECT t.id, t.task_content_id INTO of_turn, of_content FROM support_turn t WHERE t.commitment_id = NEW.commitment_id;
  of_content := coalesce(NEW.task_content_id, of_content);
  IF of_turn IS NULL AND of_content IS NULL THEN RETURN NULL; END IF;
  PERFORM counterpart_lock(of_turn, of_content);
  IF EXISTS (SELECT FROM counterpart_content c WHERE c.id = NEW.task_content_id AND c.paid < 0) THEN
    RAISE EXCEPTION 'more came back of content % than was paid', NEW.task_content_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_content_back';
  END IF;
  IF NEW.kind = 'refund' THEN RETURN NULL; END IF;
  SELECT c.task_id, t.kind_id INTO of_task, of_kind FROM science_task_content c JOIN science_task t ON t.id = c.task_id WHERE c.id = of_content;
  FOR side IN
    SELECT 'turn' AS scope, t.agreed_on, t.state_agreed, t.own_agreed, t.proven, t.paid FROM counterpart_turn t WHERE t.id = of_turn
    UNION ALL SELECT 'content', c.agreed_on, c.state_agreed, c.own_agreed, c.proven, c.paid FROM counterpart_content c WHERE c.id = of_content
    UNION ALL SELECT 'task', k.agreed_on, k.state_agreed, k.own_agreed, k.proven, k.paid FROM counterpart_task k WHERE k.id = of_task
  LOOP
    SELECT * INTO rule FROM counterpart_rule(of_kind, side.agreed_on);
    CONTINUE WHEN rule.way IS DISTINCT FROM 'in_step';
    IF side.paid > counterpart_most(side.state_agreed, side.own_agreed, side.proven, rule.advance_percent,
         counterpart_first(side.scope, of_turn, of_content, of_task, NEW.occurred_on)) THEN
      RAISE EXCEPTION 'state money of % is paid ahead of own money', side.scope USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_in_step';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_in_step AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('disbursement', 'refund')) EXECUTE FUNCTION ledger_in_step();
