-- Integrated money comes in by a table too.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''integration''::text, '));
END $$;

ALTER TABLE integration ADD COLUMN import_id integer,
  ADD COLUMN import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'integration' END) STORED,
  ADD FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
CREATE INDEX integration_import ON integration (import_id) WHERE import_id IS NOT NULL;
