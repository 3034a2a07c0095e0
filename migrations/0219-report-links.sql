-- A personal link of one recipient, by which it reports without an account: SHA-256 alone is kept, with the last day on which it opens.
ALTER TABLE report_answer
  ADD COLUMN link_sha256 text CONSTRAINT report_answer_link UNIQUE,
  ADD COLUMN link_until date,
  ADD COLUMN link_opened_on date,
  ADD CHECK ((link_sha256 IS NULL) = (link_until IS NULL));

-- Files that came by a link, so that none but these are attached by it.
CREATE TABLE report_link_file (
  file_id integer PRIMARY KEY REFERENCES file,
  answer_id integer NOT NULL REFERENCES report_answer,
  kept_on date NOT NULL
);
CREATE INDEX report_link_file_answer ON report_link_file (answer_id);
CALL watch('report_link_file');
