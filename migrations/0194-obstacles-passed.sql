-- An obstacle is passed on to the People's Committee by a document, whose answer, a document again, is the answer to the obstacle. Obstacles come in by a table;
-- their fields are edited and ended.
CREATE TABLE obstacle_passing (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  obstacle_id integer NOT NULL REFERENCES obstacle,
  passed_number text NOT NULL CHECK (passed_number <> ''),
  passed_on date NOT NULL,
  passed_file_id integer NOT NULL REFERENCES file,
  answer_number text CHECK (answer_number <> ''),
  answered_on date,
  answer_file_id integer REFERENCES file,
  CONSTRAINT obstacle_passing_answer CHECK (num_nonnulls(answer_number, answered_on, answer_file_id) IN (0, 3)),
  CONSTRAINT obstacle_passing_days CHECK (answered_on >= passed_on)
);
-- One waits for its answer at a time; an obstacle that was reopened may be passed on again.
CREATE UNIQUE INDEX obstacle_passing_once ON obstacle_passing (obstacle_id) WHERE answered_on IS NULL;
CREATE INDEX obstacle_passing_obstacle ON obstacle_passing (obstacle_id);
CREATE INDEX obstacle_passing_file ON obstacle_passing (passed_file_id);
CREATE INDEX obstacle_passing_answer_file ON obstacle_passing (answer_file_id) WHERE answer_file_id IS NOT NULL;
CALL watch('obstacle_passing');

ALTER TABLE obstacle
  ADD COLUMN import_id integer,
  ADD COLUMN import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'obstacle' END) STORED,
  ADD FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
CREATE INDEX obstacle_import ON obstacle (import_id) WHERE import_id IS NOT NULL;

ALTER TABLE obstacle_field ADD COLUMN version integer NOT NULL DEFAULT 1;
CREATE INDEX obstacle_field_by_name ON obstacle_field (left(name, 120), id);
CREATE INDEX obstacle_field_ended ON obstacle_field (coalesce(ended_on, '-infinity'::date), id);

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''obstacle''::text, '));
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT o.enterprise_id, unnest(ARRAY[p.passed_file_id, p.answer_file_id]) FROM obstacle_passing p JOIN obstacle o ON o.id = p.obstacle_id'
    || ' WHERE o.enterprise_id IS NOT NULL';
END $$;
