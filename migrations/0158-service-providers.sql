-- Consultants, certification bodies, laboratories, inspection bodies and trainers: a register from which they are picked. Entered by one person,
-- confirmed by another; their licences and designations with number, issuer, scope and validity; how enterprises rate them, once for each turn.
CREATE TABLE service_provider (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  form text NOT NULL CHECK (form IN ('organisation', 'person')),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  consultant boolean NOT NULL DEFAULT false,
  certifier boolean NOT NULL DEFAULT false,
  laboratory boolean NOT NULL DEFAULT false,
  inspection boolean NOT NULL DEFAULT false,
  trainer boolean NOT NULL DEFAULT false,
  specialities text CHECK (specialities <> ''),
  tax_code text CONSTRAINT service_provider_tax_code UNIQUE CHECK (tax_code <> ''),
  address text CHECK (address <> ''),
  contact_name text CHECK (contact_name <> ''),
  phone text CHECK (phone <> ''),
  email text CHECK (email <> ''),
  -- Whether telephone and e-mail stand on the public list: it said so.
  contact_public boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'confirmed', 'suspended', 'ended')),
  reason text CHECK (reason <> ''),
  entered_on date NOT NULL,
  confirmed_on date,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'provider' END) STORED,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(tax_code, '') || ' ' || coalesce(specialities, ''))) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT service_provider_role CHECK (consultant OR certifier OR laboratory OR inspection OR trainer),
  CONSTRAINT service_provider_confirmed CHECK (state NOT IN ('confirmed', 'suspended') OR confirmed_on IS NOT NULL),
  CONSTRAINT service_provider_reason CHECK (state NOT IN ('suspended', 'ended') OR reason IS NOT NULL)
);
CREATE INDEX service_provider_name ON service_provider (name, id);
CREATE INDEX service_provider_state ON service_provider (state, name, id);
CREATE INDEX service_provider_import ON service_provider (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX service_provider_search ON service_provider USING gin (search gin_trgm_ops);
CALL watch('service_provider');

-- What it may do by whose paper. Which paper is needed for what the program does not say.
CREATE TABLE service_licence (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider_id integer NOT NULL REFERENCES service_provider,
  kind text NOT NULL CHECK (kind IN ('licence', 'registration', 'designation', 'accreditation')),
  number text NOT NULL CHECK (number <> ''),
  issuer text NOT NULL CHECK (issuer <> ''),
  scope text NOT NULL CHECK (scope <> ''),
  issued_on date NOT NULL,
  expires_on date,
  -- A licence that a table brought in has none until somebody adds it.
  file_id integer REFERENCES file,
  ended_on date,
  end_reason text CHECK (end_reason <> ''),
  CONSTRAINT service_licence_once UNIQUE (provider_id, issuer, number),
  CONSTRAINT service_licence_days CHECK (expires_on >= issued_on),
  CONSTRAINT service_licence_ended CHECK ((ended_on IS NULL) = (end_reason IS NULL))
);
CREATE INDEX service_licence_expires ON service_licence (expires_on) WHERE ended_on IS NULL;
CREATE INDEX service_licence_file ON service_licence (file_id) WHERE file_id IS NOT NULL;
CALL watch('service_licence');

-- How an enterprise rates who helped it in an accepted turn: once for each turn.
CREATE TABLE service_rating (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider_id integer NOT NULL REFERENCES service_provider,
  turn_id integer NOT NULL CONSTRAINT service_rating_once UNIQUE REFERENCES support_turn,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  score integer NOT NULL CHECK (score BETWEEN 1 AND 5),
  words text NOT NULL CHECK (words <> ''),
  rated_on date NOT NULL
);
CREATE INDEX service_rating_provider ON service_rating (provider_id);
CREATE INDEX service_rating_enterprise ON service_rating (enterprise_id);
CALL watch('service_rating');

-- What the house has decided about picking and rating; without a row an expired licence is said and does not stop.
CREATE TABLE provider_rule (
  id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  expired_stops boolean NOT NULL,
  least_ratings integer NOT NULL CHECK (least_ratings BETWEEN 1 AND 100),
  reason text NOT NULL CHECK (reason <> ''),
  set_on date NOT NULL
);
CALL watch('provider_rule');

ALTER TABLE certificate ADD COLUMN provider_id integer REFERENCES service_provider;
CREATE INDEX certificate_provider ON certificate (provider_id) WHERE provider_id IS NOT NULL;
ALTER TABLE support_turn ADD COLUMN provider_id integer REFERENCES service_provider;
CREATE INDEX support_turn_provider ON support_turn (provider_id) WHERE provider_id IS NOT NULL;
ALTER TABLE science_task_partner ADD COLUMN provider_id integer REFERENCES service_provider;
CREATE INDEX science_task_partner_provider ON science_task_partner (provider_id) WHERE provider_id IS NOT NULL;

-- A rating is of who helped in that turn, and of the enterprise whose turn it is.
CREATE FUNCTION rating_of_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM support_turn t WHERE t.id = NEW.turn_id AND t.provider_id = NEW.provider_id AND t.state IN ('accepted', 'finished')) THEN
    RAISE EXCEPTION 'turn % is not accepted, or provider % did not help in it', NEW.turn_id, NEW.provider_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'service_rating_turn';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rating_of_turn BEFORE INSERT ON service_rating FOR EACH ROW EXECUTE FUNCTION rating_of_turn();

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''provider''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''provider''::text, '));
END $$;
