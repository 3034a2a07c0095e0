-- What waits for whom: since when an application is where it is, what a kind of work may take, who is in charge of a record, and who stands
-- in for whom.

-- Each state that an application came into, with its day. Applications of before: as the trail tells, else as they stand.
CREATE TABLE application_stage (
  application_id integer NOT NULL REFERENCES application ON DELETE CASCADE,
  place integer NOT NULL CHECK (place >= 1),
  state text NOT NULL,
  since date NOT NULL,
  PRIMARY KEY (application_id, place)
);
INSERT INTO application_stage (application_id, place, state, since)
SELECT id, row_number() OVER (PARTITION BY id ORDER BY change_id), state, since FROM (
  SELECT p.id, c.id AS change_id, c.after ->> 'state' AS state,
         lag(c.after ->> 'state') OVER (PARTITION BY p.id ORDER BY c.id) AS before,
         CASE WHEN c.operation = 'INSERT' THEN p.filed_on ELSE (a.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date END AS since
    FROM application p JOIN change c ON c.table_name = 'application' AND c.row_key = p.id::text JOIN audit a ON a.id = c.audit_id
   WHERE c.after ->> 'state' IS NOT NULL) AS told
 WHERE before IS DISTINCT FROM state;
INSERT INTO application_stage (application_id, place, state, since)
SELECT p.id, coalesce(last.place, 0) + 1, p.state, coalesce(p.decided_on, p.filed_on)
  FROM application p
  LEFT JOIN LATERAL (SELECT place, state FROM application_stage s WHERE s.application_id = p.id ORDER BY place DESC LIMIT 1) last ON true
 WHERE last.state IS DISTINCT FROM p.state;
CALL watch('application_stage');

-- How many working days a kind of work may take, and who says so.
CREATE TABLE work_limit (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  ord integer NOT NULL,
  days integer NOT NULL CHECK (days BETWEEN 1 AND 250),
  source text NOT NULL CHECK (source <> ''),
  source_en text NOT NULL CHECK (source_en <> ''),
  -- Entered or changed here: what the program ships no longer touches it.
  own boolean NOT NULL DEFAULT false,
  to_check boolean NOT NULL
);
CALL watch('work_limit');

-- The officer in charge of a record. A new one ends the one before; the rows are the history.
CREATE TABLE work_assignment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record text NOT NULL,
  record_id integer NOT NULL,
  account_id text NOT NULL REFERENCES account,
  reason text,
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  ended_at timestamptz CHECK (ended_at >= set_at)
);
CREATE UNIQUE INDEX work_assignment_now ON work_assignment (record, record_id) WHERE ended_at IS NULL;
CREATE INDEX work_assignment_account ON work_assignment (account_id) WHERE ended_at IS NULL;
CREATE INDEX work_assignment_history ON work_assignment (record, record_id, id);
CALL watch('work_assignment');

-- Who stands in for whom, from day to day; ended before its last day by `ended_at`.
CREATE TABLE deputy (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  deputy_id text NOT NULL REFERENCES account,
  from_day date NOT NULL,
  to_day date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT deputy_days CHECK (to_day >= from_day),
  CONSTRAINT deputy_other CHECK (deputy_id <> account_id)
);
CREATE INDEX deputy_of ON deputy (deputy_id, to_day);
CREATE INDEX deputy_for ON deputy (account_id, to_day);
CALL watch('deputy');

CREATE INDEX enterprise_criterion_declared ON enterprise_criterion (criterion_id) WHERE met AND NOT confirmed;
CREATE INDEX certificate_expiring ON certificate (expires_on) WHERE withdrawn_on IS NULL;
CREATE INDEX support_turn_open ON support_turn (state) WHERE state NOT IN ('finished', 'cancelled');
CREATE INDEX import_open ON import (kind, checked_at) WHERE applied_at IS NULL;

-- The persons whom an account counts as at a moment: its own person, and those it stood in for.
CREATE FUNCTION persons_of(account text, at timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(DISTINCT coalesce(p.person_id, x.id)) FROM (
    SELECT account AS id
    UNION SELECT d.account_id FROM deputy d WHERE d.deputy_id = account
      AND (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN d.from_day AND d.to_day AND (d.ended_at IS NULL OR at < d.ended_at)) x
    LEFT JOIN account_person p ON p.account_id = x.id
$$;
