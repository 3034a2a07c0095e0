-- What each filing of an application said: the first is round 1, and each filing anew after a return is a round more. What is edited
-- before it is checked belongs to its round. Applications of before have one round, as they stand.
CREATE TABLE application_filing (
  application_id integer NOT NULL REFERENCES application,
  round integer NOT NULL CHECK (round >= 1),
  filed_at timestamptz NOT NULL,
  content_id integer NOT NULL REFERENCES support_content,
  year integer NOT NULL,
  description text NOT NULL,
  requested bigint NOT NULL CHECK (requested > 0),
  own_funds bigint NOT NULL CHECK (own_funds >= 0),
  file_id integer REFERENCES file,
  PRIMARY KEY (application_id, round)
);
INSERT INTO application_filing (application_id, round, filed_at, content_id, year, description, requested, own_funds, file_id)
SELECT id, 1, filed_at, content_id, year, description, requested, own_funds, file_id FROM application;
CALL watch('application_filing');
