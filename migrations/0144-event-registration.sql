-- Who wishes to come to an event: by its public link, entered by the organiser or out of a list; places, waiting list.
ALTER TABLE planned_event
  -- what the public address of its registration ends with; stays when registration is closed
  ADD COLUMN register_code text UNIQUE CHECK (register_code ~ '^[a-z0-9]{10}$'),
  ADD COLUMN register_open boolean NOT NULL DEFAULT false,
  -- the last day on which one may register
  ADD COLUMN register_until date,
  -- whether the organiser looks at each registration before it has a place
  ADD COLUMN register_checked boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT planned_event_register CHECK (NOT register_open OR register_code IS NOT NULL AND register_until IS NOT NULL);
CREATE INDEX planned_event_register_open ON planned_event (starts_on, id) WHERE register_open;

CREATE TABLE event_registration (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  -- counted within the event
  number integer NOT NULL CHECK (number > 0),
  -- what is shown or typed at the door
  door_code text NOT NULL CHECK (door_code ~ '^\d{8}$'),
  kind text NOT NULL CHECK (kind IN ('enterprise', 'agency', 'school', 'person')),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  organisation text CHECK (organisation <> ''),
  post text CHECK (post <> ''),
  email text CHECK (email <> ''),
  phone text CHECK (phone <> ''),
  state text NOT NULL CHECK (state IN ('waits', 'accepted', 'listed', 'declined', 'withdrawn')),
  consented_at timestamptz NOT NULL,
  registered_at timestamptz NOT NULL,
  -- by the public link, or by the organiser: then who entered it
  by_link boolean NOT NULL,
  registered_by text REFERENCES account,
  reason text CHECK (reason <> ''),
  -- the personal link that was shown, and the one that was mailed
  link_sha256 text UNIQUE,
  mail_sha256 text UNIQUE,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(organisation, '') || ' ' || coalesce(email, '') || ' ' || number)) STORED,
  CONSTRAINT event_registration_number UNIQUE (event_id, number),
  CONSTRAINT event_registration_door UNIQUE (event_id, door_code),
  CHECK (kind = 'person' OR organisation IS NOT NULL),
  CHECK ((state = 'declined') = (reason IS NOT NULL))
);
-- One person stands once in an event; somebody erased is nobody.
CREATE UNIQUE INDEX event_registration_once ON event_registration (event_id, fold(name), lower(coalesce(email, phone, '')))
  WHERE state IN ('waits', 'accepted', 'listed') AND name <> '[đã xóa]';
CREATE INDEX event_registration_name ON event_registration (event_id, name, id);
CREATE INDEX event_registration_state ON event_registration (event_id, state, number);
CREATE INDEX event_registration_waits ON event_registration (event_id, registered_at) WHERE state = 'waits';
CREATE INDEX event_registration_by ON event_registration (registered_by) WHERE registered_by IS NOT NULL;
CALL watch('event_registration');

-- A list of persons comes in as a table.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''event_registrations''::text, '));
END $$;
