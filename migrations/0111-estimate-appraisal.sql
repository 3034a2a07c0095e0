-- What the finance office says of each line of an estimate, what becomes of what does not fit, the submission and the one decision that
-- allocates the money.
ALTER TABLE estimate DROP CONSTRAINT estimate_state;
ALTER TABLE estimate ADD CONSTRAINT estimate_state
  CHECK (state IN ('draft', 'sent', 'returned', 'agreed', 'submitted', 'allocated'));
ALTER TABLE estimate ADD COLUMN submission_number text, ADD COLUMN submitted_on date,
  ADD COLUMN decision_id integer REFERENCES allocation_decision,
  ADD CONSTRAINT estimate_submission CHECK ((submission_number IS NULL) = (submitted_on IS NULL)),
  ADD CONSTRAINT estimate_submitted CHECK (state NOT IN ('submitted', 'allocated') OR submitted_on IS NOT NULL),
  ADD CONSTRAINT estimate_decided CHECK ((state = 'allocated') = (decision_id IS NOT NULL));
CREATE UNIQUE INDEX estimate_decision ON estimate (decision_id) WHERE decision_id IS NOT NULL;

-- What the finance office agreed to for a line; null until it does. What was agreed before line by line figures were kept is what was asked.
ALTER TABLE estimate_line ADD COLUMN agreed bigint CHECK (agreed >= 0);
UPDATE estimate_line l SET agreed = l.amount FROM estimate e WHERE e.id = l.estimate_id AND e.state = 'agreed';

-- The appraisal of a line in a round. A line may be taken out when the estimate has come back: the round keeps it.
CREATE TABLE estimate_appraisal (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id integer NOT NULL REFERENCES estimate_round,
  line_id integer NOT NULL,
  -- what the finance office would agree to; null: what was asked
  amount bigint CHECK (amount >= 0),
  comment text,
  UNIQUE (round_id, line_id),
  CHECK (comment IS NOT NULL)
);
CALL watch('estimate_appraisal');

-- What becomes of a line for which less was agreed than was asked.
CREATE TABLE estimate_cut (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id integer NOT NULL UNIQUE REFERENCES estimate_line,
  outcome text NOT NULL CHECK (outcome IN ('whole', 'less', 'later', 'dropped')),
  -- how much of it is still done in the year
  quantity integer NOT NULL CHECK (quantity >= 0),
  reason text NOT NULL CHECK (reason <> ''),
  recorded_on date NOT NULL,
  CHECK ((outcome IN ('later', 'dropped')) = (quantity = 0))
);
CALL watch('estimate_cut');

-- The needs that are not met in the year because of it.
CREATE TABLE estimate_cut_need (
  cut_id integer NOT NULL REFERENCES estimate_cut ON DELETE CASCADE,
  need_id integer NOT NULL REFERENCES need,
  PRIMARY KEY (cut_id, need_id)
);
CREATE INDEX estimate_cut_need_need ON estimate_cut_need (need_id);
CALL watch('estimate_cut_need');

DO $$
DECLARE
  known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''estimateDecision''::text, '));
END $$;
