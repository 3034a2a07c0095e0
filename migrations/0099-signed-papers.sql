-- Authorities whose certificates are trusted when a digital signature is checked: loaded by an administrator, none is shipped.
CREATE TABLE signature_root (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL CHECK (subject <> ''),
  der bytea NOT NULL,
  sha256 text NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  -- where the certificate was taken from
  source text NOT NULL CHECK (source <> ''),
  added_on date NOT NULL,
  removed_on date,
  remove_reason text CHECK (remove_reason <> ''),
  CHECK ((removed_on IS NULL) = (remove_reason IS NULL))
);
CREATE UNIQUE INDEX signature_root_once ON signature_root (sha256) WHERE removed_on IS NULL;
CALL watch('signature_root');

-- The signed scan or the digitally signed PDF of a record: the last one counts. What was found of its signatures on the day is kept.
CREATE TABLE signed_paper (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- as the audit trail files it: application_decision:7
  record text NOT NULL CHECK (record <> ''),
  file_id integer NOT NULL REFERENCES file,
  received_on date NOT NULL,
  -- a list of what was found of each signature; [] for a scan
  signatures jsonb NOT NULL,
  -- how many authorities the chain was held against
  roots integer NOT NULL
);
CREATE INDEX signed_paper_record ON signed_paper (record, id DESC);
CREATE INDEX signed_paper_file ON signed_paper (file_id);
CALL watch('signed_paper');

ALTER TABLE application_decision ADD COLUMN closed_on date CHECK (closed_on >= decided_on);
CREATE INDEX application_decision_open ON application_decision (decided_on, id) WHERE closed_on IS NULL;
