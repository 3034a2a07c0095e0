-- An obstacle has a field, an agency in charge and a day by which it answers; who reported it accepts the answer or reopens it, with each answer kept; one
-- that was reported wrongly is withdrawn. Where it stands follows from these days and is stored nowhere else.
CREATE TABLE obstacle_field (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT obstacle_field_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT obstacle_field_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  ended_on date
);
CALL watch('obstacle_field');

ALTER TABLE obstacle
  ADD COLUMN field_id integer REFERENCES obstacle_field,
  ADD COLUMN charge_id integer REFERENCES agency,
  ADD COLUMN due_on date,
  ADD COLUMN charged_on date,
  ADD COLUMN accepted_on date,
  ADD COLUMN withdrawn_on date,
  ADD COLUMN withdrawal text CHECK (withdrawal <> ''),
  ADD CONSTRAINT obstacle_charge CHECK (num_nonnulls(charge_id, due_on, charged_on) IN (0, 3)),
  ADD CONSTRAINT obstacle_accepted CHECK (accepted_on IS NULL OR accepted_on >= resolved_on),
  ADD CONSTRAINT obstacle_withdrawn CHECK ((withdrawn_on IS NULL) = (withdrawal IS NULL) AND (withdrawn_on IS NULL OR resolved_on IS NULL));
CREATE INDEX obstacle_charge_open ON obstacle (charge_id, due_on) WHERE resolved_on IS NULL AND withdrawn_on IS NULL;
CREATE INDEX obstacle_field_id ON obstacle (field_id) WHERE field_id IS NOT NULL;

-- The answers that did not hold: each with why who reported it asked again.
CREATE TABLE obstacle_answer (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  obstacle_id integer NOT NULL REFERENCES obstacle,
  resolution text NOT NULL CHECK (resolution <> ''),
  resolved_on date NOT NULL,
  reopened_on date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  CONSTRAINT obstacle_answer_days CHECK (reopened_on >= resolved_on)
);
CREATE INDEX obstacle_answer_obstacle ON obstacle_answer (obstacle_id);
CALL watch('obstacle_answer');
