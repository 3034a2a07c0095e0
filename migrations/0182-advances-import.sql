-- Advances come in as a table; each that was drawn up so names its import.
ALTER TABLE advance
  ADD COLUMN import_id integer,
  ADD COLUMN import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'advance' END) STORED,
  ADD CONSTRAINT advance_import FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
CREATE INDEX advance_of_import ON advance (import_id) WHERE import_id IS NOT NULL;

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''advance''::text, '));
END $$;
