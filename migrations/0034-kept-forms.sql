-- Forms that came when their account's session had ended: kept, sealed with a key outside the database, until the account has signed
-- in again and sent them, a week at most. One row for each filling.
CREATE TABLE kept_form (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-f-]{36}$'),
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  once text NOT NULL UNIQUE,
  sealed bytea NOT NULL,
  -- Bytes of its files.
  size bigint NOT NULL CHECK (size >= 0),
  kept_at timestamptz NOT NULL
);
CREATE INDEX kept_form_user ON kept_form (user_id, kept_at DESC);
CREATE INDEX kept_form_age ON kept_form (kept_at);

CREATE TABLE kept_form_file (
  kept_id text NOT NULL REFERENCES kept_form ON DELETE CASCADE,
  place integer NOT NULL CHECK (place >= 0),
  sealed bytea NOT NULL,
  PRIMARY KEY (kept_id, place)
);
