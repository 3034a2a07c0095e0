-- Standing duties ("thường xuyên") ask each of their agencies once a period what was done.

-- How often, where that is another than the half-year: of a plan, or of one of its duties.
CREATE TABLE standing_period (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  -- the section of the duty; null: every standing duty of the plan
  code text CHECK (code <> ''),
  recurrence text NOT NULL CHECK (recurrence IN ('yearly', 'halfYearly', 'quarterly', 'monthly')),
  -- as the plan's dated duties: the month of the year, or of the first period; the day, or the last one of the month
  due_month smallint CHECK (due_month BETWEEN 1 AND 12),
  due_day smallint CHECK (due_day BETWEEN 1 AND 31),
  -- where it is written
  source text NOT NULL CHECK (source <> ''),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT standing_period_once UNIQUE NULLS NOT DISTINCT (plan_id, code)
);
CALL watch('standing_period');

CREATE TABLE standing_report (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  duty_id integer NOT NULL REFERENCES duty,
  -- who was asked; once reported, who reported
  agency_id integer NOT NULL REFERENCES agency,
  recurrence text NOT NULL CHECK (recurrence IN ('yearly', 'halfYearly', 'quarterly', 'monthly')),
  year integer NOT NULL,
  period smallint NOT NULL CHECK (period BETWEEN 0 AND 12),
  from_on date NOT NULL,
  due_on date NOT NULL CHECK (due_on > from_on),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'reported', 'returned', 'accepted')),
  nothing boolean NOT NULL DEFAULT false,
  done text CHECK (done <> ''),
  -- why nothing was done
  reason text CHECK (reason <> ''),
  -- how many records the program held of the agency in the period when it reported, by kind
  held jsonb NOT NULL DEFAULT '[]',
  reported_on date,
  reported_by text,
  remark text CHECK (remark <> ''),
  settled_on date,
  settled_by text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT standing_report_once UNIQUE (duty_id, due_on),
  CHECK (state = 'asked' OR reported_on IS NOT NULL),
  CHECK (state NOT IN ('returned', 'accepted') OR settled_on IS NOT NULL),
  CHECK (state <> 'returned' OR remark IS NOT NULL),
  -- what was done, or that nothing was, with the reason
  CHECK (reported_on IS NULL OR CASE WHEN nothing THEN done IS NULL AND reason IS NOT NULL ELSE done IS NOT NULL END)
);
CREATE INDEX standing_report_agency ON standing_report (agency_id, year);
CREATE INDEX standing_report_state ON standing_report (state, due_on);
CREATE INDEX standing_report_due ON standing_report (due_on, id);
CALL watch('standing_report');

-- One thing that was done, and which task of the plan it carries out.
CREATE TABLE standing_deed (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  report_id integer NOT NULL REFERENCES standing_report ON DELETE CASCADE,
  text text NOT NULL CHECK (text <> ''),
  done_on date,
  -- the section of the plan's tasks and the place of the sentence in it: III.1/2
  task text CHECK (task <> ''),
  file_id integer REFERENCES file
);
CREATE INDEX standing_deed_report ON standing_deed (report_id, id);
CREATE INDEX standing_deed_task ON standing_deed (task);
CREATE INDEX standing_deed_file ON standing_deed (file_id) WHERE file_id IS NOT NULL;
CALL watch('standing_deed');

-- Who reports a standing duty does not accept the report.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''standing''::text, '));
END $$;
