-- The life of a certificate: surveillance audits planned and held, suspension and restoration, renewal, scope; and a code by which the public finds it.
ALTER TABLE certificate
  ADD COLUMN code text NOT NULL UNIQUE DEFAULT upper(substr(md5(gen_random_uuid()::text), 1, 12)) CHECK (code <> ''),
  ADD COLUMN scope text CHECK (scope <> ''),
  -- Since when it is suspended; null where it is not.
  ADD COLUMN suspended_on date;

CREATE TABLE certificate_audit (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  certificate_id integer NOT NULL REFERENCES certificate,
  kind text NOT NULL CHECK (kind IN ('surveillance', 'recertification')),
  planned_on date NOT NULL,
  held_on date,
  result text CHECK (result IN ('passed', 'conditions', 'failed')),
  findings text CHECK (findings <> ''),
  file_id integer REFERENCES file,
  cancelled_on date,
  cancel_reason text CHECK (cancel_reason <> ''),
  CONSTRAINT certificate_audit_held CHECK (num_nonnulls(held_on, result, file_id) IN (0, 3)),
  CONSTRAINT certificate_audit_findings CHECK (findings IS NOT NULL OR result IS NULL OR result = 'passed'),
  CONSTRAINT certificate_audit_cancelled CHECK ((cancelled_on IS NULL) = (cancel_reason IS NULL) AND (cancelled_on IS NULL OR held_on IS NULL))
);
CREATE UNIQUE INDEX certificate_audit_once ON certificate_audit (certificate_id, kind, planned_on) WHERE cancelled_on IS NULL;
CREATE INDEX certificate_audit_open ON certificate_audit (planned_on, id) WHERE held_on IS NULL AND cancelled_on IS NULL;
CREATE INDEX certificate_audit_file ON certificate_audit (file_id) WHERE file_id IS NOT NULL;
CALL watch('certificate_audit');

-- What became of it, by its paper: the expiry or scope before and after stand beside each other.
CREATE TABLE certificate_event (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  certificate_id integer NOT NULL REFERENCES certificate,
  kind text NOT NULL CHECK (kind IN ('suspension', 'restoration', 'renewal', 'scope')),
  on_day date NOT NULL,
  document_number text NOT NULL CHECK (document_number <> ''),
  reason text CHECK (reason <> ''),
  expires_before date,
  expires_on date,
  scope_before text CHECK (scope_before <> ''),
  scope text CHECK (scope <> ''),
  file_id integer NOT NULL REFERENCES file,
  entered_on date NOT NULL,
  CONSTRAINT certificate_event_renewal CHECK ((kind = 'renewal') = (expires_on IS NOT NULL)),
  CONSTRAINT certificate_event_scope CHECK ((kind = 'scope') = (scope IS NOT NULL)),
  CONSTRAINT certificate_event_suspension CHECK (kind <> 'suspension' OR reason IS NOT NULL)
);
CREATE INDEX certificate_event_certificate ON certificate_event (certificate_id, id);
CREATE INDEX certificate_event_file ON certificate_event (file_id);
CALL watch('certificate_event');

DO $$ BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT k.enterprise_id, a.file_id FROM certificate_audit a JOIN certificate k ON k.id = a.certificate_id WHERE a.file_id IS NOT NULL'
    || ' UNION ALL SELECT k.enterprise_id, v.file_id FROM certificate_event v JOIN certificate k ON k.id = v.certificate_id';
END $$;
