-- An agency that was split has several successors: a duty is asked of each of them on one day.
ALTER TABLE standing_report DROP CONSTRAINT standing_report_once;
ALTER TABLE standing_report ADD CONSTRAINT standing_report_once UNIQUE (duty_id, agency_id, due_on);
CREATE INDEX standing_report_duty ON standing_report (duty_id, due_on);

-- Answers of many agencies come in by a table.
ALTER TABLE standing_report
  ADD COLUMN import_id integer,
  ADD COLUMN import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'standing_report' END) STORED,
  ADD FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
CREATE INDEX standing_report_import ON standing_report (import_id) WHERE import_id IS NOT NULL;

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''standing_report''::text, '));
END $$;
