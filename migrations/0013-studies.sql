-- TFP studies: each fixes its data, method and parameters, and the result that they give.

-- `data` and `result` are canonical JSON as text, because their SHA-256 covers their exact bytes.
CREATE TABLE tfp_study (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL CHECK (title <> ''),
  territory_id integer NOT NULL REFERENCES territory,
  -- The territory and the sector as they were named when the study was made.
  territory_name text NOT NULL,
  territory_name_en text NOT NULL,
  sector_key text NOT NULL REFERENCES series_sector,
  sector_name text NOT NULL,
  sector_name_en text NOT NULL,
  method text NOT NULL CHECK (method IN ('official', 'tornqvist', 'regression')),
  -- Every choice that was made, defaults included.
  parameters jsonb NOT NULL,
  -- Rows accounted, the series that they came from with their sources, and cautions about them.
  data text NOT NULL,
  data_sha256 text NOT NULL CHECK (data_sha256 = encode(sha256(convert_to(data, 'UTF8')), 'hex')),
  -- What the series looked like then, as the series say themselves.
  series_version text NOT NULL CHECK (series_version ~ '^[0-9a-f]{64}$'),
  result text NOT NULL,
  result_sha256 text NOT NULL CHECK (result_sha256 = encode(sha256(convert_to(result, 'UTF8')), 'hex')),
  first_year integer NOT NULL,
  last_year integer NOT NULL,
  tfp_growth double precision NOT NULL,
  -- The study that this one computes again from newer data.
  recalculates integer REFERENCES tfp_study,
  state text NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'submitted', 'reviewed', 'returned', 'published', 'withdrawn')),
  -- Account keys, so that one person under two names is still one person; the names stand beside them.
  author text NOT NULL,
  author_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  submitted_at timestamptz,
  reviewer text,
  reviewer_name text,
  reviewed_at timestamptz,
  -- What the reviewer found, or why it was sent back.
  review_note text,
  plan_id integer REFERENCES plan,
  plan_year integer,
  published_on date,
  published_at timestamptz,
  published_by text,
  docx_file_id integer REFERENCES file,
  docx_sha256 text,
  xlsx_file_id integer REFERENCES file,
  xlsx_sha256 text,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawal text,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || territory_name || ' ' || sector_name)) STORED,
  CHECK (first_year <= last_year),
  CONSTRAINT tfp_study_second_person CHECK (reviewer IS NULL OR reviewer <> author),
  CHECK (state = 'draft' OR submitted_at IS NOT NULL),
  CHECK (state NOT IN ('reviewed', 'returned', 'published', 'withdrawn') OR (reviewer IS NOT NULL AND reviewed_at IS NOT NULL)),
  CHECK (state <> 'returned' OR review_note IS NOT NULL),
  CHECK (state NOT IN ('published', 'withdrawn') OR (plan_id IS NOT NULL AND plan_year IS NOT NULL AND published_on IS NOT NULL
         AND published_at IS NOT NULL AND published_by IS NOT NULL AND docx_file_id IS NOT NULL AND docx_sha256 IS NOT NULL
         AND xlsx_file_id IS NOT NULL AND xlsx_sha256 IS NOT NULL)),
  CHECK ((state = 'withdrawn') = (withdrawal IS NOT NULL AND withdrawn_at IS NOT NULL AND withdrawn_by IS NOT NULL))
);
CREATE INDEX tfp_study_list ON tfp_study (created_at, id);
CREATE INDEX tfp_study_state ON tfp_study (state, created_at, id);
CREATE INDEX tfp_study_territory ON tfp_study (territory_id, created_at, id);
CREATE INDEX tfp_study_title ON tfp_study (title, id);
CREATE INDEX tfp_study_search ON tfp_study USING gin (search gin_trgm_ops);
CREATE INDEX tfp_study_recalculates ON tfp_study (recalculates) WHERE recalculates IS NOT NULL;

-- What was submitted is what is reviewed and published; what is published stays, and can only be withdrawn.
CREATE FUNCTION tfp_study_way() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- `search` is computed after this trigger, so it is not there yet in NEW.
  withdrawing text[] := ARRAY['state', 'withdrawn_at', 'withdrawn_by', 'withdrawal', 'version', 'search'];
  content text[] := ARRAY['title', 'territory_id', 'territory_name', 'territory_name_en', 'sector_key', 'sector_name',
    'sector_name_en', 'method', 'parameters', 'data', 'data_sha256', 'series_version', 'result', 'result_sha256', 'first_year',
    'last_year', 'tfp_growth', 'author', 'author_name', 'created_at'];
  steps text[] := ARRAY['draft-draft', 'draft-submitted', 'submitted-reviewed', 'submitted-returned', 'reviewed-returned',
    'reviewed-published', 'returned-draft', 'published-withdrawn'];
  name text;
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'withdrawn' OR NOT (OLD.state || '-' || NEW.state) = ANY (steps)
     OR (OLD.state = 'published' AND to_jsonb(OLD) - withdrawing IS DISTINCT FROM to_jsonb(NEW) - withdrawing) THEN
    RAISE EXCEPTION 'study % is %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation', CONSTRAINT = 'tfp_study_sealed';
  END IF;
  IF OLD.state IN ('submitted', 'reviewed') THEN
    FOREACH name IN ARRAY content LOOP
      IF to_jsonb(OLD) -> name IS DISTINCT FROM to_jsonb(NEW) -> name THEN
        RAISE EXCEPTION 'study % is %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation', CONSTRAINT = 'tfp_study_sealed';
      END IF;
    END LOOP;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tfp_study_way BEFORE UPDATE OR DELETE ON tfp_study FOR EACH ROW EXECUTE FUNCTION tfp_study_way();

CREATE FUNCTION tfp_study_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'draft' OR NEW.reviewer IS NOT NULL OR NEW.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a study begins as a draft' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'tfp_study_sealed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tfp_study_begins BEFORE INSERT ON tfp_study FOR EACH ROW EXECUTE FUNCTION tfp_study_begins();

CALL watch('tfp_study');
