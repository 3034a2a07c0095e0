-- Obstacles that agencies and enterprises report, and the programme's yearly report.

CREATE TABLE obstacle (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  agency_id integer REFERENCES agency,
  enterprise_id integer REFERENCES enterprise,
  text text NOT NULL,
  proposal text NOT NULL,
  reported_on date NOT NULL,
  reported_by text NOT NULL,
  resolved_on date,
  resolution text,
  search text NOT NULL GENERATED ALWAYS AS (fold(text || ' ' || proposal)) STORED,
  CHECK ((resolved_on IS NULL) = (resolution IS NULL)),
  CHECK (resolved_on >= reported_on)
);
CREATE INDEX obstacle_list ON obstacle (plan_id, reported_on, id);
CREATE INDEX obstacle_open ON obstacle (plan_id, reported_on, id) WHERE resolved_on IS NULL;
CREATE INDEX obstacle_enterprise ON obstacle (enterprise_id, reported_on) WHERE enterprise_id IS NOT NULL;
CREATE INDEX obstacle_agency ON obstacle (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX obstacle_search ON obstacle USING gin (search gin_trgm_ops);

-- `sections` holds text with names in braces for the figures; `data` of a sealed report holds the figures, the text and
-- the heading as they were, in canonical JSON whose SHA-256 is `data_sha256`.
CREATE TABLE report (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  year integer NOT NULL,
  edition integer NOT NULL DEFAULT 1,
  state text NOT NULL CHECK (state IN ('draft', 'sealed')),
  due_on date NOT NULL,
  -- True: due_on itself is already late.
  due_before boolean NOT NULL,
  sections jsonb NOT NULL,
  heading jsonb NOT NULL,
  signatory jsonb NOT NULL,
  number text,
  dated_on date,
  data text,
  data_sha256 text,
  docx_file_id integer REFERENCES file,
  docx_sha256 text,
  xlsx_file_id integer REFERENCES file,
  xlsx_sha256 text,
  sealed_at timestamptz,
  sealed_by text,
  restatement text,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (plan_id, year, edition),
  CHECK (state = 'draft' OR (data IS NOT NULL AND data_sha256 IS NOT NULL AND docx_file_id IS NOT NULL AND docx_sha256 IS NOT NULL
         AND xlsx_file_id IS NOT NULL AND xlsx_sha256 IS NOT NULL AND sealed_at IS NOT NULL AND sealed_by IS NOT NULL
         AND number IS NOT NULL AND dated_on IS NOT NULL)),
  CHECK (edition = 1 OR restatement IS NOT NULL)
);
CREATE UNIQUE INDEX report_one_draft ON report (plan_id, year) WHERE state = 'draft';
CREATE INDEX report_list ON report (year, id);

CREATE FUNCTION report_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'sealed' THEN
    RAISE EXCEPTION 'report % is sealed', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_sealed';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER report_sealed BEFORE UPDATE OR DELETE ON report FOR EACH ROW EXECUTE FUNCTION report_sealed();

CALL watch('obstacle');
CALL watch('report');
