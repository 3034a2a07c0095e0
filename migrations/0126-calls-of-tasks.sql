-- A call says which of the two it feeds: support turns that stand alone, or a named S&T task whose contents pay what is granted.
ALTER TABLE call ADD COLUMN task_id integer REFERENCES science_task;
CREATE INDEX call_task ON call (task_id) WHERE task_id IS NOT NULL;
ALTER TABLE call_content ADD COLUMN task_content_id integer REFERENCES science_task_content;
CREATE INDEX call_content_task ON call_content (task_content_id) WHERE task_content_id IS NOT NULL;

-- A call feeds a task of its own plan, and its contents those of that task.
CREATE FUNCTION call_feeds_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'call_content' THEN
    IF NOT EXISTS (SELECT FROM call k JOIN science_task_content c ON c.task_id = k.task_id
                    WHERE k.id = NEW.call_id AND c.id = NEW.task_content_id) THEN
      RAISE EXCEPTION 'call % does not feed content %', NEW.call_id, NEW.task_content_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'call_content_of_task';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.task_id IS NOT NULL AND NOT EXISTS (SELECT FROM science_task t WHERE t.id = NEW.task_id AND t.plan_id = NEW.plan_id) THEN
    RAISE EXCEPTION 'task % is of another plan than call %', NEW.task_id, NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'call_task_plan';
  END IF;
  IF EXISTS (SELECT FROM call_content k JOIN science_task_content c ON c.id = k.task_content_id
              WHERE k.call_id = NEW.id AND c.task_id IS DISTINCT FROM NEW.task_id) THEN
    RAISE EXCEPTION 'contents of call % feed another task', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'call_content_of_task';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER call_feeds_task BEFORE INSERT OR UPDATE OF task_id, plan_id ON call FOR EACH ROW EXECUTE FUNCTION call_feeds_task();
CREATE TRIGGER call_feeds_task BEFORE INSERT OR UPDATE OF task_content_id, call_id ON call_content
  FOR EACH ROW WHEN (NEW.task_content_id IS NOT NULL) EXECUTE FUNCTION call_feeds_task();

-- What a turn draws of the State's money of its content, in đồng; null: not known. A turn without a commitment of its own is one that was
-- taken over, or one whose money the contract of its task commits: such a turn does not leave its task.
ALTER TABLE support_turn
  ADD COLUMN task_money bigint CHECK (task_money >= 0),
  ADD CONSTRAINT support_turn_task_money CHECK (task_money IS NULL OR task_content_id IS NOT NULL),
  DROP CONSTRAINT support_turn_money,
  ADD CONSTRAINT support_turn_money CHECK (commitment_id IS NOT NULL OR taken_over OR task_content_id IS NOT NULL);

-- The row lock on the content puts turns that come under it, and a change of who commits its money, in line.
CREATE OR REPLACE FUNCTION turn_money_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE content record; given bigint; drawn bigint;
BEGIN
  PERFORM FROM science_task_content c WHERE c.id = NEW.task_content_id FOR NO KEY UPDATE;
  SELECT c.committed_by, c.passed, t.plan_id INTO content
    FROM science_task_content c JOIN science_task t ON t.id = c.task_id WHERE c.id = NEW.task_content_id;
  IF (content.committed_by = 'contract') = (NEW.commitment_id IS NOT NULL) THEN
    RAISE EXCEPTION 'money of turn % and of content % is committed twice, or not at all', NEW.id, NEW.task_content_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'money_once';
  END IF;
  IF content.plan_id <> NEW.plan_id THEN
    RAISE EXCEPTION 'turn % and its task are of two plans', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'turn_task_plan';
  END IF;
  IF NEW.task_money > 0 AND NEW.state <> 'cancelled' THEN
    SELECT coalesce(sum(m.amount), 0) INTO given FROM science_task_money m JOIN funding_source s ON s.id = m.source_id
     WHERE m.content_id = NEW.task_content_id AND s.kind = 'budget' AND content.passed IS DISTINCT FROM false;
    SELECT coalesce(sum(t.task_money), 0) INTO drawn FROM support_turn t
     WHERE t.task_content_id = NEW.task_content_id AND t.state <> 'cancelled' AND t.id <> NEW.id;
    IF drawn + NEW.task_money > given THEN
      RAISE EXCEPTION 'turns of content % draw more than it has', NEW.task_content_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'turn_task_money';
    END IF;
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER turn_money_once ON support_turn;
CREATE TRIGGER turn_money_once BEFORE INSERT OR UPDATE OF task_content_id, commitment_id, task_money, plan_id ON support_turn
  FOR EACH ROW WHEN (NEW.task_content_id IS NOT NULL) EXECUTE FUNCTION turn_money_once();
