-- Calls for applications: what is supported, places, money, from when to when, for whom and with which papers; drawn up by one, approved by another.
CREATE TABLE call (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  -- the year of the work that is supported
  year integer NOT NULL,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  beneficiaries text,
  -- of one commune alone; null: the territory of its plan
  unit_id integer REFERENCES admin_unit,
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  note text,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'returned', 'approved', 'ended', 'cancelled')),
  begun_on date NOT NULL,
  sent_on date,
  remarks text,
  number text,
  decided_on date,
  settled_on date,
  -- why it was cancelled, or what came of it
  outcome text,
  version integer NOT NULL DEFAULT 1,
  CHECK (closes_on >= opens_on),
  CHECK (state IN ('draft', 'cancelled') OR sent_on IS NOT NULL),
  CHECK ((number IS NULL) = (decided_on IS NULL)),
  CHECK (state NOT IN ('approved', 'ended') OR number IS NOT NULL),
  CHECK ((state IN ('ended', 'cancelled')) = (settled_on IS NOT NULL)),
  CHECK (settled_on IS NULL OR outcome IS NOT NULL)
);
CREATE INDEX call_plan ON call (plan_id, id DESC);
CREATE INDEX call_closes ON call (closes_on DESC, id DESC);
CREATE INDEX call_year ON call (year DESC, id DESC);
CREATE INDEX call_state ON call (state, closes_on DESC, id DESC);
CREATE INDEX call_title ON call (title, id);
CREATE INDEX call_unit ON call (unit_id) WHERE unit_id IS NOT NULL;
CALL watch('call');

-- The contents that a call is for, with places and money where it limits them.
CREATE TABLE call_content (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id integer NOT NULL REFERENCES call,
  content_id integer NOT NULL REFERENCES support_content,
  places integer CHECK (places > 0),
  money bigint CHECK (money > 0),
  CONSTRAINT call_content_once UNIQUE (call_id, content_id)
);
CREATE INDEX call_content_of ON call_content (content_id, call_id);
CALL watch('call_content');

-- The papers that an application to it needs, by kind of beneficiary.
CREATE TABLE call_paper (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id integer NOT NULL REFERENCES call,
  name text NOT NULL CHECK (name <> ''),
  -- null: of each content, size, legal form
  content_id integer REFERENCES support_content,
  size_class text CHECK (size_class IN ('micro', 'small', 'medium', 'large')),
  legal_form text CHECK (legal_form IN ('company', 'cooperative', 'household', 'craft_village')),
  required boolean NOT NULL DEFAULT true,
  hint text
);
CREATE INDEX call_paper_of ON call_paper (call_id, id);
CREATE INDEX call_paper_content ON call_paper (content_id) WHERE content_id IS NOT NULL;
CALL watch('call_paper');

-- Whether applications under a plan come through calls alone, with the document that says so. No row: also without one.
CREATE TABLE call_rule (
  plan_id integer PRIMARY KEY REFERENCES plan,
  required boolean NOT NULL,
  source text NOT NULL CHECK (source <> ''),
  version integer NOT NULL DEFAULT 1
);
CALL watch('call_rule');

ALTER TABLE application ADD COLUMN call_id integer REFERENCES call;
CREATE INDEX application_call ON application (call_id) WHERE call_id IS NOT NULL;

ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check
  CHECK (key IN ('decision', 'payment', 'paper', 'seal', 'value', 'takeover', 'yearlyPlan', 'call'));
