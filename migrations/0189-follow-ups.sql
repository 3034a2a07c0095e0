-- What enterprises say of a turn when it is done, and what became of it some months later: when they are asked and what are rows; asked once each, by
-- notice or personal link; who does not answer is named.
CREATE TABLE follow_up_moment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT follow_up_moment_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT follow_up_moment_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  months integer NOT NULL CHECK (months BETWEEN 0 AND 120),
  answer_days integer NOT NULL CHECK (answer_days BETWEEN 1 AND 365),
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX follow_up_moment_months ON follow_up_moment (months) WHERE ended_on IS NULL;
CALL watch('follow_up_moment');

CREATE TABLE follow_up_question (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT follow_up_question_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT follow_up_question_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  kind text NOT NULL CHECK (kind IN ('scale', 'kept', 'yes_no', 'text')),
  -- at every moment, at the end of the turn alone, or only months later
  asked_at text NOT NULL CHECK (asked_at IN ('always', 'end', 'later')),
  begins_on date,
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CALL watch('follow_up_question');

CREATE TABLE support_follow_up (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer NOT NULL REFERENCES support_turn,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  moment_id integer NOT NULL REFERENCES follow_up_moment,
  asked_on date NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'answered', 'silent')),
  -- of the personal link that stands for an account; null: none was given
  link_sha256 text UNIQUE,
  answered_on date,
  answered_by text CHECK (answered_by IN ('account', 'link', 'paper', 'table')),
  -- the paper by which an officer answers for the enterprise
  file_id integer REFERENCES file,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'follow_up_answers' END) STORED,
  -- Why nothing was answered.
  remark text CHECK (remark <> ''),
  version integer NOT NULL DEFAULT 1,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT support_follow_up_once UNIQUE (turn_id, moment_id),
  CONSTRAINT support_follow_up_answered CHECK ((state = 'answered') = (answered_on IS NOT NULL) AND (answered_on IS NULL) = (answered_by IS NULL)),
  CONSTRAINT support_follow_up_paper CHECK ((answered_by IS NOT DISTINCT FROM 'paper') = (file_id IS NOT NULL)),
  CONSTRAINT support_follow_up_table CHECK ((answered_by IS NOT DISTINCT FROM 'table') = (import_id IS NOT NULL)),
  CONSTRAINT support_follow_up_silent CHECK ((state = 'silent') = (remark IS NOT NULL))
);
CREATE INDEX support_follow_up_enterprise ON support_follow_up (enterprise_id);
CREATE INDEX support_follow_up_state ON support_follow_up (state, due_on, id);
CREATE INDEX support_follow_up_due ON support_follow_up (due_on, id);
CREATE INDEX support_follow_up_moment ON support_follow_up (moment_id);
CREATE INDEX support_follow_up_file ON support_follow_up (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX support_follow_up_import ON support_follow_up (import_id) WHERE import_id IS NOT NULL;
CALL watch('support_follow_up');

CREATE TABLE support_follow_up_answer (
  follow_up_id integer NOT NULL REFERENCES support_follow_up,
  question_id integer NOT NULL REFERENCES follow_up_question,
  value integer CHECK (value BETWEEN 1 AND 5),
  said text CHECK (said <> ''),
  PRIMARY KEY (follow_up_id, question_id),
  CHECK ((value IS NULL) <> (said IS NULL))
);
CREATE INDEX support_follow_up_answer_question ON support_follow_up_answer (question_id);
CALL watch('support_follow_up_answer');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''follow_up_answers''::text, '));
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT enterprise_id, file_id FROM support_follow_up WHERE file_id IS NOT NULL';
END $$;
