-- What the virus scanner said of the stored bytes. A file without a row has not been scanned yet.
CREATE TABLE file_scan (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- made: written by the program itself, from what it holds; no scanner is asked.
  state text NOT NULL CHECK (state IN ('waiting', 'clean', 'infected', 'made')),
  -- The scanner's name for what it found.
  signature text,
  scanned_at timestamptz,
  -- Attempts since the last answer, and when the next is due; null: none is.
  tries integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  -- Why the last attempt brought no answer.
  fault text,
  CHECK ((state = 'infected') = (signature IS NOT NULL)),
  CHECK (state NOT IN ('clean', 'infected') OR scanned_at IS NOT NULL)
);
CREATE INDEX file_scan_due ON file_scan (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX file_scan_infected ON file_scan (scanned_at) WHERE state = 'infected';
