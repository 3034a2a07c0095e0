-- Minutes of an event, and its conclusions: what, who answers, by which day; done with evidence.
CREATE TABLE event_minutes (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL UNIQUE REFERENCES planned_event,
  chaired_by text COLLATE "vi-x-icu" NOT NULL CHECK (chaired_by <> ''),
  secretary text COLLATE "vi-x-icu" NOT NULL CHECK (secretary <> ''),
  attended text NOT NULL CHECK (attended <> ''),
  course text NOT NULL CHECK (course <> ''),
  written_on date NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CALL watch('event_minutes');

CREATE TABLE event_conclusion (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  -- counted within the event
  number integer NOT NULL CHECK (number > 0),
  content text NOT NULL CHECK (content <> ''),
  agency_id integer NOT NULL REFERENCES agency,
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  entered_on date NOT NULL,
  done_on date,
  result text CHECK (result <> ''),
  file_id integer REFERENCES file,
  -- why it is open again, or not done any more
  remark text CHECK (remark <> ''),
  settled_on date,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(content)) STORED,
  CONSTRAINT event_conclusion_number UNIQUE (event_id, number),
  CHECK ((state = 'open') = (settled_on IS NULL)),
  CHECK (state <> 'done' OR num_nulls(done_on, result, file_id) = 0),
  CHECK (state <> 'dropped' OR remark IS NOT NULL)
);
CREATE INDEX event_conclusion_due ON event_conclusion (due_on, id);
CREATE INDEX event_conclusion_open ON event_conclusion (agency_id, due_on) WHERE state = 'open';
CREATE INDEX event_conclusion_agency ON event_conclusion (agency_id);
CREATE INDEX event_conclusion_file ON event_conclusion (file_id) WHERE file_id IS NOT NULL;
CALL watch('event_conclusion');
