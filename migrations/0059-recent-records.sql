-- The records that an account opened last. Only which they are: what they are called is read anew, by whoever may still read them.
CREATE TABLE recent_record (
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  record text NOT NULL,
  record_id integer NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, record, record_id)
);
