-- The National Quality Award: its rules by years with their source, the round of a year, and what enters it: the self-assessment by criterion, what supported
-- it, the check, the opinion of the local council or the People's Committee, the documents to and from the ministry, and the proposal of commendation.
CREATE TABLE award_rule (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- of rules that came with the program
  key text CONSTRAINT award_rule_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- The rounds that it holds for.
  first_year integer NOT NULL,
  last_year integer,
  entrant text NOT NULL CHECK (entrant IN ('enterprise', 'product')),
  opinion_by text NOT NULL CHECK (opinion_by IN ('local_council', 'peoples_committee')),
  -- Null where no source that was looked up says so.
  operating_months integer CHECK (operating_months > 0),
  market_months integer CHECK (market_months > 0),
  gold_wait_years integer CHECK (gold_wait_years > 0),
  gold_points integer CHECK (gold_points > 0),
  silver_points integer CHECK (silver_points > 0),
  most_points integer CHECK (most_points > 0),
  source text NOT NULL CHECK (source <> ''),
  article text CHECK (article <> ''),
  -- Nobody has compared it with the text of the law yet.
  to_check boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT award_rule_years CHECK (last_year >= first_year),
  CONSTRAINT award_rule_one_a_year EXCLUDE USING gist (int4range(first_year, last_year, '[]') WITH &&)
);
CALL watch('award_rule');

CREATE TABLE award_criterion (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rule_id integer NOT NULL REFERENCES award_rule,
  key text CONSTRAINT award_criterion_key UNIQUE CHECK (key <> ''),
  ord integer NOT NULL CHECK (ord > 0),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- Null where the text gives the criterion none: it is assessed in words and by proof.
  points integer CHECK (points > 0),
  CONSTRAINT award_criterion_once UNIQUE (rule_id, name)
);
CALL watch('award_criterion');

CREATE TABLE award_round (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  year integer NOT NULL,
  rule_id integer NOT NULL REFERENCES award_rule,
  document_number text NOT NULL CHECK (document_number <> ''),
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  -- The line that pays.
  line_id integer REFERENCES budget_line,
  file_id integer REFERENCES file,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'ended')),
  begun_on date NOT NULL,
  -- The year's report to the ministry.
  report_number text CHECK (report_number <> ''),
  reported_on date,
  report_file_id integer REFERENCES file,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT award_round_once UNIQUE (plan_id, year),
  CONSTRAINT award_round_days CHECK (closes_on >= opens_on),
  CONSTRAINT award_round_ended CHECK (num_nonnulls(report_number, reported_on, report_file_id) = CASE state WHEN 'ended' THEN 3 ELSE 0 END)
);
CREATE INDEX award_round_year ON award_round (year DESC, id DESC);
CREATE INDEX award_round_rule ON award_round (rule_id);
CREATE INDEX award_round_line ON award_round (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX award_round_file ON award_round (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX award_round_report_file ON award_round (report_file_id) WHERE report_file_id IS NOT NULL;
CALL watch('award_round');

CREATE TABLE award_entry (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id integer NOT NULL REFERENCES award_round,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  -- What enters, where the rules of the year award products.
  product_id integer REFERENCES product,
  sector text NOT NULL CHECK (sector <> ''),
  operating_since date NOT NULL,
  marketed_since date,
  introduction text NOT NULL CHECK (introduction <> ''),
  state text NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'submitted', 'returned', 'checked', 'opined', 'sent', 'won', 'lost', 'refused', 'withdrawn', 'revoked')),
  entered_on date NOT NULL,
  moved_on date NOT NULL,
  -- When the enterprise declared that it keeps the law.
  declared_on date,
  -- What is missing, why it was refused, withdrawn or revoked.
  reason text CHECK (reason <> ''),
  agrees boolean,
  opinion_number text CHECK (opinion_number <> ''),
  opinion_on date,
  opinion_file_id integer REFERENCES file,
  sent_number text CHECK (sent_number <> ''),
  sent_on date,
  sent_file_id integer REFERENCES file,
  prize text CHECK (prize IN ('gold', 'silver', 'none')),
  score integer CHECK (score >= 0),
  decision_number text CHECK (decision_number <> ''),
  decided_on date,
  decision_file_id integer REFERENCES file,
  revoked_number text CHECK (revoked_number <> ''),
  revoked_on date,
  revoked_file_id integer REFERENCES file,
  -- The proposal that it is commended.
  nomination_id integer REFERENCES nomination,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'award_entry' END) STORED,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(sector || ' ' || introduction)) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT award_entry_opinion CHECK (num_nonnulls(agrees, opinion_number, opinion_on, opinion_file_id) IN (0, 4)),
  CONSTRAINT award_entry_sent CHECK (num_nonnulls(sent_number, sent_on, sent_file_id) IN (0, 3) AND (state <> 'sent' OR sent_on IS NOT NULL)),
  CONSTRAINT award_entry_decided CHECK (num_nonnulls(prize, decision_number, decided_on, decision_file_id)
    = CASE WHEN state IN ('won', 'lost', 'revoked') THEN 4 ELSE 0 END AND (state <> 'won' OR prize <> 'none') AND (state <> 'lost' OR prize = 'none')),
  CONSTRAINT award_entry_revoked CHECK (num_nonnulls(revoked_number, revoked_on, revoked_file_id) = CASE state WHEN 'revoked' THEN 3 ELSE 0 END),
  CONSTRAINT award_entry_reason CHECK (state NOT IN ('returned', 'refused', 'withdrawn', 'revoked') OR reason IS NOT NULL),
  CONSTRAINT award_entry_days CHECK (decided_on >= sent_on AND (opinion_on IS NULL OR decided_on >= opinion_on) AND revoked_on >= decided_on)
);
CREATE UNIQUE INDEX award_entry_once ON award_entry (round_id, enterprise_id, coalesce(product_id, 0)) WHERE state <> 'withdrawn';
CREATE INDEX award_entry_enterprise ON award_entry (enterprise_id);
CREATE INDEX award_entry_product ON award_entry (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX award_entry_state ON award_entry (state, id);
CREATE INDEX award_entry_moved ON award_entry (moved_on DESC, id DESC);
CREATE INDEX award_entry_nomination ON award_entry (nomination_id) WHERE nomination_id IS NOT NULL;
CREATE INDEX award_entry_import ON award_entry (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX award_entry_opinion_file ON award_entry (opinion_file_id) WHERE opinion_file_id IS NOT NULL;
CREATE INDEX award_entry_sent_file ON award_entry (sent_file_id) WHERE sent_file_id IS NOT NULL;
CREATE INDEX award_entry_decision_file ON award_entry (decision_file_id) WHERE decision_file_id IS NOT NULL;
CREATE INDEX award_entry_revoked_file ON award_entry (revoked_file_id) WHERE revoked_file_id IS NOT NULL;
CREATE INDEX award_entry_search ON award_entry USING gin (search gin_trgm_ops);
CALL watch('award_entry');

-- What the enterprise says of itself by a criterion; said again it takes the place of what was said before.
CREATE TABLE award_assessment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id integer NOT NULL REFERENCES award_entry,
  criterion_id integer NOT NULL REFERENCES award_criterion,
  points integer CHECK (points >= 0),
  words text NOT NULL CHECK (words <> ''),
  file_id integer REFERENCES file,
  assessed_on date NOT NULL,
  CONSTRAINT award_assessment_once UNIQUE (entry_id, criterion_id)
);
CREATE INDEX award_assessment_criterion ON award_assessment (criterion_id);
CREATE INDEX award_assessment_file ON award_assessment (file_id) WHERE file_id IS NOT NULL;
CALL watch('award_assessment');

-- What helped it: a support turn, an event, or something done for it alone.
CREATE TABLE award_support (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id integer NOT NULL REFERENCES award_entry,
  turn_id integer REFERENCES support_turn,
  event_id integer REFERENCES training_event,
  content text NOT NULL CHECK (content <> ''),
  given_on date NOT NULL,
  file_id integer REFERENCES file,
  CONSTRAINT award_support_of CHECK (num_nonnulls(turn_id, event_id) <= 1)
);
CREATE INDEX award_support_entry ON award_support (entry_id);
CREATE INDEX award_support_turn ON award_support (turn_id) WHERE turn_id IS NOT NULL;
CREATE INDEX award_support_event ON award_support (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX award_support_file ON award_support (file_id) WHERE file_id IS NOT NULL;
CALL watch('award_support');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''award_entry''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''award''::text, '));
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT enterprise_id, unnest(ARRAY[opinion_file_id, sent_file_id, decision_file_id, revoked_file_id]) FROM award_entry'
    || ' UNION ALL SELECT e.enterprise_id, a.file_id FROM award_assessment a JOIN award_entry e ON e.id = a.entry_id WHERE a.file_id IS NOT NULL'
    || ' UNION ALL SELECT e.enterprise_id, s.file_id FROM award_support s JOIN award_entry e ON e.id = s.entry_id WHERE s.file_id IS NOT NULL';
END $$;
