-- How many applications a call takes on beyond its places and money, onto the waiting list. Null: any number; 0: none.
ALTER TABLE call ADD COLUMN waiting_places integer CHECK (waiting_places >= 0);

-- A call that was approved takes applications for longer: proposed by one, approved by another, with what held before.
CREATE TABLE call_prolongation (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id integer NOT NULL REFERENCES call,
  was_until date NOT NULL,
  closes_on date NOT NULL CHECK (closes_on > was_until),
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'refused')),
  proposed_by text REFERENCES account,
  proposed_on date NOT NULL,
  -- the document of its approval
  number text,
  remarks text,
  settled_on date,
  CHECK ((state = 'proposed') = (settled_on IS NULL)),
  CHECK ((state = 'approved') = (number IS NOT NULL)),
  CHECK ((state = 'refused') = (remarks IS NOT NULL))
);
CREATE UNIQUE INDEX call_prolongation_once ON call_prolongation (call_id) WHERE state = 'proposed';
CREATE INDEX call_prolongation_of ON call_prolongation (call_id, id);
CALL watch('call_prolongation');

-- An application that is decided anew after an objection may get another turn when the first was cancelled.
ALTER TABLE support_turn DROP CONSTRAINT support_turn_application_id_key;
CREATE UNIQUE INDEX support_turn_application_once ON support_turn (application_id) WHERE state <> 'cancelled';
CREATE INDEX support_turn_application ON support_turn (application_id);
