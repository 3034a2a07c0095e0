-- Measures of many enterprises come in as a table of the office, which is kept as their evidence: it holds the figures of others too, so
-- no enterprise is handed it.
ALTER TABLE enterprise_proof ALTER COLUMN file_id DROP NOT NULL;
ALTER TABLE enterprise_proof ADD COLUMN import_id integer;
ALTER TABLE enterprise_proof ADD COLUMN import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'measures' END) STORED;
ALTER TABLE enterprise_proof ADD FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
ALTER TABLE enterprise_proof ADD CONSTRAINT enterprise_proof_evidence CHECK ((file_id IS NULL) = (import_id IS NOT NULL));
CREATE INDEX enterprise_proof_import ON enterprise_proof (import_id) WHERE import_id IS NOT NULL;

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''measures''::text, '));
END $$;
