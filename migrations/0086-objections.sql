-- Objections of enterprises to a decision on their application, answered by another person than who decided.
CREATE TABLE application_objection (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  application_id integer NOT NULL REFERENCES application,
  text text NOT NULL CHECK (text <> ''),
  file_id integer REFERENCES file,
  filed_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'rejected', 'withdrawn')),
  answer text,
  answered_on date,
  CHECK ((state = 'open') = (answered_on IS NULL)),
  CHECK (state IN ('open', 'withdrawn') OR answer IS NOT NULL)
);
CREATE INDEX application_objection_of ON application_objection (application_id, id);
CREATE UNIQUE INDEX application_objection_open ON application_objection (application_id) WHERE state = 'open';
CREATE INDEX application_objection_file ON application_objection (file_id) WHERE file_id IS NOT NULL;
CALL watch('application_objection');

-- Until how many days after a decision one may object, with the document that says so. No row: it is not entered, and no objection is too late.
CREATE TABLE objection_limit (
  plan_id integer PRIMARY KEY REFERENCES plan,
  days integer NOT NULL CHECK (days BETWEEN 1 AND 3660),
  -- working days, else days of the calendar
  working boolean NOT NULL,
  source text NOT NULL CHECK (source <> ''),
  version integer NOT NULL DEFAULT 1
);
CALL watch('objection_limit');

ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check
  CHECK (key IN ('decision', 'payment', 'paper', 'seal', 'value', 'takeover', 'yearlyPlan', 'call', 'objection'));

CREATE OR REPLACE VIEW enterprise_file AS
  SELECT named.enterprise_id, named.file_id
    FROM (SELECT enterprise_id, file_id FROM enterprise_year WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM enterprise_criterion WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM enterprise_accounts WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM application WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, decision_file_id FROM application WHERE decision_file_id IS NOT NULL
          UNION ALL SELECT a.enterprise_id, f.file_id FROM application_filing f JOIN application a ON a.id = f.application_id
                     WHERE f.file_id IS NOT NULL
          UNION ALL SELECT coalesce(d.enterprise_id, a.enterprise_id), p.file_id FROM application_paper p
                      LEFT JOIN application_draft d ON d.id = p.draft_id LEFT JOIN application a ON a.id = p.application_id
          UNION ALL SELECT a.enterprise_id, o.file_id FROM application_objection o JOIN application a ON a.id = o.application_id
                     WHERE o.file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM certificate
          UNION ALL SELECT t.enterprise_id, s.file_id FROM support_step s JOIN support_turn t ON t.id = s.turn_id
                     WHERE s.file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM talk_message
                     WHERE file_id IS NOT NULL AND enterprise_id IS NOT NULL AND side = 'message' AND withdrawn_at IS NULL) AS named
   WHERE NOT EXISTS (SELECT FROM takeover_batch b WHERE b.file_id = named.file_id);
