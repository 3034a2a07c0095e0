-- Enterprises that an association or agency brings into the programme, and their consent that it follows their steps.
CREATE TABLE introduction (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency_id integer NOT NULL REFERENCES agency,
  -- the invitation, of one that was not in the register
  registration_id integer UNIQUE REFERENCES registration ON DELETE SET NULL,
  -- null until it is in the register
  enterprise_id integer REFERENCES enterprise,
  -- as the agency gave them
  tax_code text NOT NULL CHECK (tax_code ~ '^[0-9]{10}(-[0-9]{3})?$|^[0-9]{12}$'),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  introduced_on date NOT NULL,
  introduced_by text REFERENCES account,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'consented', 'refused', 'withdrawn')),
  consented_on date,
  -- who gave it, by name, and how
  consent_by text,
  consent_way text CHECK (consent_way IN ('link', 'account', 'paper')),
  -- the paper on which it was given
  paper text,
  ended_on date,
  ended_by text,
  reason text,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || tax_code)) STORED,
  CONSTRAINT introduction_consent CHECK ((consented_on IS NULL) = (consent_by IS NULL) AND (consented_on IS NULL) = (consent_way IS NULL)),
  CHECK (state NOT IN ('consented', 'withdrawn') OR consented_on IS NOT NULL),
  CHECK ((consent_way IS NOT DISTINCT FROM 'paper') = (paper IS NOT NULL)),
  CHECK ((state IN ('refused', 'withdrawn')) = (ended_on IS NOT NULL))
);
CREATE INDEX introduction_agency ON introduction (agency_id, introduced_on DESC, id DESC);
CREATE INDEX introduction_introduced ON introduction (introduced_on DESC, id DESC);
CREATE INDEX introduction_name ON introduction (name, id);
CREATE INDEX introduction_enterprise ON introduction (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX introduction_search ON introduction USING gin (search gin_trgm_ops);
CALL watch('introduction');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''introductions''::text, '));
END $$;
