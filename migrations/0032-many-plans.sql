-- Work belongs to the programme and bears its plan: lists show every plan, so their order needs indexes that begin with no plan.

CREATE INDEX application_of_all ON application (filed_at, id);
CREATE INDEX application_of_all_state ON application (state, filed_at, id);
CREATE INDEX application_of_all_year ON application (year, filed_at, id);
CREATE INDEX support_turn_of_all ON support_turn (decided_on, id);
CREATE INDEX support_turn_of_all_state ON support_turn (state, decided_on, id);
CREATE INDEX certificate_of_all ON certificate (issued_on, id);
CREATE INDEX certificate_of_all_kind ON certificate (kind, issued_on, id);
CREATE INDEX training_event_of_all ON training_event (held_on, id);
CREATE INDEX training_event_of_all_kind ON training_event (kind, held_on, id);
CREATE INDEX obstacle_of_all ON obstacle (reported_on, id);
CREATE INDEX obstacle_of_all_open ON obstacle (reported_on, id) WHERE resolved_on IS NULL;
CREATE INDEX duty_item_due ON duty_item (due_on, id);
CREATE INDEX plan_replaced_by ON plan (replaced_by) WHERE replaced_by IS NOT NULL;

-- A criterion of a plan goes on as a criterion of the next: an officer says which when the next plan is accepted. The answers stay
-- where they were given; `criterion_line` leads from a criterion to those that its answers may stand under. Every ancestor has a row.
CREATE TABLE criterion_succession (
  criterion_id integer NOT NULL REFERENCES criterion ON DELETE CASCADE,
  predecessor_id integer NOT NULL REFERENCES criterion ON DELETE CASCADE,
  -- How many plans lie between: 1 for the criterion of the plan before.
  distance integer NOT NULL CHECK (distance > 0),
  PRIMARY KEY (criterion_id, predecessor_id),
  CHECK (criterion_id <> predecessor_id)
);
CREATE INDEX criterion_succession_predecessor ON criterion_succession (predecessor_id);
CALL watch('criterion_succession');

CREATE VIEW criterion_line AS
  SELECT id AS criterion_id, id AS answered_id, 0 AS distance FROM criterion
  UNION ALL
  SELECT criterion_id, predecessor_id, distance FROM criterion_succession;
COMMENT ON VIEW criterion_line IS 'Where the answer to a criterion may stand; the answer of the least distance counts.';

-- The day from which this installation keeps the programme's work. What was due before it was done without the program and is never
-- overdue. NULL: every day counts (a sample). Of an installation of before, the day of its first audit record.
DO $$
BEGIN
  EXECUTE format('ALTER TABLE installation ADD COLUMN first_day date DEFAULT %L',
    (SELECT CASE WHEN (SELECT sample FROM installation) THEN NULL
                 ELSE (coalesce((SELECT min(at) FROM audit), now()) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date END));
END $$;
ALTER TABLE installation ALTER COLUMN first_day SET DEFAULT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
