-- Duties become dated work: several times a year, on request; days off by year; reminders by mail; calendar feeds.

ALTER TABLE duty DROP CONSTRAINT duty_recurrence_check;
ALTER TABLE duty ADD CONSTRAINT duty_recurrence_check
  CHECK (recurrence IN ('continuous', 'yearly', 'halfYearly', 'quarterly', 'monthly', 'once'));
-- "Đột xuất": work may also be asked for outside the plan's own days.
ALTER TABLE duty ADD COLUMN on_request boolean NOT NULL DEFAULT false;

-- Which half-year, quarter or month of the year; 0 for what comes once a year or once.
ALTER TABLE duty_item ADD COLUMN period smallint NOT NULL DEFAULT 0 CHECK (period BETWEEN 0 AND 12);
-- Work on request: who asked for it and when, under a title of its own; out of a duty, or out of the plan alone.
ALTER TABLE duty_item ALTER COLUMN duty_id DROP NOT NULL;
ALTER TABLE duty_item ADD COLUMN plan_id integer REFERENCES plan;
ALTER TABLE duty_item ADD COLUMN title text CHECK (title <> '');
ALTER TABLE duty_item ADD COLUMN detail text;
ALTER TABLE duty_item ADD COLUMN requested_by text;
ALTER TABLE duty_item ADD COLUMN requested_on date;
ALTER TABLE duty_item ADD CONSTRAINT duty_item_of_duty_or_plan CHECK ((duty_id IS NULL) = (plan_id IS NOT NULL));
ALTER TABLE duty_item ADD CONSTRAINT duty_item_request
  CHECK ((requested_by IS NULL) = (requested_on IS NULL) AND (requested_by IS NULL) = (title IS NULL)
         AND (duty_id IS NOT NULL OR title IS NOT NULL));
ALTER TABLE duty_item DROP CONSTRAINT duty_item_duty_id_year_key;
CREATE UNIQUE INDEX duty_item_period ON duty_item (duty_id, year, period) WHERE requested_by IS NULL;
CREATE INDEX duty_item_duty ON duty_item (duty_id);
CREATE INDEX duty_item_plan ON duty_item (plan_id) WHERE plan_id IS NOT NULL;

-- Days off, compensatory days off and Saturdays or Sundays that are worked, by the decision of each year. A year without
-- a row follows the general rule (Labour Code 45/2019/QH14, art. 111 and 112).
CREATE TABLE holiday (
  day date PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('holiday', 'compensation', 'workday')),
  name text NOT NULL CHECK (name <> ''),
  name_en text NOT NULL,
  source text NOT NULL,
  to_check boolean NOT NULL DEFAULT false
);

-- One mail for each item, step and account.
CREATE TABLE duty_reminder (
  item_id integer NOT NULL REFERENCES duty_item ON DELETE CASCADE,
  step text NOT NULL CHECK (step IN ('30', '7', '1', 'late')),
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  sent_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (item_id, step, account_id)
);

-- Addresses that calendar programs subscribe to: only the SHA-256 of the secret part is kept.
CREATE TABLE calendar_feed (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency_id integer NOT NULL REFERENCES agency,
  sha256 text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE UNIQUE INDEX calendar_feed_live ON calendar_feed (agency_id) WHERE revoked_at IS NULL;

CALL watch('holiday');
CALL watch('duty_reminder');
CALL watch('calendar_feed');
