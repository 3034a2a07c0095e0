-- Obstacles that agencies and enterprises report, and the programme's yearly report.

CREATE TABLE obstacle (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  agency_id integer REFERENCES agency,
  enterprise_id integer REFERENCES enterprise,
  text text NOT NULL,
  proposal text NOT NULL,
  reported_on date NOT NULL,
  resolved_on date,
  resolution text,
  CHECK ((resolved_on IS NULL) = (resolution IS NULL))
);
CREATE INDEX obstacle_list ON obstacle (plan_id, reported_on, id);

CREATE TABLE report (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  year integer NOT NULL,
  edition integer NOT NULL DEFAULT 1,
  state text NOT NULL CHECK (state IN ('draft', 'sealed')),
  due_on date NOT NULL,
  sections jsonb NOT NULL,
  number text,
  place text NOT NULL,
  dated_on date,
  signatory jsonb NOT NULL,
  data text,
  data_sha256 text,
  docx_file_id integer REFERENCES file,
  xlsx_file_id integer REFERENCES file,
  sealed_at timestamptz,
  sealed_by text,
  restatement text,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (plan_id, year, edition),
  CHECK (state = 'draft' OR (data IS NOT NULL AND data_sha256 IS NOT NULL AND docx_file_id IS NOT NULL
         AND xlsx_file_id IS NOT NULL AND sealed_at IS NOT NULL AND number IS NOT NULL AND dated_on IS NOT NULL)),
  CHECK (edition = 1 OR restatement IS NOT NULL)
);
CREATE UNIQUE INDEX report_one_draft ON report (plan_id, year) WHERE state = 'draft';

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
