-- Talk: on each record a thread. A message is read by both sides, a note by officers only.
CREATE TABLE talk_message (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record text NOT NULL,
  record_id integer NOT NULL,
  -- Whose record it is, where it is an enterprise's: who may open the file.
  enterprise_id integer REFERENCES enterprise,
  side text NOT NULL CHECK (side IN ('message', 'note')),
  -- The other side is asked for an answer or an addition.
  asks boolean NOT NULL DEFAULT false,
  body text NOT NULL CHECK (body <> ''),
  file_id integer REFERENCES file,
  author_id text NOT NULL REFERENCES account,
  -- True: written by the enterprise or association, false: by an officer.
  outside boolean NOT NULL,
  at timestamptz NOT NULL,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  -- The message of the same author that this one puts right.
  corrects integer REFERENCES talk_message,
  -- The message of the other side that answers what was asked.
  answered_by integer REFERENCES talk_message,
  CHECK (NOT asks OR side = 'message'),
  CHECK (NOT outside OR side = 'message')
);
CREATE INDEX talk_message_thread ON talk_message (record, record_id, id);
CREATE INDEX talk_message_file ON talk_message (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX talk_message_author ON talk_message (author_id);
CALL watch('talk_message');

CREATE TABLE talk_mention (
  message_id integer NOT NULL REFERENCES talk_message ON DELETE CASCADE,
  account_id text NOT NULL REFERENCES account,
  PRIMARY KEY (message_id, account_id)
);
CREATE INDEX talk_mention_account ON talk_mention (account_id);
CALL watch('talk_mention');

-- Up to which message an account has seen a thread.
CREATE TABLE talk_seen (
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  record text NOT NULL,
  record_id integer NOT NULL,
  message_id integer NOT NULL,
  PRIMARY KEY (record, record_id, account_id)
);
CREATE INDEX talk_seen_account ON talk_seen (account_id);

-- Who follows a record.
CREATE TABLE record_follower (
  record text NOT NULL,
  record_id integer NOT NULL,
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  since timestamptz NOT NULL,
  PRIMARY KEY (record, record_id, account_id)
);
CREATE INDEX record_follower_account ON record_follower (account_id);
CALL watch('record_follower');

CREATE OR REPLACE VIEW enterprise_file AS
  SELECT named.enterprise_id, named.file_id
    FROM (SELECT enterprise_id, file_id FROM enterprise_year WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM enterprise_criterion WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM enterprise_accounts WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM application WHERE file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, decision_file_id FROM application WHERE decision_file_id IS NOT NULL
          UNION ALL SELECT a.enterprise_id, f.file_id FROM application_filing f JOIN application a ON a.id = f.application_id
                     WHERE f.file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM certificate
          UNION ALL SELECT t.enterprise_id, s.file_id FROM support_step s JOIN support_turn t ON t.id = s.turn_id
                     WHERE s.file_id IS NOT NULL
          UNION ALL SELECT enterprise_id, file_id FROM talk_message
                     WHERE file_id IS NOT NULL AND enterprise_id IS NOT NULL AND side = 'message' AND withdrawn_at IS NULL) AS named
   WHERE NOT EXISTS (SELECT FROM takeover_batch b WHERE b.file_id = named.file_id);
