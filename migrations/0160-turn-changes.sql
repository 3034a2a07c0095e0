-- Changes of a support turn that enterprise or officer ask for: its last day, what is done, less money; decided by another person, and then in force.
ALTER TABLE support_turn ADD COLUMN due_on date;
ALTER TABLE support_turn ADD COLUMN scope text CHECK (scope <> '');

CREATE TABLE support_change (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer NOT NULL REFERENCES support_turn,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  due_on date,
  scope text CHECK (scope <> ''),
  -- What of the money committed and not paid goes back to the year.
  release bigint CHECK (release > 0),
  reason text NOT NULL CHECK (reason <> ''),
  file_id integer REFERENCES file,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
  asked_by text REFERENCES account,
  asked_at timestamptz NOT NULL,
  -- What it took the place of.
  due_before date,
  scope_before text,
  document_number text CHECK (document_number <> ''),
  decided_on date,
  decided_by text REFERENCES account,
  remark text CHECK (remark <> ''),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT support_change_of CHECK (num_nonnulls(due_on, scope, release) > 0),
  CONSTRAINT support_change_approved CHECK (state <> 'approved' OR num_nonnulls(document_number, decided_on) = 2),
  CONSTRAINT support_change_refused CHECK (state <> 'refused' OR num_nonnulls(remark, decided_on) = 2)
);
CREATE UNIQUE INDEX support_change_open ON support_change (turn_id) WHERE state = 'asked';
CREATE INDEX support_change_turn ON support_change (turn_id);
CREATE INDEX support_change_enterprise ON support_change (enterprise_id);
CREATE INDEX support_change_asked ON support_change (((asked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), id);
CREATE INDEX support_change_asked_by ON support_change (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX support_change_decided_by ON support_change (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX support_change_file ON support_change (file_id) WHERE file_id IS NOT NULL;
CALL watch('support_change');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''turnChange''::text, '));
END $$;
