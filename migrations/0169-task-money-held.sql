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
