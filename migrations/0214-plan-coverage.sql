-- Where the doing of each sentence of a plan is recorded: rules by the words of sentences propose the kinds of record, an officer decides otherwise.
CREATE TABLE recording_rule (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT recording_rule_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT recording_rule_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- words of a sentence that ask for such records, one expression in a line
  phrases text NOT NULL CHECK (phrases <> ''),
  record text NOT NULL CHECK (record <> ''),
  source text NOT NULL CHECK (source <> ''),
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CALL watch('recording_rule');

-- What an officer decided for a sentence, in place of what the rules propose.
CREATE TABLE sentence_recording (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  -- the code of a duty, or the section of a task with its sentence's place
  sentence text NOT NULL CHECK (sentence <> ''),
  records text[] NOT NULL CHECK (records <> '{}'),
  source text NOT NULL CHECK (source <> ''),
  decided_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT sentence_recording_once UNIQUE (plan_id, sentence)
);
CALL watch('sentence_recording');

-- The sentences of each plan's tasks and duties. A section of tasks without sentences is one itself.
CREATE VIEW plan_sentence AS
SELECT p.id AS plan_id, 'duty' AS kind, d.duty ->> 'code' AS key, d.duty ->> 'code' AS code, d.duty ->> 'vi' AS vi, d.duty ->> 'en' AS en,
       d.ord::integer AS section, 1 AS place
  FROM plan p CROSS JOIN jsonb_array_elements(p.document -> 'duties') WITH ORDINALITY AS d (duty, ord)
UNION ALL
SELECT p.id, 'task', concat(t.task ->> 'code', '/', i.ord), t.task ->> 'code', i.item ->> 'vi', i.item ->> 'en', t.ord::integer, i.ord::integer
  FROM plan p CROSS JOIN jsonb_array_elements(p.document -> 'tasks') WITH ORDINALITY AS t (task, ord)
 CROSS JOIN jsonb_array_elements(CASE WHEN t.task -> 'items' = '[]' THEN jsonb_build_array(t.task -> 'title') ELSE t.task -> 'items' END)
            WITH ORDINALITY AS i (item, ord);
