-- What an application says of money beside the programme's: where the enterprise's own comes from, and what other programmes gave for the same.
ALTER TABLE application
  ADD COLUMN own_funds_source text,
  ADD COLUMN other_support bigint CHECK (other_support >= 0),
  ADD COLUMN other_support_from text;
ALTER TABLE application_filing
  ADD COLUMN own_funds_source text,
  ADD COLUMN other_support bigint,
  ADD COLUMN other_support_from text,
  -- what was asked for when this filing was returned
  ADD COLUMN returned_note text,
  ADD COLUMN returned_on date;

-- An application that is being written: nobody but its enterprise and the office sees it, it stands in no line and is in no list of applications.
CREATE TABLE application_draft (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  content_id integer NOT NULL REFERENCES support_content,
  year integer NOT NULL,
  call_id integer REFERENCES call,
  description text,
  requested bigint CHECK (requested > 0),
  own_funds bigint CHECK (own_funds >= 0),
  own_funds_source text,
  other_support bigint CHECK (other_support >= 0),
  other_support_from text,
  -- that the figures of the register were looked at and hold
  figures_seen boolean NOT NULL DEFAULT false,
  begun_on date NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX application_draft_enterprise ON application_draft (enterprise_id, content_id, year);
CREATE INDEX application_draft_content ON application_draft (content_id);
CREATE INDEX application_draft_call ON application_draft (call_id) WHERE call_id IS NOT NULL;
CALL watch('application_draft');

-- Each paper of an application as a file with its kind; while it is written, of its draft.
CREATE TABLE application_paper (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  draft_id integer REFERENCES application_draft,
  application_id integer REFERENCES application,
  -- the paper that the call asks for; null: another one, by its name
  call_paper_id integer REFERENCES call_paper,
  name text NOT NULL CHECK (name <> ''),
  file_id integer NOT NULL REFERENCES file,
  added_on date NOT NULL,
  -- the filing that it came with
  round integer NOT NULL DEFAULT 1,
  CHECK (num_nonnulls(draft_id, application_id) = 1)
);
CREATE INDEX application_paper_draft ON application_paper (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX application_paper_of ON application_paper (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX application_paper_call ON application_paper (call_paper_id) WHERE call_paper_id IS NOT NULL;
CREATE INDEX application_paper_file ON application_paper (file_id);
CALL watch('application_paper');
