-- Support turns under a task, and its money committed once: a content's money by the contract of the task, or by the decision of each turn.
ALTER TABLE science_task_content ADD COLUMN committed_by text NOT NULL DEFAULT 'contract' CHECK (committed_by IN ('contract', 'decision'));
ALTER TABLE support_turn ADD COLUMN task_content_id integer REFERENCES science_task_content;
CREATE INDEX support_turn_task ON support_turn (task_content_id) WHERE task_content_id IS NOT NULL;

-- What the contract of a task has committed, by source and year.
CREATE TABLE science_task_commitment (
  commitment_id integer PRIMARY KEY REFERENCES commitment,
  task_id integer NOT NULL REFERENCES science_task
);
CREATE INDEX science_task_commitment_of ON science_task_commitment (task_id);
CALL watch('science_task_commitment');
CALL append_only('science_task_commitment');

-- The row lock on the content puts a turn that comes under it and a change of who commits its money in line.
CREATE FUNCTION turn_money_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE way text;
BEGIN
  SELECT c.committed_by INTO way FROM science_task_content c WHERE c.id = NEW.task_content_id FOR NO KEY UPDATE;
  IF (way = 'contract') = (NEW.commitment_id IS NOT NULL) THEN
    RAISE EXCEPTION 'money of turn % and of content % is committed twice, or not at all', NEW.id, NEW.task_content_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'money_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER turn_money_once BEFORE INSERT OR UPDATE OF task_content_id, commitment_id ON support_turn
  FOR EACH ROW WHEN (NEW.task_content_id IS NOT NULL) EXECUTE FUNCTION turn_money_once();

CREATE FUNCTION content_money_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM support_turn t WHERE t.task_content_id = NEW.id)
     OR EXISTS (SELECT FROM science_task_commitment c WHERE c.task_id = NEW.task_id) THEN
    RAISE EXCEPTION 'money of content % is committed already', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'money_once_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER content_money_once BEFORE UPDATE OF committed_by ON science_task_content
  FOR EACH ROW WHEN (NEW.committed_by <> OLD.committed_by) EXECUTE FUNCTION content_money_once();

-- The contract commits at most what its contents have from that source; the lock on the task puts two commitments in line.
CREATE FUNCTION task_money_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most bigint; committed bigint; source integer;
BEGIN
  PERFORM FROM science_task t WHERE t.id = NEW.task_id FOR NO KEY UPDATE;
  SELECT c.source_id INTO source FROM commitment c WHERE c.id = NEW.commitment_id;
  SELECT coalesce(sum(m.amount), 0) INTO most FROM science_task_content c JOIN science_task_money m ON m.content_id = c.id
   WHERE c.task_id = NEW.task_id AND c.committed_by = 'contract' AND c.passed IS DISTINCT FROM false AND m.source_id = source;
  SELECT coalesce(sum(e.amount), 0) INTO committed FROM ledger_entry e JOIN commitment c ON c.id = e.commitment_id
   WHERE e.kind = 'commitment' AND c.source_id = source
     AND (c.id = NEW.commitment_id OR c.id IN (SELECT o.commitment_id FROM science_task_commitment o WHERE o.task_id = NEW.task_id));
  IF committed > most OR EXISTS (SELECT FROM support_turn t WHERE t.commitment_id = NEW.commitment_id) THEN
    RAISE EXCEPTION 'the contract of task % commits more than its contents have', NEW.task_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'task_money_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER task_money_once BEFORE INSERT ON science_task_commitment FOR EACH ROW EXECUTE FUNCTION task_money_once();
