-- What turns under a task draw stays committed by its contract: a release does not take it back, and no turn draws what no entry of the ledger holds.
CREATE FUNCTION task_money(of_task integer, OUT committed bigint, OUT drawn bigint) LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(l.balance) FROM science_task_commitment k JOIN commitment m ON m.id = k.commitment_id
             JOIN funding_source s ON s.id = m.source_id JOIN ledger_account l ON l.commitment_id = k.commitment_id
            WHERE k.task_id = of_task AND s.kind = 'budget'), 0)::bigint,
         coalesce((SELECT sum(u.task_money) FROM support_turn u JOIN science_task_content o ON o.id = u.task_content_id
            WHERE o.task_id = of_task AND o.committed_by = 'contract' AND u.state <> 'cancelled'), 0)::bigint
$$;

-- The lock on the task puts a release and a turn that comes under it in line; the commands take it before the accounts of the ledger.
CREATE FUNCTION task_money_reaches(of_task integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM science_task k WHERE k.id = of_task FOR NO KEY UPDATE;
  RETURN (SELECT m.drawn <= m.committed FROM task_money(of_task) m);
END $$;

CREATE FUNCTION ledger_task_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM science_task_commitment k WHERE k.commitment_id = NEW.commitment_id AND NOT task_money_reaches(k.task_id)) THEN
    RAISE EXCEPTION 'release % takes back what turns draw', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_task_drawn';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_task_drawn AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'release') EXECUTE FUNCTION ledger_task_drawn();

CREATE FUNCTION turn_task_committed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state <> 'cancelled'
     AND (OLD.task_content_id, OLD.task_money) IS NOT DISTINCT FROM (NEW.task_content_id, NEW.task_money) THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM science_task_content c WHERE c.id = NEW.task_content_id AND c.committed_by = 'contract' AND NOT task_money_reaches(c.task_id)) THEN
    RAISE EXCEPTION 'turn % draws more than the contract of its task has committed', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'turn_task_committed';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER turn_task_committed AFTER INSERT OR UPDATE OF task_content_id, task_money, state ON support_turn DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.task_money > 0 AND NEW.state <> 'cancelled') EXECUTE FUNCTION turn_task_committed();

-- The contract commits at most what its contents have from that source: what was released again does not count.
CREATE OR REPLACE FUNCTION task_money_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most bigint; committed bigint; source integer;
BEGIN
  PERFORM FROM science_task t WHERE t.id = NEW.task_id FOR NO KEY UPDATE;
  SELECT c.source_id INTO source FROM commitment c WHERE c.id = NEW.commitment_id;
  SELECT coalesce(sum(m.amount), 0) INTO most FROM science_task_content c JOIN science_task_money m ON m.content_id = c.id
   WHERE c.task_id = NEW.task_id AND c.committed_by = 'contract' AND c.passed IS DISTINCT FROM false AND m.source_id = source;
  SELECT coalesce(sum(a.balance), 0) INTO committed FROM ledger_account a JOIN commitment c ON c.id = a.commitment_id
   WHERE c.source_id = source
     AND (c.id = NEW.commitment_id OR c.id IN (SELECT o.commitment_id FROM science_task_commitment o WHERE o.task_id = NEW.task_id));
  IF committed > most OR EXISTS (SELECT FROM support_turn t WHERE t.commitment_id = NEW.commitment_id) THEN
    RAISE EXCEPTION 'the contract of task % commits more than its contents have', NEW.task_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'task_money_once';
  END IF;
  RETURN NEW;
END $$;

-- What the enterprises of turns under a content promise is promised for the content too: it is agreed on what either says at most.
CREATE OR REPLACE VIEW counterpart_content AS
  SELECT c.id, c.task_id, k.plan_id, k.year, k.kind_id, k.approved_on AS agreed_on,
         coalesce(m.state_agreed, 0)::bigint AS state_agreed,
         (coalesce(e.paid, 0) + coalesce(u.paid, 0))::bigint AS paid,
         greatest(coalesce(m.own_agreed, 0), coalesce(u.own_agreed, 0))::bigint AS own_agreed,
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
      SELECT sum(t.paid) AS paid, sum(t.paid_in) AS paid_in, sum(t.proven) AS proven, sum(t.settled) AS settled,
             sum(t.own_agreed) FILTER (WHERE s.state <> 'cancelled') AS own_agreed
        FROM counterpart_turn t JOIN support_turn s ON s.id = t.id WHERE t.task_content_id = c.id) u ON true
   WHERE c.passed IS DISTINCT FROM false;

-- Both sides of a turn with its share of its task's money: where the contract commits it, what the turn draws is agreed, and of it is paid what its content is paid in
-- the same proportion.
CREATE VIEW counterpart_share AS
  SELECT t.id, t.plan_id, t.year, t.enterprise_id, t.task_content_id, t.agreed_on,
         (t.state_agreed + coalesce(k.agreed, 0))::bigint AS state_agreed, (t.paid + coalesce(k.paid, 0))::bigint AS paid,
         t.own_agreed, t.paid_in, t.proven, t.settled
    FROM counterpart_turn t JOIN support_turn s ON s.id = t.id
    LEFT JOIN LATERAL (
      SELECT s.task_money AS agreed,
             CASE WHEN c.state_agreed > 0 THEN div(c.paid::numeric * s.task_money, c.state_agreed) ELSE 0 END AS paid
        FROM counterpart_content c WHERE c.id = s.task_content_id AND s.commitment_id IS NULL AND s.state <> 'cancelled') k ON true;

CREATE OR REPLACE VIEW counterpart_enterprise AS
  SELECT t.enterprise_id, t.plan_id, count(*)::integer AS turns, sum(t.state_agreed)::bigint AS state_agreed, sum(t.paid)::bigint AS paid,
         sum(t.own_agreed)::bigint AS own_agreed, sum(t.paid_in)::bigint AS paid_in, sum(t.proven)::bigint AS proven, sum(t.settled)::bigint AS settled
    FROM counterpart_share t JOIN support_turn s ON s.id = t.id
   WHERE s.state <> 'cancelled' OR t.paid <> 0
   GROUP BY t.enterprise_id, t.plan_id;
