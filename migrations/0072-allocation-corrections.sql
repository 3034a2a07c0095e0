-- An allocation that was booked wrongly: what is right is proposed with the reason and approved by another person. Then the right
-- allocation is booked, and the wrong one goes back by an entry of its own; both are named here. Nothing in the ledger is edited.
CREATE TABLE allocation_correction (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The allocation that is wrong.
  entry_id integer NOT NULL REFERENCES ledger_entry,
  line_id integer NOT NULL,
  year integer NOT NULL,
  source_id integer NOT NULL REFERENCES funding_source,
  amount bigint NOT NULL CHECK (amount > 0),
  document_number text NOT NULL CHECK (document_number <> ''),
  document_date date NOT NULL,
  -- An entry of before the program may have none.
  file_id integer REFERENCES file,
  over_estimate boolean NOT NULL,
  note text,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'booked', 'refused')),
  proposed_by text REFERENCES account,
  proposed_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  refusal text,
  -- The right allocation, and the withdrawal of the wrong one.
  right_id integer UNIQUE REFERENCES ledger_entry,
  back_id integer UNIQUE REFERENCES ledger_entry,
  FOREIGN KEY (line_id, year) REFERENCES budget_line_year,
  CHECK ((state = 'proposed') = (settled_at IS NULL)),
  CHECK ((state = 'booked') = (right_id IS NOT NULL AND back_id IS NOT NULL)),
  CHECK ((state = 'refused') = (refusal IS NOT NULL))
);
-- An allocation is put right once, and one proposal waits at a time; what was put right wrongly is itself an allocation.
CREATE UNIQUE INDEX allocation_correction_once ON allocation_correction (entry_id) WHERE state <> 'refused';
CREATE INDEX allocation_correction_state ON allocation_correction (state, id DESC);
CREATE INDEX allocation_correction_year ON allocation_correction (year, id DESC);
CREATE INDEX allocation_correction_amount ON allocation_correction (amount, id);
CALL watch('allocation_correction');
