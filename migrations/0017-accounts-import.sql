-- Yearly accounts of enterprises read from a file or a pasted block: read once into rows, shown, and then applied from these
-- rows: what was shown is what is written.

CREATE TABLE accounts_import (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  file_id integer NOT NULL REFERENCES file,
  -- The one enterprise that it is of; none for a file of many.
  enterprise_id integer REFERENCES enterprise,
  -- How the sheet was read: its headings, those not used, the unit of its money, the form of its numbers.
  reading jsonb NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  unchanged integer NOT NULL,
  refused integer NOT NULL,
  checked_at timestamptz NOT NULL DEFAULT now(),
  checked_by text NOT NULL,
  applied_at timestamptz
);
CREATE INDEX accounts_import_enterprise ON accounts_import (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE TABLE accounts_import_row (
  import_id integer NOT NULL REFERENCES accounts_import ON DELETE CASCADE,
  -- As the spreadsheet numbers it.
  line integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('new', 'changed', 'same', 'error')),
  label text NOT NULL,
  enterprise_id integer REFERENCES enterprise,
  year integer,
  -- The accounts of the year as they will be; none for an error.
  figures jsonb,
  -- Version on record at the check, 0 for none: another one since then stops the import.
  base integer,
  -- Figures that change, with what stood there before.
  changes jsonb NOT NULL,
  problems jsonb NOT NULL,
  -- The row as it was typed, kept for rows in error alone: the sheet to mend.
  cells jsonb,
  PRIMARY KEY (import_id, line),
  CHECK (outcome = 'error' OR num_nonnulls(enterprise_id, year, figures, base) = 4)
);
CREATE INDEX accounts_import_outcome ON accounts_import_row (import_id, outcome, line);

-- The same sheet to mend for the import of enterprises; none for what was checked before this migration.
ALTER TABLE enterprise_import ADD COLUMN headings text[];
ALTER TABLE enterprise_import_row ADD COLUMN cells jsonb;
