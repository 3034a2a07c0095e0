-- Persons: experts, lecturers, managers and workers, with their employer, consent, trainings, whether they train others, and doubles. A line of a
-- course's list (trained_person) is a training of one person.
CREATE TABLE person (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  role text CHECK (role IN ('expert', 'lecturer', 'manager', 'worker')),
  employer_kind text CHECK (employer_kind IN ('agency', 'enterprise', 'school')),
  enterprise_id integer REFERENCES enterprise,
  agency_id integer REFERENCES agency,
  -- A school, or an employer that no register has, by its name.
  workplace text CHECK (workplace <> ''),
  post text CHECK (post <> ''),
  phone text,
  email text,
  -- The year since which the person works in productivity and quality.
  since_year integer CHECK (since_year BETWEEN 1950 AND 2100),
  activity text CHECK (activity <> ''),
  consented_on date,
  consent_way text CHECK (consent_way IN ('form', 'registration', 'paper', 'message')),
  consent_withdrawn_on date,
  withdrawal text CHECK (withdrawal <> ''),
  -- Since when the person may serve as a trainer, why, and the evidence of it.
  trains_since date,
  trains_reason text CHECK (trains_reason <> ''),
  trains_file_id integer REFERENCES file,
  trains_ended_on date,
  trains_end_reason text CHECK (trains_end_reason <> ''),
  -- The record of the same person that goes on; nothing that hangs on this one is moved.
  merged_into integer REFERENCES person,
  origin text NOT NULL CHECK (origin IN ('entered', 'list', 'event')),
  known_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(workplace, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''))) STORED,
  CONSTRAINT person_enterprise CHECK (enterprise_id IS NULL OR employer_kind IS NOT DISTINCT FROM 'enterprise'),
  CONSTRAINT person_agency CHECK (agency_id IS NULL OR employer_kind IS NOT DISTINCT FROM 'agency'),
  CONSTRAINT person_consent CHECK (num_nonnulls(consented_on, consent_way) IN (0, 2)),
  CONSTRAINT person_withdrawal CHECK (num_nonnulls(consent_withdrawn_on, withdrawal) IN (0, 2)),
  CONSTRAINT person_trainer CHECK (num_nonnulls(trains_since, trains_reason, trains_file_id) IN (0, 3)),
  CONSTRAINT person_trainer_ended CHECK (num_nonnulls(trains_ended_on, trains_end_reason) IN (0, 2) AND (trains_ended_on IS NULL OR trains_since IS NOT NULL)),
  CONSTRAINT person_merged CHECK (merged_into <> id)
);
CREATE INDEX person_name ON person (name, id);
CREATE INDEX person_known ON person (known_on, id);
CREATE INDEX person_folded ON person (fold(name)) WHERE merged_into IS NULL;
CREATE INDEX person_email ON person (lower(email)) WHERE merged_into IS NULL AND email IS NOT NULL;
CREATE INDEX person_phone ON person (phone) WHERE merged_into IS NULL AND phone IS NOT NULL;
CREATE INDEX person_group ON person (coalesce(merged_into, id));
CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_of_enterprise ON person (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX person_of_agency ON person (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX person_trains_file ON person (trains_file_id) WHERE trains_file_id IS NOT NULL;
CREATE INDEX person_search ON person USING gin (search gin_trgm_ops);

-- Fields of expertise, as the office keeps them.
CREATE TABLE expertise (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX expertise_name ON expertise (fold(name)) WHERE ended_on IS NULL;
CREATE INDEX expertise_by_name ON expertise (name, id);
CALL watch('expertise');

CREATE TABLE person_expertise (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id integer NOT NULL REFERENCES person ON DELETE CASCADE,
  expertise_id integer NOT NULL REFERENCES expertise,
  CONSTRAINT person_expertise_once UNIQUE (person_id, expertise_id)
);
CREATE INDEX person_expertise_of ON person_expertise (expertise_id);
CALL watch('person_expertise');

-- At which event a person taught; who is on its list was trained by that person.
CREATE TABLE person_taught (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id integer NOT NULL REFERENCES person,
  event_id integer NOT NULL REFERENCES training_event,
  CONSTRAINT person_taught_once UNIQUE (person_id, event_id)
);
CREATE INDEX person_taught_event ON person_taught (event_id);
CALL watch('person_taught');

-- Two of one name or address of which an officer said that they are two persons.
CREATE TABLE person_apart (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  first_id integer NOT NULL REFERENCES person,
  second_id integer NOT NULL REFERENCES person,
  reason text NOT NULL CHECK (reason <> ''),
  decided_on date NOT NULL,
  decided_by text REFERENCES account,
  CONSTRAINT person_apart_once UNIQUE (first_id, second_id),
  CHECK (first_id < second_id)
);
CREATE INDEX person_apart_second ON person_apart (second_id);
CREATE INDEX person_apart_by ON person_apart (decided_by) WHERE decided_by IS NOT NULL;
CALL watch('person_apart');

ALTER TABLE trained_person
  ADD COLUMN person_id integer REFERENCES person,
  -- The registration out of which it came; so nobody comes out of one twice.
  ADD COLUMN registration_id integer CONSTRAINT trained_person_registration UNIQUE REFERENCES event_registration;

-- Each line of a list that names nobody of the register is a person of its own; doubles are found and told by a person.
CREATE FUNCTION person_of_line(line trained_person) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE made integer;
BEGIN
  INSERT INTO person (name, role, employer_kind, enterprise_id, workplace, phone, email, origin, known_on)
  SELECT line.name, CASE WHEN line.outcome = 'expert' THEN 'expert' END, CASE WHEN line.enterprise_id IS NOT NULL THEN 'enterprise' END,
         line.enterprise_id, nullif(line.workplace, ''), line.phone, line.email, 'list', coalesce(e.ended_on, e.held_on)
    FROM training_event e WHERE e.id = line.event_id
  RETURNING id INTO made;
  RETURN made;
END $$;
ALTER TABLE trained_person DISABLE TRIGGER record_change;
DO $$
DECLARE line trained_person;
BEGIN
  FOR line IN SELECT * FROM trained_person ORDER BY id LOOP
    UPDATE trained_person SET person_id = person_of_line(line) WHERE id = line.id;
  END LOOP;
END $$;
ALTER TABLE trained_person ENABLE TRIGGER record_change;
CALL watch('person');
CREATE INDEX trained_person_person ON trained_person (person_id, id);

CREATE FUNCTION trained_person_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.person_id := person_of_line(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER trained_person_named BEFORE INSERT ON trained_person
  FOR EACH ROW WHEN (NEW.person_id IS NULL) EXECUTE FUNCTION trained_person_named();

-- A line that is taken back takes its person along, unless anything else was said of that person.
CREATE FUNCTION trained_person_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM person p WHERE p.id = OLD.person_id AND p.origin <> 'entered' AND p.version = 1
    AND NOT EXISTS (SELECT FROM trained_person t WHERE t.person_id = p.id)
    AND NOT EXISTS (SELECT FROM person o WHERE o.merged_into = p.id)
    AND NOT EXISTS (SELECT FROM person_taught t WHERE t.person_id = p.id)
    AND NOT EXISTS (SELECT FROM person_apart a WHERE p.id IN (a.first_id, a.second_id));
  RETURN NULL;
END $$;
CREATE TRIGGER trained_person_gone AFTER DELETE ON trained_person
  FOR EACH ROW WHEN (OLD.person_id IS NOT NULL) EXECUTE FUNCTION trained_person_gone();

-- Pairs that may be one person: the same address, telephone, or name at the same employer. Somebody erased is nobody.
CREATE VIEW person_double AS
WITH pair AS (
  SELECT a.id AS first_id, b.id AS second_id, 1 AS ground FROM person a JOIN person b ON lower(a.email) = lower(b.email)
   WHERE a.id < b.id AND a.merged_into IS NULL AND b.merged_into IS NULL AND a.email <> '[đã xóa]'
  UNION ALL
  SELECT a.id, b.id, 2 FROM person a JOIN person b ON a.phone = b.phone
   WHERE a.id < b.id AND a.merged_into IS NULL AND b.merged_into IS NULL AND a.phone <> '[đã xóa]'
  UNION ALL
  SELECT a.id, b.id, 3 FROM person a JOIN person b ON fold(a.name) = fold(b.name)
   WHERE a.id < b.id AND a.merged_into IS NULL AND b.merged_into IS NULL AND a.name <> '[đã xóa]'
     AND (a.enterprise_id = b.enterprise_id OR a.agency_id = b.agency_id OR fold(a.workplace) = fold(b.workplace) AND a.workplace <> '[đã xóa]')
)
SELECT first_id, second_id, (ARRAY['email', 'phone', 'name'])[min(ground)] AS ground FROM pair
 WHERE NOT EXISTS (SELECT FROM person_apart a WHERE a.first_id = pair.first_id AND a.second_id = pair.second_id)
 GROUP BY first_id, second_id;
