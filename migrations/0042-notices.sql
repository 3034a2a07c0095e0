-- Notices: what an account is told, written by the command that it comes of; their way out by mail or webhook; what each account
-- wishes to be told; the words of each kind as the coordinator edits them.
CREATE TABLE notice (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  kind text NOT NULL,
  -- What happened, once: a command that is run again, or a job that comes by again, tells nobody twice.
  occurrence text NOT NULL,
  -- The values that the words of the kind name, each in both languages.
  parameters jsonb NOT NULL,
  href text NOT NULL CHECK (href LIKE '/%'),
  at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  UNIQUE (account_id, kind, occurrence)
);
CREATE INDEX notice_of_account ON notice (account_id, id DESC);
CREATE INDEX notice_at ON notice (at);
CREATE INDEX notice_unread ON notice (account_id, id) WHERE read_at IS NULL;

-- The outbox. A mail that was handed over while the program ended is `unknown`: it is never sent again by itself.
CREATE TABLE notice_delivery (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  notice_id integer NOT NULL REFERENCES notice ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('mail', 'digest', 'webhook')),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'unsent')),
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  -- Where it went, and what was answered.
  address text,
  result text,
  done_at timestamptz,
  UNIQUE (notice_id, channel)
);
CREATE INDEX notice_delivery_due ON notice_delivery (next_at, id) WHERE state = 'waiting';
CREATE INDEX notice_delivery_open ON notice_delivery (id) WHERE state = 'sending';
CREATE INDEX notice_delivery_state ON notice_delivery (state, id DESC);

CREATE TABLE notice_wish (
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  kind text NOT NULL,
  way text NOT NULL CHECK (way IN ('program', 'mail', 'digest', 'off')),
  PRIMARY KEY (account_id, kind)
);
CALL watch('notice_wish');

CREATE TABLE notice_template (
  kind text NOT NULL,
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  subject text NOT NULL,
  body text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, language)
);
CALL watch('notice_template');
