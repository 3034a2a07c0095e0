-- A report may be of several plans that run side by side: `plan_id` leads it (its agency reports, by its day), `beside` are the others.

ALTER TABLE report
  ADD COLUMN beside integer[] NOT NULL DEFAULT '{}',
  ADD CHECK (array_position(beside, plan_id) IS NULL AND array_position(beside, NULL) IS NULL);

ALTER TABLE report DROP CONSTRAINT report_plan_id_year_edition_key;
CREATE UNIQUE INDEX report_edition_once ON report (plan_id, beside, year, edition);
DROP INDEX report_one_draft;
CREATE UNIQUE INDEX report_one_draft ON report (plan_id, beside, year) WHERE state = 'draft';
CREATE INDEX report_beside ON report USING gin (beside);

-- An array has no foreign keys: each plan in it is one that is there.
CREATE FUNCTION report_beside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM unnest(NEW.beside) AS b (id) WHERE NOT EXISTS (SELECT FROM plan WHERE plan.id = b.id)) THEN
    RAISE EXCEPTION 'report % names a plan that is not there', NEW.id USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'report_beside';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER report_beside BEFORE INSERT OR UPDATE OF beside ON report FOR EACH ROW EXECUTE FUNCTION report_beside();
