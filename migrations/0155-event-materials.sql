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

-- A course that others hold (the Asian Productivity Organization and the like): its call, whom agencies name, the decision that sends them,
-- what each reported and taught on. Its id is the event's.
CREATE TABLE event_call (
  id integer PRIMARY KEY REFERENCES planned_event,
  organiser text COLLATE "vi-x-icu" NOT NULL CHECK (organiser <> ''),
  document_number text CHECK (document_number <> ''),
  file_id integer REFERENCES file,
  nominate_by date NOT NULL,
  seats integer CHECK (seats > 0),
  passed_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided')),
  decision_number text CHECK (decision_number <> ''),
  decided_on date,
  decision_file_id integer REFERENCES file,
  report_by date,
  version integer NOT NULL DEFAULT 1,
  CHECK (num_nonnulls(decision_number, decided_on, decision_file_id, report_by) = CASE state WHEN 'decided' THEN 4 ELSE 0 END)
);
CREATE INDEX event_call_state ON event_call (state, nominate_by);
CREATE INDEX event_call_file ON event_call (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX event_call_decision_file ON event_call (decision_file_id) WHERE decision_file_id IS NOT NULL;
CALL watch('event_call');

CREATE TABLE event_nominee (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES event_call,
  -- which agency names the person, and answers for the report
  agency_id integer NOT NULL REFERENCES agency,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  workplace text CHECK (workplace <> ''),
  post text CHECK (post <> ''),
  email text CHECK (email <> ''),
  state text NOT NULL DEFAULT 'named' CHECK (state IN ('named', 'left', 'sent', 'reported', 'taught')),
  named_on date NOT NULL,
  reported_on date,
  report text CHECK (report <> ''),
  file_id integer REFERENCES file,
  taught_on date,
  taught text CHECK (taught <> ''),
  persons integer CHECK (persons > 0),
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(workplace, ''))) STORED,
  CHECK (state NOT IN ('reported', 'taught') OR num_nulls(reported_on, report, file_id) = 0),
  CHECK (num_nonnulls(taught_on, taught, persons) = CASE state WHEN 'taught' THEN 3 ELSE 0 END)
);
-- A person is named once for a course; somebody erased is nobody.
CREATE UNIQUE INDEX event_nominee_once ON event_nominee (event_id, fold(name), lower(coalesce(email, ''))) WHERE name <> '[đã xóa]';
CREATE INDEX event_nominee_of ON event_nominee (event_id, id);
CREATE INDEX event_nominee_agency ON event_nominee (agency_id, state);
CREATE INDEX event_nominee_file ON event_nominee (file_id) WHERE file_id IS NOT NULL;
CALL watch('event_nominee');

-- Colleges and vocational schools that teach productivity: their classes by year and term, each with its evidence.
CREATE TABLE school (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  kind text NOT NULL CHECK (kind IN ('university', 'college', 'vocational', 'other')),
  address text CHECK (address <> ''),
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(address, ''))) STORED
);
CREATE UNIQUE INDEX school_name ON school (fold(name));
CREATE INDEX school_by_name ON school (name, id);
CALL watch('school');

CREATE TABLE school_class (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  school_id integer NOT NULL REFERENCES school,
  year integer NOT NULL CHECK (year BETWEEN 1986 AND 2100),
  term text NOT NULL CHECK (term IN ('first', 'second', 'summer', 'whole')),
  class_name text COLLATE "vi-x-icu" NOT NULL CHECK (class_name <> ''),
  module text COLLATE "vi-x-icu" NOT NULL CHECK (module <> ''),
  lecturer text CHECK (lecturer <> ''),
  hours integer CHECK (hours > 0),
  learners integer NOT NULL CHECK (learners > 0),
  passed integer CHECK (passed >= 0),
  result text CHECK (result <> ''),
  -- the evidence; classes out of a table are proven by it
  file_id integer REFERENCES file,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'school_classes' END) STORED,
  entered_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(class_name || ' ' || module || ' ' || coalesce(lecturer, ''))) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT school_class_proof CHECK (num_nonnulls(file_id, import_id) >= 1),
  CONSTRAINT school_class_passed CHECK (passed <= learners)
);
CREATE UNIQUE INDEX school_class_once ON school_class (school_id, year, term, fold(class_name), fold(module));
CREATE INDEX school_class_year ON school_class (year DESC, id);
CREATE INDEX school_class_file ON school_class (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX school_class_import ON school_class (import_id) WHERE import_id IS NOT NULL;
CALL watch('school_class');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''school_classes''::text, '));
END $$;
