-- S&T tasks: each goes the way that its kind lays down, in the version of its day. A step is entered once with its day, document and papers.
CREATE TABLE science_task (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  -- the line of the estimate whose money it is to spend
  line_id integer REFERENCES budget_line,
  -- the year in which it is to begin
  year integer NOT NULL,
  kind_id integer NOT NULL REFERENCES task_kind,
  way text NOT NULL CHECK (way IN ('selection', 'direct', 'grant', 'order', 'own', 'assigned')),
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  goal text NOT NULL CHECK (goal <> ''),
  products text,
  -- where the proposal comes from
  origin text NOT NULL CHECK (origin IN ('needs', 'agency', 'enterprise', 'office')),
  origin_note text,
  months integer NOT NULL CHECK (months BETWEEN 1 AND 240),
  -- who carries it out; known from the dossier on
  host_name text COLLATE "vi-x-icu",
  host_tax_code text,
  leader_name text COLLATE "vi-x-icu",
  state text NOT NULL DEFAULT 'preparing' CHECK (state IN ('preparing', 'approved', 'running', 'accepted', 'ended', 'dropped')),
  -- the place of the last step that moved it on, and its day
  at_place integer NOT NULL DEFAULT 0,
  moved_on date NOT NULL,
  -- what comes next, and until when where a term is laid down
  next_step_id integer REFERENCES task_kind_step,
  next_due date,
  approved_on date,
  approved_number text,
  -- the State's money as it was approved, in đồng
  approved_money bigint CHECK (approved_money >= 0),
  contract_number text,
  contract_on date,
  ends_on date,
  outcome text CHECK (outcome IN ('graded', 'by_content', 'finished', 'stopped', 'failed')),
  grade text CHECK (grade IN ('excellent', 'passed', 'failed')),
  ended_on date,
  outcome_note text,
  -- of one that ended early: the decision
  end_number text,
  end_file_id integer REFERENCES file,
  -- what the host pays back, and the day on which it has
  recovery bigint NOT NULL DEFAULT 0 CHECK (recovery >= 0),
  recovered_on date,
  begun_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || coalesce(host_name, '') || ' ' || coalesce(leader_name, '') || ' '
    || coalesce(host_tax_code, '') || ' ' || coalesce(approved_number, '') || ' ' || coalesce(contract_number, ''))) STORED,
  CONSTRAINT science_task_approval CHECK ((approved_on IS NULL) = (approved_number IS NULL) AND (approved_on IS NULL) = (approved_money IS NULL)),
  CONSTRAINT science_task_contract CHECK ((contract_on IS NULL) = (contract_number IS NULL) AND (contract_on IS NULL OR ends_on IS NOT NULL)),
  CONSTRAINT science_task_ends CHECK (ends_on >= contract_on),
  CONSTRAINT science_task_host CHECK (approved_on IS NULL OR (host_name IS NOT NULL AND leader_name IS NOT NULL)),
  CONSTRAINT science_task_states CHECK (state NOT IN ('approved', 'running', 'accepted') OR approved_on IS NOT NULL),
  CONSTRAINT science_task_outcome CHECK ((outcome IS NULL) = (state NOT IN ('accepted', 'ended'))),
  CONSTRAINT science_task_grade CHECK ((grade IS NULL) = (outcome IS DISTINCT FROM 'graded')),
  CONSTRAINT science_task_end CHECK ((ended_on IS NOT NULL) = (state IN ('ended', 'dropped'))),
  CONSTRAINT science_task_recovery CHECK (recovered_on IS NULL OR recovery > 0)
);
CREATE INDEX science_task_plan ON science_task (plan_id, id DESC);
CREATE INDEX science_task_state ON science_task (state, next_due, id);
CREATE INDEX science_task_title ON science_task (title, id);
CREATE INDEX science_task_due ON science_task (next_due, id);
CREATE INDEX science_task_begun ON science_task (begun_on DESC, id DESC);
CREATE INDEX science_task_kind ON science_task (kind_id);
CREATE INDEX science_task_line ON science_task (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX science_task_next ON science_task (next_step_id) WHERE next_step_id IS NOT NULL;
CREATE INDEX science_task_host_code ON science_task (host_tax_code) WHERE host_tax_code IS NOT NULL;
CREATE INDEX science_task_end_file ON science_task (end_file_id) WHERE end_file_id IS NOT NULL;
CREATE INDEX science_task_search ON science_task USING gin (search gin_trgm_ops);
CALL watch('science_task');

-- A task is only begun under a kind that is in force, by a way that the kind has; once approved both stay as they are.
CREATE FUNCTION science_task_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM task_kind k WHERE k.id = NEW.kind_id AND k.state = 'in_force' AND NEW.way = ANY (k.ways)) THEN
    RAISE EXCEPTION 'task kind % does not take this task', NEW.kind_id USING ERRCODE = 'check_violation', CONSTRAINT = 'science_task_kind';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.approved_on IS NOT NULL AND (NEW.kind_id, NEW.way) IS DISTINCT FROM (OLD.kind_id, OLD.way) THEN
    RAISE EXCEPTION 'task % is approved', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'science_task_kind_kept';
  END IF;
  IF NEW.approved_on IS NOT NULL AND NOT EXISTS (SELECT FROM task_kind k WHERE k.id = NEW.kind_id
      AND NEW.approved_on >= k.valid_from AND (k.valid_to IS NULL OR NEW.approved_on <= k.valid_to OR TG_OP = 'UPDATE' AND OLD.approved_on IS NOT NULL)) THEN
    RAISE EXCEPTION 'task kind % is not of that day', NEW.kind_id USING ERRCODE = 'check_violation', CONSTRAINT = 'science_task_kind_day';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER science_task_kind BEFORE INSERT OR UPDATE OF kind_id, way, approved_on ON science_task
  FOR EACH ROW EXECUTE FUNCTION science_task_kind();

CREATE TABLE science_task_partner (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id integer NOT NULL REFERENCES science_task,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  tax_code text,
  share_of_work text,
  CONSTRAINT science_task_partner_once UNIQUE (task_id, name)
);
CALL watch('science_task_partner');

-- What is done, what comes out of it, when, and which papers release its payment.
CREATE TABLE science_task_content (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id integer NOT NULL REFERENCES science_task,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  output text NOT NULL CHECK (output <> ''),
  starts_on date,
  ends_on date,
  payment_papers text,
  -- voted for; null: not voted yet
  passed boolean,
  CONSTRAINT science_task_content_days CHECK (ends_on >= starts_on)
);
CREATE INDEX science_task_content_of ON science_task_content (task_id, id);
CALL watch('science_task_content');

-- The money of a content by source.
CREATE TABLE science_task_money (
  content_id integer NOT NULL REFERENCES science_task_content ON DELETE CASCADE,
  source_id integer NOT NULL REFERENCES funding_source,
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (content_id, source_id)
);
CREATE INDEX science_task_money_source ON science_task_money (source_id);
CALL watch('science_task_money');

-- A step that was taken: never edited; what was entered wrongly is struck out with a reason while nothing followed it.
CREATE TABLE science_task_step (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id integer NOT NULL REFERENCES science_task,
  step_id integer NOT NULL REFERENCES task_kind_step,
  happened_on date NOT NULL,
  -- until when it was due, where a term was laid down
  due_on date,
  passed boolean NOT NULL,
  acted_by text NOT NULL CHECK (acted_by <> ''),
  document_number text,
  note text,
  file_id integer REFERENCES file,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  -- where the task stood before, for a step that is struck out
  before jsonb NOT NULL,
  struck_on date,
  struck_reason text,
  CHECK ((struck_on IS NULL) = (struck_reason IS NULL))
);
CREATE INDEX science_task_step_of ON science_task_step (task_id, id);
CREATE INDEX science_task_step_kind ON science_task_step (step_id);
CREATE INDEX science_task_step_file ON science_task_step (file_id) WHERE file_id IS NOT NULL;
CALL watch('science_task_step');

-- The papers of the kind that were there when the step was taken.
CREATE TABLE science_task_paper (
  entry_id integer NOT NULL REFERENCES science_task_step,
  paper_id integer NOT NULL REFERENCES task_kind_paper,
  PRIMARY KEY (entry_id, paper_id)
);
CREATE INDEX science_task_paper_of ON science_task_paper (paper_id);
CALL watch('science_task_paper');

-- Changes of a task that runs, as they were decided.
CREATE TABLE science_task_change (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id integer NOT NULL REFERENCES science_task,
  change text NOT NULL CHECK (change IN ('longer', 'shorter', 'leader', 'host', 'content', 'name', 'money')),
  asked_on date NOT NULL,
  decided_on date NOT NULL,
  document_number text NOT NULL CHECK (document_number <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  was text NOT NULL,
  becomes text NOT NULL,
  -- of more or less time: the last days
  was_until date,
  until date,
  file_id integer REFERENCES file,
  CHECK (decided_on >= asked_on),
  CHECK ((until IS NOT NULL) = (change IN ('longer', 'shorter')))
);
CREATE INDEX science_task_change_of ON science_task_change (task_id, id);
CREATE INDEX science_task_change_file ON science_task_change (file_id) WHERE file_id IS NOT NULL;
CALL watch('science_task_change');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s',
                 replace(known, 'ARRAY[', 'ARRAY[''scienceTask''::text, '));
END $$;
