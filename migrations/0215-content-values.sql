-- What a support turn of each kind of content brought, as data: the fields that are asked before and at the end of a turn are rows with their source;
-- their values are entered with proof, confirmed by another person, and facts once the turn is done.
CREATE TABLE content_field (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT content_field_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  kind text NOT NULL CHECK (kind IN ('management_system', 'improvement_tool', 'traceability', 'good_practice', 'smart_production',
                                     'digital_management', 'product_certification')),
  -- of one content alone; null: of all contents of the kind
  content_key text REFERENCES support_content (key),
  type text NOT NULL CHECK (type IN ('number', 'area', 'choice', 'text', 'date')),
  unit text CHECK (unit <> ''),
  unit_en text CHECK (unit_en <> ''),
  -- of a choice: from the lowest up, separated by semicolons
  options text CHECK (options <> ''),
  options_en text CHECK (options_en <> ''),
  -- what there is one value of each of, such as crops; null: one value of a turn
  per_item text CHECK (per_item <> ''),
  per_item_en text CHECK (per_item_en <> ''),
  asked_at text NOT NULL CHECK (asked_at IN ('before', 'end', 'both')),
  required boolean NOT NULL DEFAULT false,
  source text NOT NULL CHECK (source <> ''),
  valid_from date,
  ended_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT content_field_unit CHECK (num_nonnulls(unit, unit_en) = CASE WHEN type IN ('number', 'area') THEN 2 ELSE 0 END),
  CONSTRAINT content_field_options CHECK (num_nonnulls(options, options_en) = CASE WHEN type = 'choice' THEN 2 ELSE 0 END),
  CONSTRAINT content_field_item CHECK ((per_item IS NULL) = (per_item_en IS NULL))
);
CREATE UNIQUE INDEX content_field_name ON content_field (fold(name), kind, coalesce(content_key, ''));
CREATE INDEX content_field_by_name ON content_field (left(name, 120), id);
CREATE INDEX content_field_content ON content_field (content_key) WHERE content_key IS NOT NULL;
CALL watch('content_field');

CREATE TABLE content_value (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer NOT NULL REFERENCES support_turn,
  field_id integer NOT NULL REFERENCES content_field,
  moment text NOT NULL CHECK (moment IN ('before', 'end')),
  item text CHECK (item <> ''),
  -- as it was said; a number, an area and the place of a choice among its options stand in amount too
  value text NOT NULL CHECK (value <> ''),
  amount double precision,
  measured_on date NOT NULL,
  -- one that a table brought in has its table
  file_id integer REFERENCES file,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'content_values' END) STORED,
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'returned', 'confirmed', 'withdrawn')),
  remark text CHECK (remark <> ''),
  reason text CHECK (reason <> ''),
  entered_on date NOT NULL,
  confirmed_on date,
  withdrawn_on date,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(coalesce(item, '') || ' ' || value)) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT content_value_proof CHECK (num_nonnulls(file_id, import_id) >= 1),
  CONSTRAINT content_value_confirmed CHECK (state <> 'confirmed' OR confirmed_on IS NOT NULL),
  CONSTRAINT content_value_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL) AND (state <> 'withdrawn' OR reason IS NOT NULL))
);
CREATE UNIQUE INDEX content_value_once ON content_value (turn_id, field_id, moment, fold(coalesce(item, ''))) WHERE state <> 'withdrawn';
CREATE INDEX content_value_field ON content_value (field_id);
CREATE INDEX content_value_measured ON content_value (measured_on DESC, id);
CREATE INDEX content_value_state ON content_value (state, id);
CREATE INDEX content_value_file ON content_value (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX content_value_import ON content_value (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX content_value_search ON content_value USING gin (search gin_trgm_ops);
CALL watch('content_value');

-- A fact of such a value says of which field it is, and an indicator may choose by it and by how much it is at least.
ALTER TABLE fact ADD COLUMN content_field text;
ALTER TABLE indicator
  ADD COLUMN content_field text REFERENCES content_field (key),
  ADD COLUMN at_least double precision,
  ADD CONSTRAINT indicator_content_field CHECK ((content_field IS NOT NULL) = ('content.value' = ANY (fact_kinds))),
  ADD CONSTRAINT indicator_at_least CHECK (at_least IS NULL OR content_field IS NOT NULL);
CREATE INDEX indicator_by_content_field ON indicator (content_field) WHERE content_field IS NOT NULL;

CREATE OR REPLACE FUNCTION fact_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT fold(k.standard), c.key INTO NEW.standard, NEW.content
    FROM certificate k JOIN support_turn t ON t.id = k.turn_id JOIN support_content c ON c.id = t.content_id
   WHERE NEW.record_type = 'certificate' AND k.id = NEW.record_id;
  IF NEW.record_type = 'support_turn' THEN
    SELECT c.key INTO NEW.content FROM support_turn t JOIN support_content c ON c.id = t.content_id WHERE t.id = NEW.record_id;
  END IF;
  IF NEW.record_type = 'content_value' THEN
    SELECT c.key, d.key INTO NEW.content, NEW.content_field
      FROM content_value v JOIN content_field d ON d.id = v.field_id JOIN support_turn t ON t.id = v.turn_id
      JOIN support_content c ON c.id = t.content_id WHERE v.id = NEW.record_id;
  END IF;
  SELECT fold(e.industry), e.size_class INTO NEW.industry, NEW.size FROM enterprise e WHERE e.id = NEW.enterprise_id;
  RETURN NEW;
END $$;

-- Whether an indicator chooses among the facts of its kinds.
CREATE FUNCTION indicator_chooses(i indicator) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT cardinality(i.standards || i.contents || i.industries || i.sizes) > 0 OR i.content_field IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION fact_wanted(f fact, i indicator) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (cardinality(i.standards) = 0 OR coalesce(f.standard LIKE ANY (SELECT '%' || s || '%' FROM unnest(i.standards) AS s), false))
     AND (cardinality(i.contents) = 0 OR coalesce(f.content = ANY (i.contents), false))
     AND (cardinality(i.industries) = 0 OR coalesce(f.industry LIKE ANY (SELECT '%' || s || '%' FROM unnest(i.industries) AS s), false))
     AND (cardinality(i.sizes) = 0 OR coalesce(f.size = ANY (i.sizes), false))
     AND (i.content_field IS NULL OR coalesce(f.content_field = i.content_field, false))
     AND (i.at_least IS NULL OR f.quantity >= i.at_least::numeric)
$$;

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_functiondef('indicator_result(integer, integer, integer, integer)'::regprocedure) INTO known;
  EXECUTE replace(known, 'cardinality(i.standards || i.contents || i.industries || i.sizes) = 0', 'NOT indicator_chooses(i)');
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''content_values''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''contentValue''::text, '));
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT t.enterprise_id, v.file_id FROM content_value v JOIN support_turn t ON t.id = v.turn_id WHERE v.file_id IS NOT NULL';
END $$;
