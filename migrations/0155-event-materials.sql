-- Materials of an event: a file or an address in the web, for the organiser alone, its participants, or everybody.
CREATE TABLE event_material (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  sight text NOT NULL CHECK (sight IN ('organiser', 'participants', 'public')),
  file_id integer REFERENCES file,
  link text CHECK (link ~ '^https?://'),
  added_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title)) STORED,
  CONSTRAINT event_material_one CHECK (num_nonnulls(file_id, link) = 1)
);
CREATE INDEX event_material_of ON event_material (event_id, id);
CREATE INDEX event_material_public ON event_material (added_on DESC, id DESC) WHERE sight = 'public';
CREATE INDEX event_material_file ON event_material (file_id) WHERE file_id IS NOT NULL;
CALL watch('event_material');

-- Sheets of questions of an event: a test before and after, and a survey. One of each kind.
CREATE TABLE event_sheet (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  kind text NOT NULL CHECK (kind IN ('before', 'after', 'survey')),
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'closed')),
  begun_on date NOT NULL,
  opened_on date,
  closed_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT event_sheet_once UNIQUE (event_id, kind),
  CHECK (state = 'draft' OR opened_on IS NOT NULL),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL))
);
CREATE INDEX event_sheet_state ON event_sheet (state, id);
CALL watch('event_sheet');

CREATE TABLE event_question (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sheet_id integer NOT NULL REFERENCES event_sheet,
  number integer NOT NULL CHECK (number > 0),
  content text NOT NULL CHECK (content <> ''),
  -- what one chooses among; none: one writes
  options text[] NOT NULL CHECK (cardinality(options) <> 1 AND cardinality(options) <= 20),
  -- of a test: which option is right, counted from 1, and what it gives
  right_option integer,
  points integer,
  CONSTRAINT event_question_number UNIQUE (sheet_id, number),
  CHECK (num_nonnulls(right_option, points) IN (0, 2)),
  CHECK (right_option BETWEEN 1 AND cardinality(options) AND points > 0)
);
CALL watch('event_question');

-- What somebody reached in a test, once.
CREATE TABLE event_test_result (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sheet_id integer NOT NULL REFERENCES event_sheet,
  registration_id integer NOT NULL REFERENCES event_registration,
  -- question → the option that was chosen, counted from 1
  answers jsonb NOT NULL,
  score integer NOT NULL CHECK (score >= 0),
  most integer NOT NULL CHECK (most >= score),
  given_on date NOT NULL,
  CONSTRAINT event_test_result_once UNIQUE (sheet_id, registration_id)
);
CREATE INDEX event_test_result_of ON event_test_result (registration_id);
CALL watch('event_test_result');

-- Who has answered a survey, and, apart from it and without a time or an order, what was answered: nothing leads from one to the other.
CREATE TABLE event_survey_done (
  sheet_id integer NOT NULL REFERENCES event_sheet,
  registration_id integer NOT NULL REFERENCES event_registration,
  CONSTRAINT event_survey_done_once PRIMARY KEY (sheet_id, registration_id)
);
CREATE INDEX event_survey_done_of ON event_survey_done (registration_id);
CALL watch('event_survey_done');

CREATE TABLE event_survey_answer (
  -- drawn at random
  id integer PRIMARY KEY,
  sheet_id integer NOT NULL REFERENCES event_sheet,
  -- question → the option that was chosen, counted from 1, or what was written
  answers jsonb NOT NULL
);
CREATE INDEX event_survey_answer_of ON event_survey_answer (sheet_id, id);
