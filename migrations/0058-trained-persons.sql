-- Who was trained: the persons of a course or a training of experts, as its list has them. They come in with the work of past years.
CREATE TABLE trained_person (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES training_event,
  name text NOT NULL CHECK (name <> ''),
  -- Where the person worked then: an enterprise of the register, or what the list says.
  enterprise_id integer REFERENCES enterprise,
  workplace text,
  phone text,
  email text,
  outcome text NOT NULL CHECK (outcome IN ('attended', 'certified', 'expert')),
  certificate_number text,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(workplace, '') || ' ' || coalesce(certificate_number, ''))) STORED,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX trained_person_event ON trained_person (event_id, id);
CREATE INDEX trained_person_enterprise ON trained_person (enterprise_id, id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX trained_person_outcome ON trained_person (outcome, id);
CALL watch('trained_person');
