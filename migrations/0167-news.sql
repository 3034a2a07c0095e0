-- News, guidance, success stories and videos of the programme: written by one person, published by another, read by everybody, mailed to whoever
-- subscribed. A story names its enterprise only while that agrees to these very words.
CREATE TABLE news_article (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('news', 'guidance', 'story', 'video')),
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  title_en text NOT NULL CHECK (title_en <> ''),
  summary text NOT NULL CHECK (summary <> ''),
  summary_en text NOT NULL CHECK (summary_en <> ''),
  body text NOT NULL CHECK (body <> ''),
  body_en text NOT NULL CHECK (body_en <> ''),
  video_address text CHECK (video_address ~ '^https?://'),
  enterprise_id integer REFERENCES enterprise,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'returned', 'published', 'archived')),
  begun_on date NOT NULL,
  sent_on date,
  published_at timestamptz,
  archived_on date,
  remarks text CHECK (remarks <> ''),
  reason text CHECK (reason <> ''),
  -- whether the enterprise of a story lets itself be told of in these words
  consent text CHECK (consent IN ('asked', 'agreed', 'declined', 'withdrawn')),
  asked_on date,
  answered_on date,
  -- a consent on paper, written down by the office
  consent_paper text CHECK (consent_paper <> ''),
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'news' END) STORED,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || title_en || ' ' || summary || ' ' || summary_en)) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT news_article_story CHECK ((kind = 'story') = (enterprise_id IS NOT NULL)),
  CONSTRAINT news_article_video CHECK (kind <> 'video' OR video_address IS NOT NULL),
  CONSTRAINT news_article_consent CHECK (consent IS NULL OR (enterprise_id IS NOT NULL AND asked_on IS NOT NULL)),
  CONSTRAINT news_article_agreed CHECK (state <> 'published' OR enterprise_id IS NULL OR consent IS NOT DISTINCT FROM 'agreed'),
  CONSTRAINT news_article_published CHECK (state <> 'published' OR published_at IS NOT NULL),
  CONSTRAINT news_article_archived CHECK ((state = 'archived') = (archived_on IS NOT NULL) AND (state <> 'archived' OR reason IS NOT NULL))
);
CREATE INDEX news_article_read ON news_article (published_at DESC, id) WHERE state = 'published';
CREATE INDEX news_article_state ON news_article (state, title, id);
CREATE INDEX news_article_enterprise ON news_article (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX news_article_import ON news_article (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX news_article_search ON news_article USING gin (search gin_trgm_ops);
CALL watch('news_article');

-- The pictures of an article; its text says where each stands.
CREATE TABLE news_picture (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  article_id integer NOT NULL REFERENCES news_article,
  file_id integer NOT NULL REFERENCES file,
  caption text NOT NULL CHECK (caption <> ''),
  caption_en text NOT NULL CHECK (caption_en <> ''),
  credit text CHECK (credit <> '')
);
CREATE INDEX news_picture_article ON news_picture (article_id);
CREATE INDEX news_picture_file ON news_picture (file_id);
CALL watch('news_picture');

-- Who is mailed what is published: twice asked for, ended by one click. Whoever has left leaves no address behind.
CREATE TABLE news_subscriber (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text CONSTRAINT news_subscriber_email UNIQUE CHECK (email <> ''),
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'confirmed', 'ended')),
  asked_at timestamptz NOT NULL,
  confirmed_on date,
  ended_on date,
  confirm_sha256 text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT news_subscriber_ended CHECK ((state = 'ended') = (ended_on IS NOT NULL) AND (state <> 'ended' OR email IS NULL)),
  CONSTRAINT news_subscriber_confirmed CHECK (state <> 'confirmed' OR confirmed_on IS NOT NULL)
);
CREATE INDEX news_subscriber_asked ON news_subscriber (asked_at, id);
CREATE INDEX news_subscriber_confirm ON news_subscriber (confirm_sha256) WHERE confirm_sha256 IS NOT NULL;
CALL watch('news_subscriber');

-- Each article goes to each subscriber once. What is in the letter to leave by is kept as its hash alone.
CREATE TABLE news_sending (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  article_id integer NOT NULL REFERENCES news_article,
  subscriber_id integer NOT NULL REFERENCES news_subscriber ON DELETE CASCADE,
  leave_sha256 text,
  CONSTRAINT news_sending_once UNIQUE (article_id, subscriber_id)
);
CREATE INDEX news_sending_subscriber ON news_sending (subscriber_id);
CREATE INDEX news_sending_leave ON news_sending (leave_sha256) WHERE leave_sha256 IS NOT NULL;
CALL watch('news_sending');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''news''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''news''::text, '));
END $$;
