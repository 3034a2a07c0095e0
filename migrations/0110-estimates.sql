-- The estimate of a year (dự toán): lines of budget line × source × quantity × norm, drawn up from the approved plan of the year, unpaid
-- commitments and duties; sent to the finance office, returned or agreed, kept as it was each time it was sent.
CREATE TABLE estimate (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  year integer NOT NULL,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  note text,
  state text NOT NULL DEFAULT 'draft' CONSTRAINT estimate_state CHECK (state IN ('draft', 'sent', 'returned', 'agreed')),
  begun_on date NOT NULL,
  sent_on date,
  -- the day on which the finance office returned it last, or agreed
  settled_on date,
  version integer NOT NULL DEFAULT 1,
  CHECK (state = 'draft' OR sent_on IS NOT NULL)
);
-- One at a time is under way; what the year needs later is an estimate of its own.
CREATE UNIQUE INDEX estimate_under_way ON estimate (plan_id, year) WHERE state IN ('draft', 'sent', 'returned');
CREATE INDEX estimate_plan ON estimate (plan_id, year);
CREATE INDEX estimate_year ON estimate (year DESC, id DESC);
CREATE INDEX estimate_of_state ON estimate (state, year DESC, id DESC);
CREATE INDEX estimate_title ON estimate (title, id);
CREATE INDEX estimate_begun ON estimate (begun_on DESC, id DESC);
CREATE INDEX estimate_sent ON estimate (sent_on DESC, id DESC);
CALL watch('estimate');

CREATE TABLE estimate_line (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  estimate_id integer NOT NULL REFERENCES estimate,
  title text NOT NULL CHECK (title <> ''),
  -- the line of the plan's estimate; it may be open while the estimate is drawn up
  line_id integer REFERENCES budget_line,
  source_id integer NOT NULL REFERENCES funding_source,
  quantity integer NOT NULL CHECK (quantity > 0),
  unit text NOT NULL,
  unit_cost bigint NOT NULL CHECK (unit_cost BETWEEN 0 AND 1000000000000),
  amount bigint NOT NULL GENERATED ALWAYS AS (quantity * unit_cost) STORED,
  -- what enterprises and others pay beside
  counterpart bigint CHECK (counterpart > 0),
  norm_id integer REFERENCES norm,
  over_norm_reason text,
  note text,
  -- what it was drawn from; a line of the plan of the year may be taken out there afterwards
  plan_line_id integer REFERENCES yearly_plan_line ON DELETE SET NULL,
  commitment_id integer REFERENCES commitment,
  duty_item_id integer REFERENCES duty_item,
  CONSTRAINT estimate_line_plan_line UNIQUE (estimate_id, plan_line_id),
  CONSTRAINT estimate_line_commitment UNIQUE (estimate_id, commitment_id),
  CONSTRAINT estimate_line_duty UNIQUE (estimate_id, duty_item_id)
);
CREATE INDEX estimate_line_of ON estimate_line (estimate_id, id);
CREATE INDEX estimate_line_budget ON estimate_line (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX estimate_line_source ON estimate_line (source_id);
CREATE INDEX estimate_line_norm ON estimate_line (norm_id) WHERE norm_id IS NOT NULL;
CREATE INDEX estimate_line_from_plan ON estimate_line (plan_line_id) WHERE plan_line_id IS NOT NULL;
CREATE INDEX estimate_line_from_commitment ON estimate_line (commitment_id) WHERE commitment_id IS NOT NULL;
CREATE INDEX estimate_line_from_duty ON estimate_line (duty_item_id) WHERE duty_item_id IS NOT NULL;
CALL watch('estimate_line');

-- A round with the finance office: the estimate as it was sent, and what came of it.
CREATE TABLE estimate_round (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  estimate_id integer NOT NULL REFERENCES estimate,
  place integer NOT NULL CHECK (place > 0),
  sent_on date NOT NULL,
  content jsonb NOT NULL,
  outcome text CHECK (outcome IN ('returned', 'agreed')),
  remarks text,
  settled_on date,
  CHECK ((outcome IS NULL) = (settled_on IS NULL)),
  CHECK (outcome IS DISTINCT FROM 'returned' OR remarks IS NOT NULL),
  UNIQUE (estimate_id, place)
);
CALL watch('estimate_round');

DO $$
DECLARE
  known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''estimate''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''estimate''::text, '));
END $$;
