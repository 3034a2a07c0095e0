-- Work of past years that lives in sheets comes in by batches: a sheet that one person checks and proposes and another approves. Each
-- record that a batch made is marked with the line it came from, so that the batch can be undone whole while nothing stands on it.

ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check
  CHECK (kind IN ('enterprises', 'accounts', 'series', 'results', 'takeover'));

CREATE TABLE takeover_batch (
  -- The checked import that it is.
  id integer PRIMARY KEY,
  import_kind text NOT NULL DEFAULT 'takeover' CHECK (import_kind = 'takeover'),
  plan_id integer NOT NULL REFERENCES plan,
  step text NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'returned', 'approved', 'undone')),
  -- What the proposer says of the sheet: whose it is, what it holds.
  note text NOT NULL CHECK (note <> ''),
  proposed_by text REFERENCES account,
  proposed_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  undone_by text REFERENCES account,
  undone_at timestamptz,
  -- Why it was returned or undone.
  reason text,
  FOREIGN KEY (import_kind, id) REFERENCES import (kind, id),
  CHECK ((state = 'proposed') = (settled_at IS NULL)),
  CHECK ((state = 'undone') = (undone_at IS NOT NULL)),
  CHECK ((state IN ('returned', 'undone')) = (reason IS NOT NULL))
);
CREATE INDEX takeover_batch_list ON takeover_batch (plan_id, id);
CREATE INDEX takeover_batch_file ON takeover_batch (file_id);
CALL watch('takeover_batch');

-- Which record came from which line. What a batch made stays named here after it was undone: money that moved back is still in the ledger.
CREATE TABLE takeover_record (
  record_type text NOT NULL,
  record_id integer NOT NULL,
  batch_id integer NOT NULL REFERENCES takeover_batch,
  line integer NOT NULL,
  -- What the sheets know it by: the number of an application, a contract, a course.
  number text,
  number_key text GENERATED ALWAYS AS (fold(number)) STORED,
  PRIMARY KEY (record_type, record_id)
);
CREATE INDEX takeover_record_batch ON takeover_record (batch_id, line);
CREATE INDEX takeover_record_number ON takeover_record (record_type, number_key) WHERE number IS NOT NULL;
CALL watch('takeover_record');

-- A turn of the past may be known before its money is.
ALTER TABLE support_turn
  ALTER COLUMN commitment_id DROP NOT NULL,
  ADD COLUMN taken_over boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT support_turn_money CHECK (commitment_id IS NOT NULL OR taken_over);

-- A sheet that was taken over names many enterprises and persons: the records that rest on it do not open it to one of them, nor to
-- everybody who works for the programme.
CREATE OR REPLACE VIEW enterprise_file AS
  SELECT named.enterprise_id, named.file_id
    FROM (SELECT enterprise_id, file_id FROM enterprise_year WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM enterprise_criterion WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM enterprise_accounts WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM application WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, decision_file_id FROM application WHERE decision_file_id IS NOT NULL
          UNION ALL SELECT a.enterprise_id, f.file_id FROM application_filing f JOIN application a ON a.id = f.application_id
                     WHERE f.file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM certificate
          UNION ALL SELECT t.enterprise_id, s.file_id FROM support_step s JOIN support_turn t ON t.id = s.turn_id
                     WHERE s.file_id IS NOT NULL) AS named
   WHERE NOT EXISTS (SELECT FROM takeover_batch b WHERE b.file_id = named.file_id);

CREATE OR REPLACE VIEW programme_file AS
  SELECT file_id FROM training_event e
   WHERE NOT EXISTS (SELECT FROM takeover_batch b WHERE b.file_id = e.file_id)
  UNION ALL SELECT file_id FROM plan WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM plan_version WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM plan_draft WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM past_result
  UNION ALL SELECT file_id FROM indicator_value
  UNION ALL SELECT file_id FROM duty_item WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM import WHERE kind = 'series'
  UNION ALL SELECT docx_file_id FROM tfp_study WHERE docx_file_id IS NOT NULL
  UNION ALL SELECT xlsx_file_id FROM tfp_study WHERE xlsx_file_id IS NOT NULL;

ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check
  CHECK (key IN ('decision', 'payment', 'paper', 'seal', 'value', 'takeover'));
