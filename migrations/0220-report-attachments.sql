-- Files that a form asks for, each from the round in which it is first sent to the last in which it was; a house's own remark beside the office's.
ALTER TABLE report_question DROP CONSTRAINT report_question_kind_check;
ALTER TABLE report_question ADD CONSTRAINT report_question_kind_check CHECK (kind IN ('text', 'number', 'choice', 'table', 'file'));

CREATE TABLE report_attachment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  answer_id integer NOT NULL REFERENCES report_answer,
  question_id integer NOT NULL REFERENCES report_question,
  file_id integer NOT NULL REFERENCES file,
  from_round smallint NOT NULL CHECK (from_round > 0),
  -- null: it stands
  until_round smallint CHECK (until_round >= from_round),
  attached_on date NOT NULL
);
CREATE UNIQUE INDEX report_attachment_once ON report_attachment (answer_id, question_id, file_id) WHERE until_round IS NULL;
CREATE INDEX report_attachment_question ON report_attachment (question_id);
CREATE INDEX report_attachment_file ON report_attachment (file_id);
CALL watch('report_attachment');

-- What its own head said when the report was taken back to be written on.
ALTER TABLE report_answer ADD COLUMN own_remark text CHECK (own_remark <> '');

-- What an enterprise's report names, it may open, whoever brought it.
DO $$
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT x.enterprise_id, a.file_id FROM report_attachment a JOIN report_answer x ON x.id = a.answer_id WHERE x.enterprise_id IS NOT NULL'
    || ' UNION ALL SELECT x.enterprise_id, o.file_id FROM report_round o JOIN report_answer x ON x.id = o.answer_id'
    || ' WHERE x.enterprise_id IS NOT NULL AND o.file_id IS NOT NULL';
END $$;
