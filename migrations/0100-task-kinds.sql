-- Kinds of S&T task: the steps of a task, who acts, papers, terms, changes that are allowed, how it may end: rows with their article, entered
-- as a copy for a province and put in force whole. What is in force is never edited: a next version stands beside it.
CREATE TABLE task_kind (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- the versions of one kind bear one key
  key text NOT NULL CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  nature text NOT NULL CHECK (nature IN ('science', 'innovation', 'assigned')),
  instrument_id integer NOT NULL REFERENCES legal_instrument,
  article text NOT NULL CHECK (article <> ''),
  -- a task goes by the version that holds on the day of its approval
  valid_from date NOT NULL,
  valid_to date,
  shipped boolean NOT NULL DEFAULT false,
  to_check boolean NOT NULL DEFAULT false,
  ways text[] NOT NULL CHECK (cardinality(ways) > 0 AND ways <@ ARRAY['selection', 'direct', 'grant', 'order', 'own', 'assigned']),
  -- its acceptance gives a grade
  graded boolean NOT NULL,
  -- its money is settled as a whole, or content by content
  settled_by text NOT NULL CHECK (settled_by IN ('whole', 'content')),
  most_months integer CHECK (most_months > 0),
  months_article text,
  -- the first advance in % of the State's money at most; the next one once so many % of the former are settled. Null: nothing was found
  advance_share integer CHECK (advance_share BETWEEN 1 AND 100),
  advance_settled integer CHECK (advance_settled BETWEEN 1 AND 100),
  advance_article text,
  ends text[] NOT NULL CHECK (cardinality(ends) > 0 AND ends <@ ARRAY['graded', 'by_content', 'finished', 'stopped', 'failed']),
  ends_article text,
  -- what no text was found for
  missing text,
  missing_en text,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'in_force')),
  begun_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT task_kind_version UNIQUE (key, valid_from),
  CONSTRAINT task_kind_days CHECK (valid_to >= valid_from),
  CONSTRAINT task_kind_months CHECK ((most_months IS NULL) = (months_article IS NULL)),
  CONSTRAINT task_kind_advance CHECK ((advance_share IS NULL AND advance_settled IS NULL) = (advance_article IS NULL)),
  CONSTRAINT task_kind_missing CHECK ((missing IS NULL) = (missing_en IS NULL))
);
CREATE INDEX task_kind_instrument ON task_kind (instrument_id);
CREATE INDEX task_kind_name ON task_kind (name, id);
CREATE INDEX task_kind_valid ON task_kind (valid_from DESC, id DESC);
CALL watch('task_kind');

CREATE TABLE task_kind_step (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind_id integer NOT NULL REFERENCES task_kind,
  place integer NOT NULL CHECK (place BETWEEN 1 AND 999),
  part text NOT NULL CHECK (part IN ('proposal', 'sifting', 'definition', 'listing', 'publishing', 'call', 'dossier', 'opening', 'review',
    'telling', 'completion', 'cost', 'approval', 'contract', 'report', 'checking', 'settlement', 'evaluation', 'visit', 'acceptance',
    'registration', 'recognition', 'liquidation', 'other')),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  acts text NOT NULL CHECK (acts <> ''),
  acts_en text NOT NULL CHECK (acts_en <> ''),
  -- only of tasks that are chosen in this way; null: of each
  way text CHECK (way IN ('selection', 'direct', 'grant', 'order', 'own', 'assigned')),
  -- a task may go on without it
  optional boolean NOT NULL DEFAULT false,
  -- taken again and again while the task runs, each so many months where that is laid down
  repeats boolean NOT NULL DEFAULT false,
  every_months integer CHECK (every_months BETWEEN 1 AND 60),
  term integer CHECK (term BETWEEN 1 AND 3650),
  term_unit text CHECK (term_unit IN ('days', 'working_days', 'months')),
  -- the term runs from the step with this place; null: from the step before
  term_from integer CHECK (term_from BETWEEN 1 AND 999),
  -- what the text says happens when the term passes; null: nothing was found
  overdue text,
  overdue_en text,
  appraisal_rule_id integer REFERENCES appraisal_rule,
  score_sheet_id integer REFERENCES score_sheet,
  article text NOT NULL CHECK (article <> ''),
  to_check boolean NOT NULL DEFAULT false,
  CONSTRAINT task_kind_step_place UNIQUE (kind_id, place),
  CONSTRAINT task_kind_step_term CHECK ((term IS NULL) = (term_unit IS NULL)),
  CONSTRAINT task_kind_step_from CHECK (term_from IS NULL OR (term IS NOT NULL AND term_from < place)),
  CONSTRAINT task_kind_step_every CHECK (every_months IS NULL OR repeats),
  CONSTRAINT task_kind_step_overdue CHECK ((overdue IS NULL) = (overdue_en IS NULL))
);
CREATE INDEX task_kind_step_rule ON task_kind_step (appraisal_rule_id) WHERE appraisal_rule_id IS NOT NULL;
CREATE INDEX task_kind_step_sheet ON task_kind_step (score_sheet_id) WHERE score_sheet_id IS NOT NULL;
CALL watch('task_kind_step');

CREATE TABLE task_kind_paper (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  step_id integer NOT NULL REFERENCES task_kind_step ON DELETE CASCADE,
  place integer NOT NULL CHECK (place >= 1),
  name text NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- the form that the text names
  form text,
  required boolean NOT NULL DEFAULT true,
  CONSTRAINT task_kind_paper_place UNIQUE (step_id, place),
  CONSTRAINT task_kind_paper_once UNIQUE (step_id, name)
);
CALL watch('task_kind_paper');

-- What may be changed of a task that runs, and within which limits.
CREATE TABLE task_kind_change (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind_id integer NOT NULL REFERENCES task_kind,
  change text NOT NULL CHECK (change IN ('longer', 'shorter', 'leader', 'host', 'content', 'name', 'money')),
  allowed boolean NOT NULL,
  most_times integer CHECK (most_times > 0),
  most_months integer CHECK (most_months > 0),
  -- asked for so many months before the end at least
  ask_months integer CHECK (ask_months > 0),
  -- once so many parts of the time are over
  after_parts integer CHECK (after_parts > 0),
  after_of integer CHECK (after_of > 0),
  answer integer CHECK (answer > 0),
  answer_unit text CHECK (answer_unit IN ('days', 'working_days', 'months')),
  note text,
  note_en text,
  article text NOT NULL CHECK (article <> ''),
  CONSTRAINT task_kind_change_once UNIQUE (kind_id, change),
  CONSTRAINT task_kind_change_parts CHECK ((after_parts IS NULL) = (after_of IS NULL) AND after_parts <= after_of),
  CONSTRAINT task_kind_change_answer CHECK ((answer IS NULL) = (answer_unit IS NULL)),
  CONSTRAINT task_kind_change_note CHECK ((note IS NULL) = (note_en IS NULL))
);
CALL watch('task_kind_change');

-- What is in force stays as it is: nothing but its last day moves.
CREATE FUNCTION task_kind_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kind integer;
BEGIN
  IF TG_TABLE_NAME = 'task_kind' THEN
    IF OLD.state = 'in_force' AND (to_jsonb(NEW) - 'valid_to' - 'version') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_to' - 'version') THEN
      RAISE EXCEPTION 'task kind % is in force', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'task_kind_kept';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_TABLE_NAME = 'task_kind_paper' THEN
    SELECT s.kind_id INTO kind FROM task_kind_step s WHERE s.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.step_id ELSE NEW.step_id END;
  ELSE
    kind := CASE WHEN TG_OP = 'DELETE' THEN OLD.kind_id ELSE NEW.kind_id END;
  END IF;
  IF EXISTS (SELECT FROM task_kind k WHERE k.id = kind AND k.state = 'in_force') THEN
    RAISE EXCEPTION 'task kind % is in force', kind USING ERRCODE = 'restrict_violation', CONSTRAINT = 'task_kind_kept';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER task_kind_kept BEFORE UPDATE ON task_kind FOR EACH ROW EXECUTE FUNCTION task_kind_kept();
CREATE TRIGGER task_kind_kept BEFORE INSERT OR UPDATE OR DELETE ON task_kind_step FOR EACH ROW EXECUTE FUNCTION task_kind_kept();
CREATE TRIGGER task_kind_kept BEFORE INSERT OR UPDATE OR DELETE ON task_kind_paper FOR EACH ROW EXECUTE FUNCTION task_kind_kept();
CREATE TRIGGER task_kind_kept BEFORE INSERT OR UPDATE OR DELETE ON task_kind_change FOR EACH ROW EXECUTE FUNCTION task_kind_kept();

-- The steps of a kind come in as a table.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''task_steps''::text, '));
END $$;
