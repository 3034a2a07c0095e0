-- What agencies and associations do for the programme among their own (V.5, V.6 of the plan), with proof; and their own plans that it is integrated in,
-- with document, clause, line and money. Both are sent by who entered them and confirmed or returned by another person.
CREATE TABLE outreach_kind (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT outreach_kind_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT outreach_kind_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CALL watch('outreach_kind');

CREATE TABLE integration (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  agency_id integer NOT NULL REFERENCES agency,
  year integer NOT NULL,
  programme text NOT NULL CHECK (programme <> ''),
  document_number text NOT NULL CHECK (document_number <> ''),
  document_date date NOT NULL,
  clause text NOT NULL CHECK (clause <> ''),
  -- the line in the estimate of the agency's own plan
  own_line text CHECK (own_line <> ''),
  purpose text NOT NULL CHECK (purpose <> ''),
  amount bigint NOT NULL CHECK (amount > 0),
  -- the named fund
  source_id integer NOT NULL REFERENCES funding_source,
  -- the line of the programme's plan beside which it stands
  line_id integer REFERENCES budget_line,
  -- a sentence of the plan: the code of a duty (V.6.4), or the section of a task and the sentence's place in it (III.1/2)
  serves text CHECK (serves <> ''),
  file_id integer REFERENCES file,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'returned', 'confirmed', 'withdrawn')),
  remark text CHECK (remark <> ''),
  reason text CHECK (reason <> ''),
  entered_on date NOT NULL,
  sent_on date,
  confirmed_on date,
  withdrawn_on date,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(programme || ' ' || document_number || ' ' || purpose)) STORED,
  CONSTRAINT integration_sent CHECK (state NOT IN ('sent', 'returned', 'confirmed') OR (sent_on IS NOT NULL AND file_id IS NOT NULL)),
  CONSTRAINT integration_confirmed CHECK (state <> 'confirmed' OR confirmed_on IS NOT NULL),
  CONSTRAINT integration_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL) AND (state <> 'withdrawn' OR reason IS NOT NULL))
);
CREATE INDEX integration_of ON integration (plan_id, year, id);
CREATE INDEX integration_agency ON integration (agency_id, year DESC, id);
CREATE INDEX integration_state ON integration (state, id);
CREATE INDEX integration_source ON integration (source_id);
CREATE INDEX integration_line ON integration (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX integration_file ON integration (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX integration_search ON integration USING gin (search gin_trgm_ops);
CALL watch('integration');

CREATE TABLE outreach (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  agency_id integer NOT NULL REFERENCES agency,
  kind_id integer NOT NULL REFERENCES outreach_kind,
  title text NOT NULL CHECK (title <> ''),
  held_on date NOT NULL,
  ended_on date,
  unit_id integer REFERENCES admin_unit,
  setting text CHECK (setting IN ('cooperatives', 'craft_villages', 'both')),
  -- members and other enterprises, whether named or not
  enterprises integer NOT NULL CHECK (enterprises >= 0),
  persons integer CHECK (persons >= 0),
  serves text CHECK (serves <> ''),
  cost bigint CHECK (cost > 0),
  -- the named fund; null where the agency pays it from its own
  source_id integer REFERENCES funding_source,
  -- the integrated money that pays; its fund is said there
  integration_id integer REFERENCES integration,
  file_id integer REFERENCES file,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'returned', 'confirmed', 'withdrawn')),
  remark text CHECK (remark <> ''),
  reason text CHECK (reason <> ''),
  entered_on date NOT NULL,
  sent_on date,
  confirmed_on date,
  withdrawn_on date,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'outreach' END) STORED,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title)) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT outreach_days CHECK (ended_on >= held_on),
  CONSTRAINT outreach_paid CHECK (num_nonnulls(source_id, integration_id) <= CASE WHEN cost IS NULL THEN 0 ELSE 1 END),
  CONSTRAINT outreach_sent CHECK (state NOT IN ('sent', 'returned', 'confirmed') OR (sent_on IS NOT NULL AND file_id IS NOT NULL)),
  CONSTRAINT outreach_confirmed CHECK (state <> 'confirmed' OR confirmed_on IS NOT NULL),
  CONSTRAINT outreach_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL) AND (state <> 'withdrawn' OR reason IS NOT NULL))
);
CREATE INDEX outreach_held ON outreach (held_on DESC, id);
CREATE INDEX outreach_agency ON outreach (agency_id, held_on DESC, id);
CREATE INDEX outreach_state ON outreach (state, id);
CREATE INDEX outreach_of_kind ON outreach (kind_id);
CREATE INDEX outreach_unit ON outreach (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX outreach_source ON outreach (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX outreach_integration ON outreach (integration_id) WHERE integration_id IS NOT NULL;
CREATE INDEX outreach_file ON outreach (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX outreach_import ON outreach (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX outreach_search ON outreach USING gin (search gin_trgm_ops);
CALL watch('outreach');

-- The enterprises that are named: of those reached by an activity, or in common with an integrated programme.
CREATE TABLE outreach_enterprise (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  outreach_id integer REFERENCES outreach,
  integration_id integer REFERENCES integration,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  -- under what it is named: a merger leaves the name of the lost record where the kept one is named too
  slot text NOT NULL GENERATED ALWAYS AS (CASE WHEN outreach_id IS NULL THEN 'integration:' || integration_id::text
    ELSE 'outreach:' || outreach_id::text END) STORED,
  CONSTRAINT outreach_enterprise_of CHECK (num_nonnulls(outreach_id, integration_id) = 1),
  CONSTRAINT outreach_enterprise_once UNIQUE (slot, enterprise_id)
);
CREATE INDEX outreach_enterprise_outreach ON outreach_enterprise (outreach_id) WHERE outreach_id IS NOT NULL;
CREATE INDEX outreach_enterprise_integration ON outreach_enterprise (integration_id) WHERE integration_id IS NOT NULL;
CREATE INDEX outreach_enterprise_enterprise ON outreach_enterprise (enterprise_id);
CALL watch('outreach_enterprise');

-- Proofs beside the first.
CREATE TABLE outreach_proof (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  outreach_id integer NOT NULL REFERENCES outreach,
  file_id integer NOT NULL REFERENCES file,
  CONSTRAINT outreach_proof_once UNIQUE (outreach_id, file_id)
);
CREATE INDEX outreach_proof_file ON outreach_proof (file_id);
CALL watch('outreach_proof');

-- The activity by which an enterprise was brought.
ALTER TABLE introduction ADD COLUMN outreach_id integer REFERENCES outreach;
CREATE INDEX introduction_outreach ON introduction (outreach_id) WHERE outreach_id IS NOT NULL;

-- Money beside a yearly plan is typed there, or is that of a confirmed integration, which alone says what it is.
ALTER TABLE yearly_plan_beside ALTER COLUMN programme DROP NOT NULL, ALTER COLUMN document DROP NOT NULL, ALTER COLUMN purpose DROP NOT NULL,
  ALTER COLUMN amount DROP NOT NULL, ADD COLUMN integration_id integer REFERENCES integration,
  ADD CONSTRAINT yearly_plan_beside_said CHECK (num_nonnulls(programme, document, purpose, amount) = CASE WHEN integration_id IS NULL THEN 4 ELSE 0 END),
  ADD CONSTRAINT yearly_plan_beside_integration UNIQUE (integration_id);

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''outreach''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''outreach''::text, '));
END $$;
