-- Who appraises a record: one officer, two, or a council. How a council is made up, meets and votes, and what a sheet of scores asks, are rows
-- with their source and validity; what an appraisal goes by is never edited: a new version stands beside it.
CREATE TABLE appraisal_rule (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- the versions of one rule bear one key
  key text NOT NULL CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  instrument_id integer NOT NULL REFERENCES legal_instrument,
  article text NOT NULL CHECK (article <> ''),
  -- the legal rule whose rows say in words who sits and who may not
  legal_key text,
  valid_from date NOT NULL,
  valid_to date,
  -- came with the program; a province edits a copy
  shipped boolean NOT NULL DEFAULT false,
  to_check boolean NOT NULL DEFAULT false,
  vice boolean NOT NULL,
  secretary boolean NOT NULL,
  reviewers integer NOT NULL CHECK (reviewers BETWEEN 0 AND 5),
  -- the chair or the vice-chair is present; every reviewer is
  leader_present boolean NOT NULL,
  reviewers_present boolean NOT NULL,
  -- papers go out at least so many days before it meets; null: nothing is laid down
  papers_days integer CHECK (papers_days BETWEEN 1 AND 60),
  papers_working boolean NOT NULL DEFAULT false,
  -- grounds that the text itself names
  bars text[] NOT NULL DEFAULT '{}'
    CHECK (bars <@ ARRAY['own', 'staff', 'partner', 'family', 'consultant', 'sanction', 'other']),
  CONSTRAINT appraisal_rule_version UNIQUE (key, valid_from),
  CHECK (valid_to >= valid_from)
);
CREATE INDEX appraisal_rule_instrument ON appraisal_rule (instrument_id);
CALL watch('appraisal_rule');

-- How many members a council may have, and how many of them must be present.
CREATE TABLE appraisal_rule_size (
  rule_id integer NOT NULL REFERENCES appraisal_rule,
  size integer NOT NULL CHECK (size BETWEEN 1 AND 31),
  quorum integer NOT NULL CHECK (quorum BETWEEN 1 AND 31),
  PRIMARY KEY (rule_id, size),
  CHECK (quorum <= size)
);
CALL watch('appraisal_rule_size');

-- What members may vote for on each content, in the order in which the outcome is sought; the one without a share is the outcome of all else.
CREATE TABLE appraisal_rule_vote (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rule_id integer NOT NULL REFERENCES appraisal_rule,
  place integer NOT NULL CHECK (place >= 1),
  key text NOT NULL CHECK (key <> ''),
  name text NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  passes boolean NOT NULL,
  -- at least so many parts of the votes; `over`: more than that
  parts integer CHECK (parts >= 0),
  of integer CHECK (of >= 1),
  over boolean NOT NULL DEFAULT false,
  -- and nobody voted for this one
  none_of text,
  CONSTRAINT appraisal_rule_vote_once UNIQUE (rule_id, key),
  UNIQUE (rule_id, place),
  CHECK ((parts IS NULL) = (of IS NULL)),
  CHECK (parts <= of)
);
CALL watch('appraisal_rule_vote');

CREATE TABLE score_sheet (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  instrument_id integer NOT NULL REFERENCES legal_instrument,
  article text NOT NULL CHECK (article <> ''),
  valid_from date NOT NULL,
  valid_to date,
  shipped boolean NOT NULL DEFAULT false,
  to_check boolean NOT NULL DEFAULT false,
  -- the thresholds are held against the mean of the sheets, or against each sheet
  judged text NOT NULL CHECK (judged IN ('mean', 'each')),
  -- it fails where a criterion got zero from more than so many parts of those present
  zero_parts integer CHECK (zero_parts >= 0),
  zero_of integer CHECK (zero_of >= 1),
  CONSTRAINT score_sheet_version UNIQUE (key, valid_from),
  CHECK (valid_to >= valid_from),
  CHECK ((zero_parts IS NULL) = (zero_of IS NULL)),
  CHECK (zero_parts <= zero_of)
);
CREATE INDEX score_sheet_instrument ON score_sheet (instrument_id);
CALL watch('score_sheet');

CREATE TABLE score_group (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sheet_id integer NOT NULL REFERENCES score_sheet,
  place integer NOT NULL CHECK (place >= 1),
  name text NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  pass_min numeric(6, 2) CHECK (pass_min >= 0),
  UNIQUE (sheet_id, place)
);
CALL watch('score_group');

CREATE TABLE score_criterion (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  group_id integer NOT NULL REFERENCES score_group,
  place integer NOT NULL CHECK (place >= 1),
  name text NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- its weight: the most that it can be given
  most numeric(6, 2) NOT NULL CHECK (most > 0),
  UNIQUE (group_id, place)
);
CALL watch('score_criterion');

-- What a total comes to; the highest that is reached counts, below all of them the sheet is not passed.
CREATE TABLE score_grade (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sheet_id integer NOT NULL REFERENCES score_sheet,
  name text NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  at_least numeric(6, 2) NOT NULL CHECK (at_least >= 0),
  passes boolean NOT NULL,
  UNIQUE (sheet_id, at_least)
);
CALL watch('score_grade');

-- Who appraises what comes to a call.
ALTER TABLE call
  ADD COLUMN appraised_by text NOT NULL DEFAULT 'officer' CHECK (appraised_by IN ('officer', 'pair', 'council')),
  ADD COLUMN appraisal_rule_id integer REFERENCES appraisal_rule,
  ADD COLUMN score_sheet_id integer REFERENCES score_sheet,
  ADD CONSTRAINT call_appraisal_rule CHECK ((appraised_by = 'council') = (appraisal_rule_id IS NOT NULL)),
  ADD CONSTRAINT call_score_sheet CHECK (appraised_by = 'council' OR score_sheet_id IS NULL);
CREATE INDEX call_appraisal ON call (appraisal_rule_id) WHERE appraisal_rule_id IS NOT NULL;
CREATE INDEX call_sheet ON call (score_sheet_id) WHERE score_sheet_id IS NOT NULL;

-- The appraisal of one record by two officers or by a council. Which record it is, the room says that has it.
CREATE TABLE appraisal (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record text NOT NULL CHECK (record <> ''),
  record_id integer NOT NULL,
  way text NOT NULL CHECK (way IN ('pair', 'council')),
  -- as the record was called when it was handed in
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  title_en text NOT NULL CHECK (title_en <> ''),
  requested bigint NOT NULL CHECK (requested >= 0),
  rule_id integer REFERENCES appraisal_rule,
  sheet_id integer REFERENCES score_sheet,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'concluded', 'set_aside')),
  begun_on date NOT NULL,
  concluded_on date,
  -- why it counts no more
  set_aside_reason text,
  set_aside_on date,
  version integer NOT NULL DEFAULT 1,
  CHECK ((way = 'council') = (rule_id IS NOT NULL)),
  CHECK (way = 'council' OR sheet_id IS NULL),
  CHECK (state <> 'concluded' OR concluded_on IS NOT NULL),
  CHECK ((state = 'set_aside') = (set_aside_on IS NOT NULL)),
  CHECK ((set_aside_reason IS NULL) = (set_aside_on IS NULL))
);
CREATE UNIQUE INDEX appraisal_one ON appraisal (record, record_id) WHERE state <> 'set_aside';
CREATE INDEX appraisal_begun ON appraisal (begun_on DESC, id DESC);
CREATE INDEX appraisal_state ON appraisal (state, begun_on, id);
CREATE INDEX appraisal_title ON appraisal (title, id);
CREATE INDEX appraisal_rule_of ON appraisal (rule_id) WHERE rule_id IS NOT NULL;
CREATE INDEX appraisal_sheet_of ON appraisal (sheet_id) WHERE sheet_id IS NOT NULL;
CALL watch('appraisal');

-- Who has a say in an appraisal: each of two officers as he gives his opinion.
CREATE TABLE appraisal_seat (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  appraisal_id integer NOT NULL REFERENCES appraisal,
  account_id text REFERENCES account,
  place integer NOT NULL CHECK (place >= 1),
  CONSTRAINT appraisal_seat_place UNIQUE (appraisal_id, place)
);
CREATE INDEX appraisal_seat_account ON appraisal_seat (account_id) WHERE account_id IS NOT NULL;
CALL watch('appraisal_seat');

-- What somebody said of it: given once, never changed. The trail keeps its digest, not its text: it is read by nobody before he has given his own.
CREATE TABLE appraisal_opinion (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seat_id integer NOT NULL CONSTRAINT appraisal_opinion_once UNIQUE REFERENCES appraisal_seat,
  given_at timestamptz NOT NULL,
  amount bigint CHECK (amount >= 0),
  remark text NOT NULL CHECK (remark <> ''),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE TRIGGER keep_opinion BEFORE UPDATE OF seat_id, given_at, amount, sha256 ON appraisal_opinion
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keep_opinion_row BEFORE DELETE ON appraisal_opinion FOR EACH ROW EXECUTE FUNCTION refuse_change();
