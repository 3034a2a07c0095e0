-- S&T tasks come in as a table; whoever wrote the table counts as having drawn its tasks up.
ALTER TABLE science_task ADD COLUMN import_id integer;
ALTER TABLE science_task ADD COLUMN import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'science_tasks' END) STORED;
ALTER TABLE science_task ADD FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
CREATE INDEX science_task_import ON science_task (import_id) WHERE import_id IS NOT NULL;

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''science_tasks''::text, '));
END $$;
