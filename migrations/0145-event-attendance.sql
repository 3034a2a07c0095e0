-- Who came to an event, day by day: noted at the door or out of a sheet. One person comes once a day, however often it is sent.
CREATE TABLE event_attendance (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  registration_id integer NOT NULL REFERENCES event_registration,
  held_on date NOT NULL,
  way text NOT NULL CHECK (way IN ('door', 'sheet')),
  -- by the clock of the phone at the door, which may have sent it later
  came_at timestamptz,
  noted_at timestamptz NOT NULL,
  noted_by text REFERENCES account,
  CONSTRAINT event_attendance_once UNIQUE (registration_id, held_on),
  CHECK (way = 'sheet' OR came_at IS NOT NULL)
);
CREATE INDEX event_attendance_by ON event_attendance (noted_by) WHERE noted_by IS NOT NULL;
CALL watch('event_attendance');
