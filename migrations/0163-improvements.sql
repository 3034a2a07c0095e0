-- Improvement projects at enterprises: measures chosen before the start, values before, during and after with their proof, the evaluation by an expert or a
-- provider of the register who did not enter them, and what is kept of it. A kind of S&T task may ask for such measures.
CREATE TABLE improvement_measure (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- of a measure that came with the program
  key text UNIQUE,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  unit text NOT NULL CHECK (unit <> ''),
  unit_en text NOT NULL CHECK (unit_en <> ''),
  better text NOT NULL CHECK (better IN ('lower', 'higher')),
  -- no more to be chosen
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX improvement_measure_name ON improvement_measure (fold(name), fold(unit));
CREATE INDEX improvement_measure_by_name ON improvement_measure (left(name, 120), id);
CREATE INDEX improvement_measure_ended ON improvement_measure (coalesce(ended_on, '-infinity'::date), id);
CALL watch('improvement_measure');

CREATE TABLE improvement_project (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  title text NOT NULL CHECK (title <> ''),
  problem text NOT NULL CHECK (problem <> ''),
  method text NOT NULL CHECK (method <> ''),
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  -- What it is done with, the support turn that helps it, the S&T task that it belongs to.
  content_id integer REFERENCES support_content,
  turn_id integer REFERENCES support_turn,
  task_id integer REFERENCES science_task,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'finished', 'evaluated', 'stopped')),
  entered_on date NOT NULL,
  started_on date,
  finished_on date,
  -- Who evaluates it.
  person_id integer REFERENCES person,
  provider_id integer REFERENCES service_provider,
  verdict text CHECK (verdict IN ('effective', 'partly', 'ineffective')),
  conclusion text CHECK (conclusion <> ''),
  keep text CHECK (keep <> ''),
  evaluated_on date,
  evaluation_file_id integer REFERENCES file,
  -- Why it was sent back, or stopped.
  remark text CHECK (remark <> ''),
  stopped_on date,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || problem || ' ' || method)) STORED,
  CONSTRAINT improvement_days CHECK (ends_on >= starts_on),
  CONSTRAINT improvement_started CHECK (state IN ('planned', 'stopped') OR started_on IS NOT NULL),
  CONSTRAINT improvement_finished CHECK (state NOT IN ('finished', 'evaluated') OR finished_on >= started_on),
  CONSTRAINT improvement_evaluator CHECK (num_nonnulls(person_id, provider_id) <= 1),
  CONSTRAINT improvement_evaluated CHECK (
    num_nonnulls(verdict, conclusion, evaluated_on, evaluation_file_id) = CASE state WHEN 'evaluated' THEN 4 ELSE 0 END
    AND (state <> 'evaluated' OR num_nonnulls(person_id, provider_id) = 1)
    AND (keep IS NULL OR state = 'evaluated') AND (verdict IS NULL OR verdict = 'ineffective' OR keep IS NOT NULL)),
  CONSTRAINT improvement_stopped CHECK ((state = 'stopped') = (stopped_on IS NOT NULL) AND (state <> 'stopped' OR remark IS NOT NULL))
);
CREATE INDEX improvement_project_plan ON improvement_project (plan_id);
CREATE INDEX improvement_project_enterprise ON improvement_project (enterprise_id);
CREATE INDEX improvement_project_state ON improvement_project (state, id);
CREATE INDEX improvement_project_starts ON improvement_project (starts_on, id);
CREATE INDEX improvement_project_ends ON improvement_project (ends_on, id);
CREATE INDEX improvement_project_evaluated ON improvement_project (coalesce(evaluated_on, '-infinity'::date), id);
CREATE INDEX improvement_project_content ON improvement_project (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX improvement_project_turn ON improvement_project (turn_id) WHERE turn_id IS NOT NULL;
CREATE INDEX improvement_project_task ON improvement_project (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX improvement_project_person ON improvement_project (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX improvement_project_provider ON improvement_project (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX improvement_project_file ON improvement_project (evaluation_file_id) WHERE evaluation_file_id IS NOT NULL;
CREATE INDEX improvement_project_search ON improvement_project USING gin (search gin_trgm_ops);
CALL watch('improvement_project');

-- The measures of a project, with what it wants to reach.
CREATE TABLE improvement_choice (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id integer NOT NULL REFERENCES improvement_project,
  measure_id integer NOT NULL REFERENCES improvement_measure,
  target double precision,
  CONSTRAINT improvement_choice_once UNIQUE (project_id, measure_id)
);
CREATE INDEX improvement_choice_measure ON improvement_choice (measure_id);
CALL watch('improvement_choice');

-- A value of a measure, by its document or the table that it came in with. A wrong one is struck out with the reason and stays.
CREATE TABLE improvement_value (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  choice_id integer NOT NULL REFERENCES improvement_choice,
  phase text NOT NULL CHECK (phase IN ('before', 'during', 'after')),
  value double precision NOT NULL,
  measured_on date NOT NULL,
  how text NOT NULL CHECK (how <> ''),
  file_id integer REFERENCES file,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'improvement_values' END) STORED,
  entered_on date NOT NULL,
  struck_on date,
  struck_reason text CHECK (struck_reason <> ''),
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT improvement_value_proof CHECK (num_nonnulls(file_id, import_id) = 1),
  CONSTRAINT improvement_value_struck CHECK ((struck_on IS NULL) = (struck_reason IS NULL))
);
CREATE UNIQUE INDEX improvement_value_once ON improvement_value (choice_id, phase, measured_on) WHERE struck_on IS NULL;
CREATE INDEX improvement_value_file ON improvement_value (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX improvement_value_import ON improvement_value (import_id) WHERE import_id IS NOT NULL;
CALL watch('improvement_value');

-- Measures are chosen before the start, and stay as they were chosen.
CREATE FUNCTION improvement_choice_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of integer := CASE WHEN TG_OP = 'DELETE' THEN OLD.project_id ELSE NEW.project_id END;
BEGIN
  IF EXISTS (SELECT FROM improvement_project p WHERE p.id = of AND p.state <> 'planned') THEN
    RAISE EXCEPTION 'project % has started', of USING ERRCODE = 'restrict_violation', CONSTRAINT = 'improvement_choice_kept';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER improvement_choice_kept BEFORE INSERT OR UPDATE OR DELETE ON improvement_choice
  FOR EACH ROW EXECUTE FUNCTION improvement_choice_kept();

-- Values from before are entered before the start, the others while it runs.
CREATE FUNCTION improvement_value_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE project improvement_project;
BEGIN
  SELECT p.* INTO project FROM improvement_choice c JOIN improvement_project p ON p.id = c.project_id WHERE c.id = NEW.choice_id;
  IF project.state IS DISTINCT FROM (CASE NEW.phase WHEN 'before' THEN 'planned' ELSE 'running' END)
     OR (NEW.phase <> 'before' AND NEW.measured_on < project.started_on) THEN
    RAISE EXCEPTION 'a value of % while project % is %', NEW.phase, project.id, project.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'improvement_value_in_time';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER improvement_value_in_time BEFORE INSERT ON improvement_value FOR EACH ROW EXECUTE FUNCTION improvement_value_in_time();

-- What each measure of a project was before and is after: the last value of each.
CREATE VIEW improvement_result AS
  SELECT c.id AS choice_id, c.project_id, c.measure_id, m.better,
         (SELECT v.value FROM improvement_value v WHERE v.choice_id = c.id AND v.phase = 'before' AND v.struck_on IS NULL
           ORDER BY v.measured_on DESC, v.id DESC LIMIT 1) AS before,
         (SELECT v.value FROM improvement_value v WHERE v.choice_id = c.id AND v.phase = 'after' AND v.struck_on IS NULL
           ORDER BY v.measured_on DESC, v.id DESC LIMIT 1) AS after
    FROM improvement_choice c JOIN improvement_measure m ON m.id = c.measure_id;

-- Whether tasks of a kind are opened and accepted by such measures alone, and where that is said.
ALTER TABLE task_kind ADD COLUMN measures_article text CHECK (measures_article <> '');
COMMENT ON COLUMN task_kind.measures_article IS 'null: the kind asks for no measures';

-- A kind that came with the program may take this from data/ as long as no task was approved by it: the other fields stay.
CREATE OR REPLACE FUNCTION task_kind_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kind integer;
BEGIN
  IF TG_TABLE_NAME = 'task_kind' THEN
    IF OLD.state = 'in_force' AND (to_jsonb(NEW) - 'valid_to' - 'version') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_to' - 'version')
       AND NOT (OLD.shipped AND OLD.measures_article IS NULL
         AND (to_jsonb(NEW) - 'measures_article') IS NOT DISTINCT FROM (to_jsonb(OLD) - 'measures_article')
         AND NOT EXISTS (SELECT FROM science_task t WHERE t.kind_id = OLD.id AND t.approved_on IS NOT NULL)) THEN
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

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''improvement_values''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''improvement''::text, '));
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT enterprise_id, evaluation_file_id FROM improvement_project WHERE evaluation_file_id IS NOT NULL'
    || ' UNION ALL SELECT p.enterprise_id, v.file_id FROM improvement_value v JOIN improvement_choice c ON c.id = v.choice_id'
    || ' JOIN improvement_project p ON p.id = c.project_id WHERE v.file_id IS NOT NULL';
END $$;
