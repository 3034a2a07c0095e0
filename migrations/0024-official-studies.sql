-- One official TFP figure per territory and period; an unusual one is published with its reason.

ALTER TABLE tfp_study
  -- Whether it is the official figure of its territory, sector and period. Null of a draft, and of one that was published
  -- before this was asked: that one counts as official.
  ADD COLUMN official boolean,
  ADD COLUMN publication_reason text CHECK (publication_reason <> '');

CREATE UNIQUE INDEX tfp_study_official ON tfp_study (territory_id, sector_key, first_year, last_year)
  WHERE official AND state = 'published';

-- What is published for another territory than the plan's, or outside the plan's years, belongs to no plan year.
DO $$
DECLARE
  name text;
BEGIN
  SELECT conname INTO STRICT name FROM pg_constraint
   WHERE conrelid = 'tfp_study'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%docx_sha256 IS NOT NULL%';
  EXECUTE format('ALTER TABLE tfp_study DROP CONSTRAINT %I', name);
END $$;
ALTER TABLE tfp_study
  ADD CHECK (state NOT IN ('published', 'withdrawn') OR (published_on IS NOT NULL AND published_at IS NOT NULL
    AND published_by IS NOT NULL AND docx_file_id IS NOT NULL AND docx_sha256 IS NOT NULL
    AND xlsx_file_id IS NOT NULL AND xlsx_sha256 IS NOT NULL)),
  ADD CHECK ((plan_id IS NULL) = (plan_year IS NULL));
