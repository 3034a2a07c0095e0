-- Events that are planned: conferences, courses, study visits and the like, before they are held; what was held and counts stands in training_event.

-- What kinds there are, as the office keeps them.
CREATE TABLE event_kind (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- of a kind that came with the program
  key text UNIQUE,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- what it counts as in the targets once it was held; null: in none
  counts text CHECK (counts IN ('conference', 'course', 'expert_training')),
  -- no more to be chosen
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX event_kind_name ON event_kind (fold(name));
CALL watch('event_kind');

CREATE TABLE planned_event (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  kind_id integer NOT NULL REFERENCES event_kind,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on >= starts_on),
  place text NOT NULL CHECK (place <> ''),
  goal text CHECK (goal <> ''),
  capacity integer CHECK (capacity > 0),
  -- the line of the plan's budget that pays for it, and what it is to cost
  line_id integer REFERENCES budget_line,
  cost bigint CHECK (cost >= 0),
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'invited', 'held', 'closed', 'cancelled')),
  begun_on date NOT NULL,
  invited_on date,
  held_on date,
  closed_on date,
  cancelled_on date,
  reason text CHECK (reason <> ''),
  participants integer CHECK (participants > 0),
  result text CHECK (result <> ''),
  file_id integer REFERENCES file,
  -- the event that counts in the targets
  training_event_id integer UNIQUE REFERENCES training_event,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || place)) STORED,
  CHECK ((state = 'cancelled') = (cancelled_on IS NOT NULL) AND (state = 'cancelled') = (reason IS NOT NULL)),
  CHECK (state <> 'invited' OR invited_on IS NOT NULL),
  CHECK (state NOT IN ('held', 'closed') OR held_on IS NOT NULL),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL) AND (state = 'closed') = (participants IS NOT NULL) AND (state = 'closed') = (file_id IS NOT NULL))
);
CREATE INDEX planned_event_starts ON planned_event (starts_on, id);
CREATE INDEX planned_event_state ON planned_event (state, starts_on);
CREATE INDEX planned_event_plan ON planned_event (plan_id);
CREATE INDEX planned_event_line ON planned_event (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX planned_event_file ON planned_event (file_id) WHERE file_id IS NOT NULL;
CALL watch('planned_event');

-- The programme: what when, and who speaks.
CREATE TABLE event_session (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  held_on date NOT NULL,
  starts_at text NOT NULL CHECK (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  title text NOT NULL CHECK (title <> ''),
  speaker text CHECK (speaker <> ''),
  speaker_from text CHECK (speaker_from <> '')
);
CREATE INDEX event_session_of ON event_session (event_id, held_on, starts_at, id);
CALL watch('event_session');
