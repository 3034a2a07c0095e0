-- A record that an officer moved to another plan, with the reason; the record's own plan says where it is now.

CREATE TABLE plan_move (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record_type text NOT NULL CHECK (record_type IN ('application', 'support_turn', 'obstacle', 'duty_item')),
  record_id integer NOT NULL,
  from_plan_id integer NOT NULL REFERENCES plan,
  to_plan_id integer NOT NULL REFERENCES plan,
  -- Whether it is finished under the rules of the plan that it came from, or under those of the plan that it went to.
  rules text NOT NULL CHECK (rules IN ('kept', 'new')),
  reason text NOT NULL,
  moved_on date NOT NULL,
  moved_by text NOT NULL,
  CHECK (from_plan_id <> to_plan_id)
);
CREATE INDEX plan_move_record ON plan_move (record_type, record_id, id);

-- The plan whose conditions an application is held against; null: that of its money.
ALTER TABLE application ADD COLUMN rules_plan_id integer REFERENCES plan;

CALL watch('plan_move');
