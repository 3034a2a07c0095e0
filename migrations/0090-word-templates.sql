-- Word templates of letters, decisions and contracts that officers edit: versions of each kind, used from a day; before the first, the shipped one.
CREATE TABLE word_template (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- the kind of document, as the program declares it
  kind text NOT NULL CHECK (kind <> ''),
  -- the version of its kind, from 1
  number integer NOT NULL CHECK (number > 0),
  file_id integer NOT NULL REFERENCES file,
  -- what was changed in it
  note text,
  uploaded_on date NOT NULL,
  -- the wrong marks that were found in it, each with its place
  faults jsonb NOT NULL DEFAULT '[]',
  state text NOT NULL DEFAULT 'uploaded' CHECK (state IN ('uploaded', 'used', 'dropped')),
  used_from date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT word_template_number UNIQUE (kind, number),
  CHECK ((state = 'used') = (used_from IS NOT NULL)),
  -- what has wrong marks makes no letters
  CHECK (state <> 'used' OR faults = '[]')
);
CREATE INDEX word_template_used ON word_template (kind, used_from DESC, id DESC) WHERE state = 'used';
CREATE INDEX word_template_uploaded ON word_template (uploaded_on DESC, id DESC);
CREATE INDEX word_template_file ON word_template (file_id);
CALL watch('word_template');

-- What was made of a template: the record that it is of, the version and the bytes of the template, the file.
CREATE TABLE made_document (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind <> ''),
  -- the record, as the audit trail files it: application:7
  record text NOT NULL CHECK (record <> ''),
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  -- null: of the template that the program ships
  template_id integer REFERENCES word_template,
  template_sha256 text NOT NULL CHECK (template_sha256 ~ '^[0-9a-f]{64}$'),
  file_id integer NOT NULL REFERENCES file,
  enterprise_id integer REFERENCES enterprise,
  made_on date NOT NULL
);
CREATE INDEX made_document_record ON made_document (record, id DESC);
CREATE INDEX made_document_made ON made_document (made_on DESC, id DESC);
CREATE INDEX made_document_title ON made_document (title, id);
CREATE INDEX made_document_template ON made_document (template_id) WHERE template_id IS NOT NULL;
CREATE INDEX made_document_enterprise ON made_document (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX made_document_file ON made_document (file_id);
CALL watch('made_document');

-- One more control: the keys that there are, and this one.
DO $$
DECLARE definition text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO definition FROM pg_constraint
    WHERE conname = 'control_relaxation_key_check' AND conrelid = 'control_relaxation'::regclass;
  definition := regexp_replace(definition, 'ARRAY\[', 'ARRAY[''template''::text, ');
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE 'ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check ' || definition;
END $$;
