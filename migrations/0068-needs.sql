-- What enterprises, associations and agencies need of the programme: asked for by surveys, taken up one by one, none left without an outcome.
CREATE TABLE need_survey (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  -- the year that the needs are of
  year integer NOT NULL,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  note text,
  kinds text[] NOT NULL CHECK (cardinality(kinds) > 0),
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  ended_on date,
  version integer NOT NULL DEFAULT 1,
  CHECK (closes_on >= opens_on)
);
CREATE INDEX need_survey_plan ON need_survey (plan_id);
CREATE INDEX need_survey_closes ON need_survey (closes_on DESC, id DESC);
CREATE INDEX need_survey_year ON need_survey (year DESC, id DESC);
CALL watch('need_survey');

-- Who is asked, and what came of it.
CREATE TABLE need_asked (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  survey_id integer NOT NULL REFERENCES need_survey,
  enterprise_id integer REFERENCES enterprise,
  agency_id integer REFERENCES agency,
  asked_on date NOT NULL,
  -- of the personal link that stands for an account; null: none was given, or it was taken back
  link_sha256 text UNIQUE,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'answered', 'none')),
  answered_on date,
  note text,
  CHECK (num_nonnulls(enterprise_id, agency_id) = 1),
  CHECK ((state = 'asked') = (answered_on IS NULL)),
  UNIQUE (survey_id, enterprise_id),
  UNIQUE (survey_id, agency_id)
);
CREATE INDEX need_asked_enterprise ON need_asked (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX need_asked_agency ON need_asked (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX need_asked_state ON need_asked (survey_id, state, id);
CALL watch('need_asked');

CREATE TABLE need (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  survey_id integer REFERENCES need_survey,
  year integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('training', 'system', 'certification', 'traceability', 'digital', 'task')),
  content_id integer REFERENCES support_content,
  -- whose need it is: an enterprise's, or an agency's for its sector or its members
  enterprise_id integer REFERENCES enterprise,
  agency_id integer REFERENCES agency,
  -- the association or agency that brought an enterprise's need
  brought_by integer REFERENCES agency,
  text text NOT NULL CHECK (text <> ''),
  quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
  amount bigint CHECK (amount > 0),
  own_funds bigint CHECK (own_funds > 0),
  entered_on date NOT NULL,
  state text NOT NULL DEFAULT 'new'
    CHECK (state IN ('new', 'taken', 'supported', 'course', 'declined', 'unanswered', 'withdrawn')),
  application_id integer REFERENCES application,
  event_id integer REFERENCES training_event,
  reason text,
  settled_on date,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(text)) STORED,
  CHECK (num_nonnulls(enterprise_id, agency_id) = 1),
  CHECK ((state IN ('new', 'taken')) = (settled_on IS NULL)),
  CHECK ((state = 'supported') = (application_id IS NOT NULL)),
  CHECK (state <> 'course' OR event_id IS NOT NULL),
  CHECK (state NOT IN ('declined', 'unanswered', 'withdrawn') OR reason IS NOT NULL)
);
CREATE INDEX need_plan ON need (plan_id, id DESC);
CREATE INDEX need_survey_of ON need (survey_id) WHERE survey_id IS NOT NULL;
CREATE INDEX need_enterprise ON need (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX need_agency ON need (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX need_brought ON need (brought_by) WHERE brought_by IS NOT NULL;
CREATE INDEX need_entered ON need (entered_on DESC, id DESC);
CREATE INDEX need_state ON need (state, entered_on DESC, id DESC);
CREATE INDEX need_kind ON need (kind, entered_on DESC, id DESC);
CREATE INDEX need_year ON need (year, entered_on DESC, id DESC);
CREATE INDEX need_content ON need (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX need_application ON need (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX need_event ON need (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX need_amount ON need (amount DESC, id DESC);
CREATE INDEX need_search ON need USING gin (search gin_trgm_ops);
CALL watch('need');

ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check
  CHECK (kind IN ('enterprises', 'accounts', 'series', 'results', 'takeover', 'agencies', 'places', 'values', 'norms', 'needs'));
