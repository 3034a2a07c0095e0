-- Requests to have personal data corrected, and the terms for answering them as data with their source.
CREATE TABLE request_term (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key IN ('correction')),
  -- Days from the request; null: stated by nobody yet.
  days integer CHECK (days > 0),
  source text NOT NULL,
  to_check boolean NOT NULL,
  ord integer NOT NULL
);
CALL watch('request_term');

CREATE TABLE correction_request (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  field text NOT NULL CHECK (field IN ('name', 'email', 'other')),
  -- What is wrong, in the person's own words, and what it should be.
  wrong text NOT NULL,
  wanted text NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'corrected', 'refused')),
  asked_at timestamptz NOT NULL,
  reason text,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  CHECK ((state = 'asked') = (settled_at IS NULL)),
  CHECK (state <> 'refused' OR reason IS NOT NULL)
);
CREATE INDEX correction_request_asked ON correction_request (asked_at, id);
CREATE INDEX correction_request_state ON correction_request (state, asked_at, id);
CREATE INDEX correction_request_account ON correction_request (account_id, asked_at, id);
CALL watch('correction_request');
