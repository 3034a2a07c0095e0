-- Commendation: forms and rules as rows, calls for nominations, nominations with their papers and rounds of checking, lists that go to the
-- department of home affairs, and the decision on each. Whoever checked or appraised does not decide.
CREATE TABLE commendation_form (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- Where it is said. The article is null where nobody has looked it up.
  source text NOT NULL CHECK (source <> ''),
  article text CHECK (article <> ''),
  to_check boolean NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT commendation_form_once UNIQUE (key, valid_from),
  CONSTRAINT commendation_form_days CHECK (valid_to >= valid_from)
);
CALL watch('commendation_form');

-- What a nomination is held against, and the papers that it needs.
CREATE TABLE commendation_rule (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL CHECK (key <> ''),
  part text NOT NULL CHECK (part IN ('criterion', 'paper')),
  -- Who brings a paper: whoever nominates, or the office that makes the list.
  brought_by text CHECK (brought_by IN ('nominator', 'office')),
  text text NOT NULL CHECK (text <> ''),
  text_en text NOT NULL CHECK (text_en <> ''),
  source text NOT NULL CHECK (source <> ''),
  article text CHECK (article <> ''),
  to_check boolean NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT commendation_rule_once UNIQUE (key, valid_from),
  CONSTRAINT commendation_rule_brought CHECK ((part = 'paper') = (brought_by IS NOT NULL)),
  CONSTRAINT commendation_rule_days CHECK (valid_to >= valid_from)
);
CALL watch('commendation_rule');

CREATE TABLE commendation_call (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  form_id integer NOT NULL REFERENCES commendation_form,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  contents text NOT NULL CHECK (contents <> ''),
  -- Whom it is for, and who nominates.
  for_groups boolean NOT NULL,
  for_persons boolean NOT NULL,
  by_agencies boolean NOT NULL,
  by_associations boolean NOT NULL,
  by_enterprises boolean NOT NULL,
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  -- By which rule and sheet a council appraises; without a rule none does.
  appraisal_rule_id integer REFERENCES appraisal_rule,
  score_sheet_id integer REFERENCES score_sheet,
  -- The line that pays.
  line_id integer REFERENCES budget_line,
  file_id integer REFERENCES file,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'cancelled')),
  begun_on date NOT NULL,
  opened_on date,
  reason text CHECK (reason <> ''),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT commendation_call_days CHECK (closes_on >= opens_on),
  CONSTRAINT commendation_call_for CHECK (for_groups OR for_persons),
  CONSTRAINT commendation_call_by CHECK (by_agencies OR by_associations OR by_enterprises),
  CONSTRAINT commendation_call_sheet CHECK (score_sheet_id IS NULL OR appraisal_rule_id IS NOT NULL),
  CHECK (state <> 'open' OR opened_on IS NOT NULL),
  CHECK ((state = 'cancelled') = (reason IS NOT NULL))
);
CREATE INDEX commendation_call_closes ON commendation_call (closes_on DESC, id DESC);
CREATE INDEX commendation_call_title ON commendation_call (title, id);
CREATE INDEX commendation_call_plan ON commendation_call (plan_id);
CREATE INDEX commendation_call_file ON commendation_call (file_id) WHERE file_id IS NOT NULL;
CALL watch('commendation_call');

-- A list of those that a call brought: opinions and a council on it, then to the department of home affairs and the decision.
CREATE TABLE commendation_list (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id integer NOT NULL REFERENCES commendation_call,
  plan_id integer NOT NULL REFERENCES plan,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'returned', 'forwarded', 'decided', 'dropped')),
  begun_on date NOT NULL,
  moved_on date NOT NULL,
  submission text CHECK (submission <> ''),
  submitted_on date,
  submission_file_id integer REFERENCES file,
  -- What the department of home affairs found missing.
  remark text CHECK (remark <> ''),
  forward_number text CHECK (forward_number <> ''),
  forwarded_on date,
  decision_number text CHECK (decision_number <> ''),
  decided_on date,
  decision_file_id integer REFERENCES file,
  -- What the line of the call pays for it.
  commitment_id integer REFERENCES commitment,
  reason text CHECK (reason <> ''),
  version integer NOT NULL DEFAULT 1,
  CHECK (state NOT IN ('submitted', 'returned', 'forwarded', 'decided') OR (submission IS NOT NULL AND submitted_on IS NOT NULL)),
  CHECK (state <> 'returned' OR remark IS NOT NULL),
  CHECK (state NOT IN ('forwarded', 'decided') OR (forward_number IS NOT NULL AND forwarded_on IS NOT NULL)),
  CHECK ((state = 'decided') = (decided_on IS NOT NULL)),
  CHECK (num_nonnulls(decision_number, decided_on, decision_file_id) IN (0, 3)),
  CHECK ((state = 'dropped') = (reason IS NOT NULL))
);
CREATE INDEX commendation_list_call ON commendation_list (call_id);
CREATE INDEX commendation_list_plan ON commendation_list (plan_id);
CREATE INDEX commendation_list_begun ON commendation_list (begun_on DESC, id DESC);
CREATE INDEX commendation_list_title ON commendation_list (title, id);
CREATE INDEX commendation_list_state ON commendation_list (state, id);
CREATE INDEX commendation_list_commitment ON commendation_list (commitment_id) WHERE commitment_id IS NOT NULL;
CREATE INDEX commendation_list_submission_file ON commendation_list (submission_file_id) WHERE submission_file_id IS NOT NULL;
CREATE INDEX commendation_list_decision_file ON commendation_list (decision_file_id) WHERE decision_file_id IS NOT NULL;
CALL watch('commendation_list');

CREATE TABLE nomination (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id integer NOT NULL REFERENCES commendation_call,
  kind text NOT NULL CHECK (kind IN ('group', 'person')),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  post text CHECK (post <> ''),
  workplace text CHECK (workplace <> ''),
  -- The enterprise that the group is, or that the person works for.
  enterprise_id integer REFERENCES enterprise,
  achievement text NOT NULL CHECK (achievement <> ''),
  -- When a person agreed that this is kept.
  consented_on date,
  -- Who nominates.
  agency_id integer REFERENCES agency,
  by_enterprise_id integer REFERENCES enterprise,
  state text NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'submitted', 'returned', 'complete', 'listed', 'commended', 'refused', 'withdrawn')),
  entered_on date NOT NULL,
  moved_on date NOT NULL,
  -- What is missing, why it was refused or withdrawn.
  reason text CHECK (reason <> ''),
  list_id integer REFERENCES commendation_list,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'nomination' END) STORED,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(workplace, '') || ' ' || achievement)) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT nomination_by CHECK (num_nonnulls(agency_id, by_enterprise_id) = 1),
  -- One who was erased has neither.
  CONSTRAINT nomination_person CHECK (kind = 'group' OR workplace IS NOT NULL OR enterprise_id IS NOT NULL OR name = '[đã xóa]'),
  CONSTRAINT nomination_consent CHECK (kind = 'group' OR consented_on IS NOT NULL),
  CONSTRAINT nomination_listed CHECK ((state IN ('listed', 'commended')) <= (list_id IS NOT NULL)),
  CONSTRAINT nomination_reason CHECK (state NOT IN ('returned', 'refused', 'withdrawn') OR reason IS NOT NULL)
);
-- Somebody is nominated once in a call, whoever nominates; what was withdrawn may come again.
CREATE UNIQUE INDEX nomination_once ON nomination (call_id, kind, fold(name), fold(coalesce(workplace, '')), coalesce(enterprise_id, 0))
  WHERE state <> 'withdrawn' AND name <> '[đã xóa]';
CREATE INDEX nomination_call ON nomination (call_id, state);
CREATE INDEX nomination_list ON nomination (list_id) WHERE list_id IS NOT NULL;
CREATE INDEX nomination_agency ON nomination (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX nomination_by_enterprise ON nomination (by_enterprise_id) WHERE by_enterprise_id IS NOT NULL;
CREATE INDEX nomination_enterprise ON nomination (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX nomination_name ON nomination (name, id);
CREATE INDEX nomination_moved ON nomination (moved_on DESC, id DESC);
CREATE INDEX nomination_import ON nomination (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX nomination_search ON nomination USING gin (search gin_trgm_ops);
CALL watch('nomination');

CREATE TABLE nomination_paper (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  nomination_id integer NOT NULL REFERENCES nomination,
  -- The paper that it is; null: something beside what is asked for.
  rule_id integer REFERENCES commendation_rule,
  file_id integer NOT NULL REFERENCES file,
  added_on date NOT NULL,
  CONSTRAINT nomination_paper_once UNIQUE (nomination_id, file_id)
);
CREATE INDEX nomination_paper_file ON nomination_paper (file_id);
CALL watch('nomination_paper');

-- Each time that it was submitted, and what the check of it came to.
CREATE TABLE nomination_round (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  nomination_id integer NOT NULL REFERENCES nomination,
  number integer NOT NULL CHECK (number > 0),
  submitted_on date NOT NULL,
  outcome text CHECK (outcome IN ('complete', 'returned')),
  checked_on date,
  -- The criteria that the officer found met.
  met integer[] NOT NULL DEFAULT '{}',
  missing text CHECK (missing <> ''),
  CONSTRAINT nomination_round_once UNIQUE (nomination_id, number),
  CHECK ((outcome IS NULL) = (checked_on IS NULL)),
  CHECK (outcome IS DISTINCT FROM 'returned' OR missing IS NOT NULL)
);
CALL watch('nomination_round');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''nomination''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''commendation''::text, '));
END $$;
