-- What is to be done in one year of a plan: lines with quantity, norm and source, drawn up by one, approved by another, kept as they were sent.
CREATE TABLE yearly_plan (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  year integer NOT NULL,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  note text,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'returned', 'approved')),
  begun_on date NOT NULL,
  sent_on date,
  -- of the last approval, which holds while a revision is drawn up
  number text,
  decided_on date,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (plan_id, year),
  CHECK ((number IS NULL) = (decided_on IS NULL)),
  CHECK (state <> 'approved' OR number IS NOT NULL),
  CHECK (state = 'draft' OR sent_on IS NOT NULL)
);
CREATE INDEX yearly_plan_year ON yearly_plan (year DESC, id DESC);
CREATE INDEX yearly_plan_state ON yearly_plan (state, year DESC, id DESC);
CREATE INDEX yearly_plan_title ON yearly_plan (title, id);
CREATE INDEX yearly_plan_begun ON yearly_plan (begun_on DESC, id DESC);
CREATE INDEX yearly_plan_decided ON yearly_plan (decided_on DESC, id DESC);
CALL watch('yearly_plan');

CREATE TABLE yearly_plan_line (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  yearly_plan_id integer NOT NULL REFERENCES yearly_plan,
  title text NOT NULL CHECK (title <> ''),
  -- the line of the plan's estimate that it stands under
  line_id integer REFERENCES budget_line,
  content_id integer REFERENCES support_content,
  quantity integer NOT NULL CHECK (quantity > 0),
  unit text NOT NULL,
  -- what one costs this source, đồng
  unit_cost bigint NOT NULL CHECK (unit_cost BETWEEN 0 AND 1000000000000),
  amount bigint NOT NULL GENERATED ALWAYS AS (quantity * unit_cost) STORED,
  source_id integer NOT NULL REFERENCES funding_source,
  -- what enterprises and others pay beside
  counterpart bigint CHECK (counterpart > 0),
  norm_id integer REFERENCES norm,
  over_norm_reason text,
  target_id integer REFERENCES target,
  target_quantity integer CHECK (target_quantity > 0),
  agency_id integer REFERENCES agency,
  commitment_id integer REFERENCES commitment,
  duty_item_id integer REFERENCES duty_item,
  note text,
  CHECK ((target_id IS NULL) = (target_quantity IS NULL)),
  CONSTRAINT yearly_plan_line_commitment UNIQUE (yearly_plan_id, commitment_id),
  CONSTRAINT yearly_plan_line_duty UNIQUE (yearly_plan_id, duty_item_id)
);
CREATE INDEX yearly_plan_line_of ON yearly_plan_line (yearly_plan_id, id);
CREATE INDEX yearly_plan_line_budget ON yearly_plan_line (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX yearly_plan_line_norm ON yearly_plan_line (norm_id) WHERE norm_id IS NOT NULL;
CREATE INDEX yearly_plan_line_target ON yearly_plan_line (target_id) WHERE target_id IS NOT NULL;
CREATE INDEX yearly_plan_line_content ON yearly_plan_line (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX yearly_plan_line_agency ON yearly_plan_line (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX yearly_plan_line_commitment_id ON yearly_plan_line (commitment_id) WHERE commitment_id IS NOT NULL;
CREATE INDEX yearly_plan_line_duty_item ON yearly_plan_line (duty_item_id) WHERE duty_item_id IS NOT NULL;
CREATE INDEX yearly_plan_line_source ON yearly_plan_line (source_id);
CALL watch('yearly_plan_line');

-- The needs that a line meets; what becomes of each is told by the need itself.
CREATE TABLE yearly_plan_need (
  line_id integer NOT NULL REFERENCES yearly_plan_line ON DELETE CASCADE,
  need_id integer NOT NULL REFERENCES need,
  PRIMARY KEY (line_id, need_id)
);
CREATE INDEX yearly_plan_need_need ON yearly_plan_need (need_id);
CALL watch('yearly_plan_need');

-- Money of other programmes that serves the same ends (lồng ghép); no money of this plan.
CREATE TABLE yearly_plan_beside (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  yearly_plan_id integer NOT NULL REFERENCES yearly_plan,
  programme text NOT NULL CHECK (programme <> ''),
  document text NOT NULL CHECK (document <> ''),
  purpose text NOT NULL CHECK (purpose <> ''),
  amount bigint NOT NULL CHECK (amount > 0)
);
CREATE INDEX yearly_plan_beside_of ON yearly_plan_beside (yearly_plan_id, id);
CALL watch('yearly_plan_beside');

-- As it was each time it was sent, with what was said of it.
CREATE TABLE yearly_plan_version (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  yearly_plan_id integer NOT NULL REFERENCES yearly_plan,
  place integer NOT NULL CHECK (place > 0),
  sent_on date NOT NULL,
  content jsonb NOT NULL,
  outcome text CHECK (outcome IN ('returned', 'approved')),
  remarks text,
  number text,
  decided_on date,
  CHECK (outcome IS DISTINCT FROM 'returned' OR remarks IS NOT NULL),
  CHECK ((outcome = 'approved') IS NOT DISTINCT FROM (number IS NOT NULL) OR outcome IS NULL),
  UNIQUE (yearly_plan_id, place)
);
CALL watch('yearly_plan_version');

ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check
  CHECK (kind IN ('enterprises', 'accounts', 'series', 'results', 'takeover', 'agencies', 'places', 'values', 'norms', 'needs', 'yearly_plan'));

ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check
  CHECK (key IN ('decision', 'payment', 'paper', 'seal', 'value', 'takeover', 'yearlyPlan'));
ALTER TABLE signing_delegation DROP CONSTRAINT signing_delegation_kind;
ALTER TABLE signing_delegation ADD CONSTRAINT signing_delegation_kind
  CHECK (kind IN ('application', 'report', 'study', 'yearlyPlan'));
