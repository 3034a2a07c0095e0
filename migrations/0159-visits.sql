-- Inspection visits to support turns: checklists of the office by edition, a plan of visits drawn by risk and by lot so that the draw can be repeated,
-- each visit with what was looked at, what was found, photographs, and a remedy with its last day.
CREATE TABLE visit_checklist (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT visit_checklist_name UNIQUE CHECK (name <> ''),
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CALL watch('visit_checklist');

-- What was asked from a day: a change is a new edition, and a visit keeps the one that it was made by.
CREATE TABLE visit_checklist_edition (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  checklist_id integer NOT NULL REFERENCES visit_checklist,
  edition integer NOT NULL,
  items text[] NOT NULL CHECK (cardinality(items) BETWEEN 1 AND 60),
  -- By which document the office asks this; none where it is the office's own.
  source text CHECK (source <> ''),
  reason text CHECK (reason <> ''),
  made_on date NOT NULL,
  CONSTRAINT visit_checklist_edition_once UNIQUE (checklist_id, edition)
);
CALL watch('visit_checklist_edition');

CREATE TABLE visit_plan (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  line_id integer NOT NULL REFERENCES budget_line,
  checklist_id integer NOT NULL REFERENCES visit_checklist,
  first_on date NOT NULL,
  last_on date NOT NULL,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'returned', 'approved')),
  reason text CHECK (reason <> ''),
  approved_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT visit_plan_days CHECK (last_on >= first_on),
  CONSTRAINT visit_plan_returned CHECK (state <> 'returned' OR reason IS NOT NULL),
  CONSTRAINT visit_plan_approved CHECK ((state = 'approved') = (approved_on IS NOT NULL))
);
CREATE INDEX visit_plan_plan ON visit_plan (plan_id);
CREATE INDEX visit_plan_line ON visit_plan (line_id);
CREATE INDEX visit_plan_checklist ON visit_plan (checklist_id);
CREATE INDEX visit_plan_first ON visit_plan (first_on, id);
CREATE INDEX visit_plan_title ON visit_plan (title, id);
CALL watch('visit_plan');

-- Each draw stays with its seed, weights and all who stood in it.
CREATE TABLE visit_draw (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  visit_plan_id integer NOT NULL REFERENCES visit_plan,
  number integer NOT NULL,
  seed text NOT NULL CHECK (seed <> ''),
  by_risk integer NOT NULL CHECK (by_risk BETWEEN 0 AND 200),
  by_lot integer NOT NULL CHECK (by_lot BETWEEN 0 AND 200),
  weights jsonb NOT NULL,
  reason text CHECK (reason <> ''),
  drawn_on date NOT NULL,
  CONSTRAINT visit_draw_once UNIQUE (visit_plan_id, number),
  CONSTRAINT visit_draw_again CHECK (number = 1 OR reason IS NOT NULL)
);
CALL watch('visit_draw');

CREATE TABLE visit_candidate (
  draw_id integer NOT NULL REFERENCES visit_draw,
  turn_id integer NOT NULL REFERENCES support_turn,
  factors text[] NOT NULL,
  points integer NOT NULL CHECK (points >= 0),
  lot text NOT NULL CHECK (lot ~ '^[0-9a-f]{64}$'),
  picked text CHECK (picked IN ('risk', 'lot')),
  -- Its place among those of its way.
  place integer NOT NULL CHECK (place > 0),
  PRIMARY KEY (draw_id, turn_id)
);
CREATE INDEX visit_candidate_turn ON visit_candidate (turn_id);
CALL watch('visit_candidate');

CREATE TABLE visit (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer NOT NULL REFERENCES support_turn,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  visit_plan_id integer REFERENCES visit_plan,
  how text NOT NULL CHECK (how IN ('risk', 'lot', 'named', 'again')),
  -- Why one that no draw picked is made; why one is called off.
  reason text CHECK (reason <> ''),
  checklist_id integer REFERENCES visit_checklist,
  edition_id integer REFERENCES visit_checklist_edition,
  planned_on date NOT NULL,
  team text CHECK (team <> ''),
  announced boolean NOT NULL DEFAULT true,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'made', 'cancelled')),
  entered_on date NOT NULL,
  visited_on date,
  present text CHECK (present <> ''),
  conclusion text CHECK (conclusion <> ''),
  file_id integer REFERENCES file,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'visit' END) STORED,
  version integer NOT NULL DEFAULT 1,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT visit_of_draw UNIQUE (visit_plan_id, turn_id),
  CONSTRAINT visit_named CHECK (how IN ('risk', 'lot') OR reason IS NOT NULL),
  CONSTRAINT visit_drawn CHECK ((how IN ('risk', 'lot')) = (visit_plan_id IS NOT NULL)),
  CONSTRAINT visit_made CHECK ((state = 'made') = (visited_on IS NOT NULL) AND (state = 'made') = (conclusion IS NOT NULL)),
  CONSTRAINT visit_called_off CHECK (state <> 'cancelled' OR reason IS NOT NULL)
);
CREATE INDEX visit_turn ON visit (turn_id);
CREATE INDEX visit_enterprise ON visit (enterprise_id);
CREATE INDEX visit_state ON visit (state, planned_on, id);
CREATE INDEX visit_planned ON visit (planned_on, id);
CREATE INDEX visit_visited ON visit (coalesce(visited_on, '-infinity'::date), id);
CREATE INDEX visit_checklist_of ON visit (checklist_id) WHERE checklist_id IS NOT NULL;
CREATE INDEX visit_edition ON visit (edition_id) WHERE edition_id IS NOT NULL;
CREATE INDEX visit_file ON visit (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX visit_import ON visit (import_id) WHERE import_id IS NOT NULL;
CALL watch('visit');

CREATE TABLE visit_answer (
  visit_id integer NOT NULL REFERENCES visit,
  item integer NOT NULL CHECK (item > 0),
  answer text NOT NULL CHECK (answer IN ('yes', 'no', 'none')),
  note text CHECK (note <> ''),
  PRIMARY KEY (visit_id, item)
);
CALL watch('visit_answer');

CREATE TABLE visit_finding (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  visit_id integer NOT NULL REFERENCES visit,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  content text NOT NULL CHECK (content <> ''),
  remedy text NOT NULL CHECK (remedy <> ''),
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'returned', 'answered', 'closed')),
  entered_on date NOT NULL,
  answer text CHECK (answer <> ''),
  answered_on date,
  answer_file_id integer REFERENCES file,
  remark text CHECK (remark <> ''),
  closed_on date,
  closed_by text CHECK (closed_by IN ('proof', 'visit')),
  closed_visit_id integer REFERENCES visit,
  closing text CHECK (closing <> ''),
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(content || ' ' || remedy)) STORED,
  CONSTRAINT visit_finding_answered CHECK (state <> 'answered' OR num_nonnulls(answer, answered_on) = 2),
  CONSTRAINT visit_finding_returned CHECK (state <> 'returned' OR remark IS NOT NULL),
  CONSTRAINT visit_finding_closed CHECK (num_nonnulls(closed_on, closed_by, closing) = CASE state WHEN 'closed' THEN 3 ELSE 0 END),
  CONSTRAINT visit_finding_by_visit CHECK ((closed_by IS NOT DISTINCT FROM 'visit') = (closed_visit_id IS NOT NULL)),
  CONSTRAINT visit_finding_by_proof CHECK (closed_by IS DISTINCT FROM 'proof' OR answer IS NOT NULL)
);
CREATE INDEX visit_finding_visit ON visit_finding (visit_id);
CREATE INDEX visit_finding_enterprise ON visit_finding (enterprise_id);
CREATE INDEX visit_finding_state ON visit_finding (state, due_on, id);
CREATE INDEX visit_finding_due ON visit_finding (due_on, id);
CREATE INDEX visit_finding_answer_file ON visit_finding (answer_file_id) WHERE answer_file_id IS NOT NULL;
CREATE INDEX visit_finding_closed_visit ON visit_finding (closed_visit_id) WHERE closed_visit_id IS NOT NULL;
CREATE INDEX visit_finding_search ON visit_finding USING gin (search gin_trgm_ops);
CALL watch('visit_finding');

-- A photograph has a name of its own, given by the phone: one that is sent again is the same.
CREATE TABLE visit_photograph (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  visit_id integer NOT NULL REFERENCES visit,
  key text NOT NULL CHECK (key <> ''),
  file_id integer NOT NULL REFERENCES file,
  taken_at timestamptz NOT NULL,
  taken_by text REFERENCES account,
  caption text CHECK (caption <> ''),
  -- Where it was taken, where whoever took it asked for that to be kept.
  place text CHECK (place <> ''),
  removed_on date,
  removal text CHECK (removal <> ''),
  CONSTRAINT visit_photograph_once UNIQUE (visit_id, key),
  CONSTRAINT visit_photograph_removed CHECK ((removed_on IS NULL) = (removal IS NULL))
);
CREATE INDEX visit_photograph_file ON visit_photograph (file_id);
CREATE INDEX visit_photograph_by ON visit_photograph (taken_by) WHERE taken_by IS NOT NULL;
CALL watch('visit_photograph');

-- A visit and its findings are of the enterprise whose turn it is, whatever became of it by a merger.
CREATE FUNCTION visit_of_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM support_turn t WHERE t.id = NEW.turn_id AND t.enterprise_id = NEW.enterprise_id) THEN
    RAISE EXCEPTION 'turn % is of another enterprise', NEW.turn_id USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_enterprise_of_turn';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER visit_of_turn BEFORE INSERT ON visit FOR EACH ROW EXECUTE FUNCTION visit_of_turn();

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''visit''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''visitPlan''::text, ''visitRemedy''::text, '));
END $$;
