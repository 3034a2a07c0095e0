-- What whoever registers shows of himself by the personal link, before an officer confirms who speaks for the enterprise. A file is kept
-- first; it is a paper once it is said which one.
CREATE TABLE registration_paper (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  registration_id integer NOT NULL REFERENCES registration,
  file_id integer NOT NULL UNIQUE REFERENCES file,
  kind text CHECK (kind IN ('appointment', 'business', 'other')),
  kept_at timestamptz NOT NULL
);
CREATE INDEX registration_paper_registration ON registration_paper (registration_id, id);
CALL watch('registration_paper');

-- How often whoever registers asked for the confirmation again, and when last.
ALTER TABLE registration ADD COLUMN mail_asked integer NOT NULL DEFAULT 0;
ALTER TABLE registration ADD COLUMN mail_asked_at timestamptz;
