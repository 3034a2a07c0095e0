-- The guide to systems and tools: entries that are written by one, published by another, and kept edition by edition.
CREATE TABLE guide_entry (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- of one that came with the program: what it is known by in data/guide.json
  key text CONSTRAINT guide_entry_key_once UNIQUE,
  content_id integer NOT NULL REFERENCES support_content,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  title_en text NOT NULL CHECK (title_en <> ''),
  about text NOT NULL CHECK (about <> ''),
  about_en text NOT NULL CHECK (about_en <> ''),
  whom text NOT NULL CHECK (whom <> ''),
  whom_en text NOT NULL CHECK (whom_en <> ''),
  steps text NOT NULL CHECK (steps <> ''),
  steps_en text NOT NULL CHECK (steps_en <> ''),
  papers text,
  papers_en text,
  readiness text,
  readiness_en text,
  readiness_source text,
  standards text[] NOT NULL DEFAULT '{}',
  -- none: of any sector
  sectors text[] NOT NULL DEFAULT '{}' CHECK (sectors <@ ARRAY['production', 'trade_services']),
  goals text[] NOT NULL DEFAULT '{}' CHECK (goals <@ ARRAY['productivity', 'quality', 'food_safety', 'environment', 'energy', 'safety', 'market', 'digital']),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'returned', 'published', 'withdrawn')),
  begun_on date NOT NULL,
  sent_on date,
  remarks text,
  -- why it is shown no more
  reason text,
  -- whose table or file this text came in with; that account does not publish it
  taken_in_by text,
  version integer NOT NULL DEFAULT 1,
  CHECK (readiness IS NULL OR readiness_source IS NOT NULL),
  CHECK ((papers IS NULL) = (papers_en IS NULL)),
  CHECK ((readiness IS NULL) = (readiness_en IS NULL)),
  CHECK ((state = 'withdrawn') = (reason IS NOT NULL))
);
CREATE INDEX guide_entry_content ON guide_entry (content_id);
CREATE INDEX guide_entry_title ON guide_entry (title, id);
CREATE INDEX guide_entry_state ON guide_entry (state, id);
CALL watch('guide_entry');

-- What an entry names beside its text: where it was read, further documents and videos, who advises.
CREATE TABLE guide_reference (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id integer NOT NULL REFERENCES guide_entry,
  kind text NOT NULL CHECK (kind IN ('source', 'document', 'video', 'adviser')),
  title text NOT NULL CHECK (title <> ''),
  publisher text,
  address text CHECK (address ~ '^https?://'),
  read_on date,
  CHECK (kind <> 'source' OR (publisher IS NOT NULL AND read_on IS NOT NULL)),
  CHECK (kind = 'adviser' OR address IS NOT NULL)
);
CREATE INDEX guide_reference_of ON guide_reference (entry_id, id);
CALL watch('guide_reference');

-- What was published, edition by edition, as it then was; the last one is what everybody reads.
CREATE TABLE guide_edition (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id integer NOT NULL REFERENCES guide_entry,
  number integer NOT NULL CHECK (number > 0),
  published_on date NOT NULL,
  -- replaced by the next one, or taken down
  ended_on date CHECK (ended_on >= published_on),
  -- it came with the program and nobody of the office has gone through it
  shipped boolean NOT NULL DEFAULT false,
  content_id integer NOT NULL REFERENCES support_content,
  title text COLLATE "vi-x-icu" NOT NULL,
  title_en text NOT NULL,
  about text NOT NULL,
  about_en text NOT NULL,
  whom text NOT NULL,
  whom_en text NOT NULL,
  steps text NOT NULL,
  steps_en text NOT NULL,
  papers text,
  papers_en text,
  readiness text,
  readiness_en text,
  readiness_source text,
  standards text[] NOT NULL,
  sectors text[] NOT NULL,
  goals text[] NOT NULL,
  refs jsonb NOT NULL,
  CONSTRAINT guide_edition_once UNIQUE (entry_id, number)
);
CREATE UNIQUE INDEX guide_edition_current ON guide_edition (entry_id) WHERE ended_on IS NULL;
CREATE INDEX guide_edition_content ON guide_edition (content_id);
CALL watch('guide_edition');

-- An enterprise that was supported, told of in an entry: only with its consent, and only as long as that holds.
CREATE TABLE guide_example (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id integer NOT NULL REFERENCES guide_entry,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  story text NOT NULL CHECK (story <> ''),
  story_en text NOT NULL CHECK (story_en <> ''),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'agreed', 'declined', 'withdrawn')),
  asked_on date NOT NULL,
  answered_on date,
  -- where somebody of the office wrote down a consent given on paper: which paper
  paper text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT guide_example_once UNIQUE (entry_id, enterprise_id),
  CHECK ((state = 'asked') = (answered_on IS NULL))
);
CREATE INDEX guide_example_enterprise ON guide_example (enterprise_id);
CREATE INDEX guide_example_state ON guide_example (state, id);
CALL watch('guide_example');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''guide''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''guide''::text, '));
END $$;
