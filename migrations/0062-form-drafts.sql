-- Drafts of forms: kept as forms are whose session has ended, sealed like them, as they are typed or when their account asks for it.
ALTER TABLE kept_form
  -- How its account names it; `id` stands in what is sealed.
  ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- Kept by its account; false: it was sent when the session had ended.
  ADD COLUMN draft boolean NOT NULL DEFAULT false,
  -- The path of the page that the form stands on, and the form's name in both languages: the program's words, nothing typed.
  ADD COLUMN page text,
  ADD COLUMN vi text,
  ADD COLUMN en text,
  -- Counts how often it was kept: who saves over another version than the one he saw is asked first.
  ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  ADD CONSTRAINT kept_form_draft_named CHECK (NOT draft OR (page IS NOT NULL AND vi IS NOT NULL AND en IS NOT NULL));
CREATE INDEX kept_form_page ON kept_form (user_id, page) WHERE draft;

-- The uploads of a draft: named here, they are no unused files.
CREATE TABLE kept_form_upload (
  kept_id text NOT NULL REFERENCES kept_form ON DELETE CASCADE,
  file_id integer NOT NULL REFERENCES file,
  PRIMARY KEY (kept_id, file_id)
);
CREATE INDEX kept_form_upload_file ON kept_form_upload (file_id);
