-- Communication by channel: what agencies did (posts, broadcasts, leaflets, meetings) with number, reach, cost and proof, and what the press wrote by
-- itself. Entered by an agency, confirmed by another person; what was done counts as a fact from then on.
CREATE TABLE communication_channel (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT communication_channel_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT communication_channel_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- what its number counts: articles, broadcasts, leaflets
  unit text NOT NULL CHECK (unit <> ''),
  unit_en text NOT NULL CHECK (unit_en <> ''),
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CALL watch('communication_channel');

CREATE TABLE communication (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  agency_id integer NOT NULL REFERENCES agency,
  channel_id integer NOT NULL REFERENCES communication_channel,
  origin text NOT NULL CHECK (origin IN ('own', 'press')),
  campaign text CHECK (campaign <> ''),
  title text NOT NULL CHECK (title <> ''),
  outlet text CHECK (outlet <> ''),
  address text CHECK (address ~ '^https?://'),
  held_on date NOT NULL,
  ended_on date,
  number integer NOT NULL CHECK (number > 0),
  reach integer CHECK (reach >= 0),
  reach_source text CHECK (reach_source <> ''),
  cost bigint CHECK (cost > 0),
  -- the line of the plan that pays; the cost is said here, and booked in the budget alone
  line_id integer REFERENCES budget_line,
  -- one that a table brought in has none until somebody adds it
  file_id integer REFERENCES file,
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'returned', 'confirmed', 'withdrawn')),
  remark text CHECK (remark <> ''),
  reason text CHECK (reason <> ''),
  entered_on date NOT NULL,
  confirmed_on date,
  withdrawn_on date,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'communication' END) STORED,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || coalesce(outlet, '') || ' ' || coalesce(campaign, ''))) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT communication_days CHECK (ended_on >= held_on),
  CONSTRAINT communication_reach CHECK ((reach IS NULL) = (reach_source IS NULL)),
  CONSTRAINT communication_line CHECK (line_id IS NULL OR cost IS NOT NULL),
  CONSTRAINT communication_press CHECK (origin = 'own' OR (cost IS NULL AND outlet IS NOT NULL)),
  CONSTRAINT communication_proof CHECK (state <> 'confirmed' OR (file_id IS NOT NULL AND confirmed_on IS NOT NULL)),
  CONSTRAINT communication_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL) AND (state <> 'withdrawn' OR reason IS NOT NULL))
);
CREATE INDEX communication_held ON communication (held_on DESC, id);
CREATE INDEX communication_agency ON communication (agency_id, held_on DESC, id);
CREATE INDEX communication_state ON communication (state, id);
CREATE INDEX communication_line_id ON communication (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX communication_file ON communication (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX communication_import ON communication (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX communication_search ON communication USING gin (search gin_trgm_ops);
CALL watch('communication');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''communication''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''communication''::text, '));
END $$;
