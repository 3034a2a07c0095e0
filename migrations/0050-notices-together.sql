-- Several things told in one notice: what each account was told of, so that none is told twice. The reminders of duties that were mailed by
-- themselves are told this way from now on; what was reminded of stays reminded of.
CREATE TABLE notice_thing (
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  kind text NOT NULL,
  occurrence text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, kind, occurrence)
);
CREATE INDEX notice_thing_at ON notice_thing (at);

INSERT INTO notice_thing (account_id, kind, occurrence, at)
SELECT account_id, CASE step WHEN 'late' THEN 'duties.late' ELSE 'duties.due' END, item_id || ':' || step, sent_at FROM duty_reminder;
INSERT INTO notice_thing (account_id, kind, occurrence, at)
SELECT account_id, kind, occurrence, at FROM notice WHERE kind = 'certificates.expiring';

-- Certificates were told of one by one: such a notice is one about one thing.
UPDATE notice SET parameters = parameters || jsonb_build_object(
    'count', '1', 'list', '- ' || concat_ws(', ', parameters->>'number', parameters->>'standard', parameters->>'enterprise', parameters->>'day'))
 WHERE kind = 'certificates.expiring';

DROP TABLE duty_reminder;
