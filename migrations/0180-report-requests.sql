-- Reports that the coordinator asks agencies, associations and enterprises for: forms with editions, requests, answers, rounds, extensions.

CREATE TABLE report_form (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- the first edition; null: this is it
  root_id integer REFERENCES report_form,
  edition smallint NOT NULL DEFAULT 1 CHECK (edition > 0),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  purpose text CHECK (purpose <> ''),
  made_on date NOT NULL,
  search text NOT NULL GENERATED ALWAYS AS (fold(name)) STORED,
  CHECK ((edition = 1) = (root_id IS NULL))
);
CREATE UNIQUE INDEX report_form_edition ON report_form (coalesce(root_id, id), edition);
CREATE INDEX report_form_root ON report_form (root_id) WHERE root_id IS NOT NULL;
CALL watch('report_form');

CREATE TABLE report_question (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  form_id integer NOT NULL REFERENCES report_form,
  section text NOT NULL CHECK (section <> ''),
  code text NOT NULL CHECK (code <> ''),
  label text NOT NULL CHECK (label <> ''),
  kind text NOT NULL CHECK (kind IN ('text', 'number', 'choice', 'table')),
  required boolean NOT NULL DEFAULT false,
  unit text CHECK (unit <> ''),
  choices text[] NOT NULL DEFAULT '{}',
  lines text[] NOT NULL DEFAULT '{}',
  columns text[] NOT NULL DEFAULT '{}',
  minimum numeric,
  maximum numeric,
  integral boolean NOT NULL DEFAULT false,
  -- codes of the questions whose sum this figure is
  sum_of text[] NOT NULL DEFAULT '{}',
  -- the last line of the table is the sum of those above
  total_line boolean NOT NULL DEFAULT false,
  -- what the program proposes
  known text CHECK (known <> ''),
  indicator_id integer REFERENCES indicator,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT report_question_code UNIQUE (form_id, code),
  CHECK (kind IN ('number', 'table') OR (unit IS NULL AND minimum IS NULL AND maximum IS NULL)),
  CHECK ((kind = 'choice') = (choices <> '{}')),
  CHECK ((kind = 'table') = (lines <> '{}' AND columns <> '{}')),
  CHECK (kind = 'number' OR (sum_of = '{}' AND indicator_id IS NULL AND known IS NULL)),
  CHECK (minimum <= maximum)
);
CREATE INDEX report_question_form ON report_question (form_id, id);
CREATE INDEX report_question_indicator ON report_question (indicator_id) WHERE indicator_id IS NOT NULL;
CALL watch('report_question');

CREATE TABLE report_request (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  form_id integer NOT NULL REFERENCES report_form,
  plan_id integer NOT NULL REFERENCES plan,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  basis text CHECK (basis <> ''),
  -- the section of the plan whose duty asks for it
  duty_code text CHECK (duty_code <> ''),
  from_on date NOT NULL,
  to_on date NOT NULL CHECK (to_on >= from_on),
  working_days smallint NOT NULL CHECK (working_days BETWEEN 1 AND 120),
  asked_on date NOT NULL,
  due_on date NOT NULL CHECK (due_on >= asked_on),
  -- asked anew when its period is over
  recurrence text CHECK (recurrence IN ('yearly', 'halfYearly', 'quarterly', 'monthly')),
  -- the request of the period before
  previous_id integer UNIQUE REFERENCES report_request,
  -- where a recipient has one account alone, a signed scan takes the place of the second person
  scans boolean NOT NULL DEFAULT true,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  closed_on date,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || coalesce(basis, ''))) STORED,
  CHECK ((state = 'closed') = (closed_on IS NOT NULL))
);
CREATE INDEX report_request_due ON report_request (due_on, id);
CREATE INDEX report_request_form ON report_request (form_id);
CREATE INDEX report_request_plan ON report_request (plan_id);
CALL watch('report_request');

CREATE TABLE report_answer (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id integer NOT NULL REFERENCES report_request,
  agency_id integer REFERENCES agency,
  enterprise_id integer REFERENCES enterprise,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'begun', 'approving', 'sent', 'returned', 'accepted', 'missing')),
  -- its own day: that of the request, or a later one that was granted
  due_on date NOT NULL,
  begun_on date,
  submitted_on date,
  approved_by text,
  sent_on date,
  remark text CHECK (remark <> ''),
  settled_on date,
  -- the signed scan
  file_id integer REFERENCES file,
  version integer NOT NULL DEFAULT 1,
  CHECK (num_nonnulls(agency_id, enterprise_id) = 1),
  CONSTRAINT report_answer_once UNIQUE NULLS NOT DISTINCT (request_id, agency_id, enterprise_id),
  CHECK (state IN ('asked', 'missing') OR begun_on IS NOT NULL),
  CHECK (state NOT IN ('sent', 'returned', 'accepted') OR sent_on IS NOT NULL),
  CHECK (state NOT IN ('returned', 'accepted') OR settled_on IS NOT NULL),
  CHECK (state <> 'returned' OR remark IS NOT NULL)
);
CREATE INDEX report_answer_due ON report_answer (due_on, id);
CREATE INDEX report_answer_state ON report_answer (state, due_on);
CREATE INDEX report_answer_agency ON report_answer (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX report_answer_enterprise ON report_answer (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX report_answer_file ON report_answer (file_id) WHERE file_id IS NOT NULL;
CALL watch('report_answer');

-- What stands in a field: of a table by line and column, else in 0, 0.
CREATE TABLE report_cell (
  answer_id integer NOT NULL REFERENCES report_answer,
  question_id integer NOT NULL REFERENCES report_question,
  line smallint NOT NULL DEFAULT 0 CHECK (line >= 0),
  col smallint NOT NULL DEFAULT 0 CHECK (col >= 0),
  said text CHECK (said <> ''),
  amount numeric,
  -- what the program proposed when the report was begun, and why another figure was given
  proposed numeric,
  reason text CHECK (reason <> ''),
  PRIMARY KEY (answer_id, question_id, line, col),
  CHECK (said IS NULL OR amount IS NULL),
  CHECK (proposed IS NULL OR amount IS NULL OR amount = proposed OR reason IS NOT NULL)
);
CREATE INDEX report_cell_question ON report_cell (question_id, line, col);
CALL watch('report_cell');

-- Each sending with what was in it, and what the office said.
CREATE TABLE report_round (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  answer_id integer NOT NULL REFERENCES report_answer,
  number smallint NOT NULL CHECK (number > 0),
  sent_on date NOT NULL,
  sent_by text NOT NULL,
  content jsonb NOT NULL,
  outcome text CHECK (outcome IN ('returned', 'accepted')),
  remark text CHECK (remark <> ''),
  settled_on date,
  settled_by text,
  CONSTRAINT report_round_number UNIQUE (answer_id, number),
  CHECK ((outcome IS NULL) = (settled_on IS NULL)),
  CHECK (outcome IS DISTINCT FROM 'returned' OR remark IS NOT NULL)
);
CALL watch('report_round');

CREATE TABLE report_extension (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  answer_id integer NOT NULL REFERENCES report_answer,
  asked_on date NOT NULL,
  wished_on date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'granted', 'refused')),
  reply text CHECK (reply <> ''),
  settled_on date,
  CHECK ((state = 'asked') = (settled_on IS NULL)),
  CHECK (state <> 'refused' OR reply IS NOT NULL)
);
CREATE UNIQUE INDEX report_extension_open ON report_extension (answer_id) WHERE state = 'asked';
CREATE INDEX report_extension_answer ON report_extension (answer_id);
CALL watch('report_extension');

-- The value of an indicator that the accepted figures of a request gave.
CREATE TABLE report_value (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id integer NOT NULL REFERENCES report_request,
  question_id integer NOT NULL REFERENCES report_question,
  value_id integer NOT NULL UNIQUE REFERENCES indicator_value,
  entered_on date NOT NULL
);
CREATE INDEX report_value_request ON report_value (request_id, question_id);
CREATE INDEX report_value_question ON report_value (question_id);
CALL watch('report_value');

-- An edition that a request names stays as it was answered.
CREATE FUNCTION report_form_in_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM report_request WHERE form_id = CASE TG_OP WHEN 'INSERT' THEN NEW.form_id ELSE OLD.form_id END) THEN
    RAISE EXCEPTION 'a form that was sent out does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'report_form_in_use';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER report_question_in_use BEFORE INSERT OR UPDATE OR DELETE ON report_question
  FOR EACH ROW EXECUTE FUNCTION report_form_in_use();

-- Who writes a report neither approves nor accepts it.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''report''::text, '));
END $$;

-- Tables of answers that come in.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''report''::text, '));
END $$;
