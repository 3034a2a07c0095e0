-- Persons who are erased: proposed with a reason, carried out, and done again in whatever older state comes back from a backup.
CREATE TABLE erasure (
  id text PRIMARY KEY,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'done', 'withdrawn')),
  -- Whom; nothing of it stays once it is done.
  account_ids text[] NOT NULL,
  name text,
  email text,
  phone text,
  reason text NOT NULL,
  -- By what the person is known again in an older state: digests with a key outside the database.
  digests text[] NOT NULL DEFAULT '{}',
  name_lengths integer[] NOT NULL DEFAULT '{}',
  -- What the law keeps, by table: the number of rows.
  kept jsonb NOT NULL DEFAULT '{}',
  -- No keys: in an older state the accounts may not be there.
  proposed_by text,
  proposed_at timestamptz NOT NULL,
  settled_by text,
  settled_at timestamptz,
  CHECK ((state = 'proposed') = (settled_at IS NULL)),
  CHECK (state = 'proposed' OR (name IS NULL AND email IS NULL AND phone IS NULL))
);
CREATE INDEX erasure_state ON erasure (state, proposed_at, id);
CREATE INDEX erasure_proposed ON erasure (proposed_at, id);
CALL watch('erasure');
