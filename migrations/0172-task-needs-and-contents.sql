-- A task says which need it came of, by record; its contents come in as a table.
ALTER TABLE science_task ADD COLUMN need_id integer REFERENCES need;
CREATE INDEX science_task_need ON science_task (need_id) WHERE need_id IS NOT NULL;

CREATE FUNCTION science_task_need() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM need n WHERE n.id = NEW.need_id AND n.plan_id = NEW.plan_id) THEN
    RAISE EXCEPTION 'need % is of another plan than task %', NEW.need_id, NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'science_task_need';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER science_task_need BEFORE INSERT OR UPDATE OF need_id, plan_id ON science_task
  FOR EACH ROW WHEN (NEW.need_id IS NOT NULL) EXECUTE FUNCTION science_task_need();

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''task_contents''::text, '));
END $$;
