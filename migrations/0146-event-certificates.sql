-- Certificates of attendance: one that holds for each person of an event, known by a code that the public page verifies.
CREATE TABLE event_certificate (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  registration_id integer NOT NULL REFERENCES event_registration,
  code text NOT NULL CONSTRAINT event_certificate_code UNIQUE CHECK (code ~ '^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$'),
  -- on how many days the person was there, as noted when it was issued
  days integer NOT NULL CHECK (days > 0),
  issued_on date NOT NULL,
  issued_by text REFERENCES account,
  withdrawn_on date,
  reason text CHECK (reason <> ''),
  version integer NOT NULL DEFAULT 1,
  CHECK ((withdrawn_on IS NULL) = (reason IS NULL))
);
CREATE UNIQUE INDEX event_certificate_once ON event_certificate (registration_id) WHERE withdrawn_on IS NULL;
CREATE INDEX event_certificate_registration ON event_certificate (registration_id, id);
CREATE INDEX event_certificate_by ON event_certificate (issued_by) WHERE issued_by IS NOT NULL;
CALL watch('event_certificate');
