-- Values of indicators come in as a table too; each names the paper that states it, and the table that it came with.

ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check
  CHECK (kind IN ('enterprises', 'accounts', 'series', 'results', 'takeover', 'agencies', 'places', 'values'));

ALTER TABLE indicator_value
  ADD COLUMN paper_number text,
  ADD COLUMN paper_on date,
  ADD COLUMN import_id integer,
  ADD COLUMN import_kind text CHECK (import_kind = 'values'),
  ADD CHECK ((import_id IS NULL) = (import_kind IS NULL)),
  ADD FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
CREATE INDEX indicator_value_import ON indicator_value (import_id, id) WHERE import_id IS NOT NULL;
