-- What a kind of report is about: the programme, or one record, which its page begins it from; and what its subject line begins with, where it is
-- not the results of the plan. A kind may be held to one page, and may say how many days after its figures close it is due.
ALTER TABLE report_kind
  ADD COLUMN about text NOT NULL DEFAULT 'programme' CHECK (about IN ('programme', 'enterprise', 'task')),
  ADD COLUMN subject_line text CHECK (subject_line <> ''),
  ADD COLUMN one_page boolean NOT NULL DEFAULT false,
  ADD COLUMN due_days smallint CHECK (due_days BETWEEN 0 AND 90);

ALTER TABLE report
  ADD COLUMN about text NOT NULL DEFAULT 'programme' CHECK (about IN ('programme', 'enterprise', 'task')),
  -- the number of that record; a sealed report keeps it, whatever becomes of the record
  ADD COLUMN about_id integer,
  ADD CONSTRAINT report_about_one CHECK ((about = 'programme') = (about_id IS NULL) AND (about_id IS NULL OR period <> 'planYear'));
CREATE INDEX report_about_of ON report (about, about_id) WHERE about_id IS NOT NULL;

DROP INDEX report_edition_once;
CREATE UNIQUE INDEX report_edition_once ON report (plan_id, beside, year, edition, period, (CASE period WHEN 'planYear' THEN 0 ELSE kind_id END),
  coalesce(from_on, '-infinity'), coalesce(to_on, 'infinity'), about, coalesce(about_id, 0));
DROP INDEX report_one_draft;
CREATE UNIQUE INDEX report_one_draft ON report (plan_id, beside, year, period, (CASE period WHEN 'planYear' THEN 0 ELSE kind_id END),
  coalesce(from_on, '-infinity'), coalesce(to_on, 'infinity'), about, coalesce(about_id, 0)) WHERE state = 'draft';
