-- How long each kind of record is kept beyond its use, where the house or the law has said otherwise than the program proposes.
CREATE TABLE retention_rule (
  kind text PRIMARY KEY,
  days integer NOT NULL CHECK (days BETWEEN 1 AND 36500),
  -- The legal text that the period follows from; NULL: none is stated, the house has set it.
  source text CHECK (source <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  set_by text NOT NULL,
  set_at timestamptz NOT NULL
);
CALL watch('retention_rule');

-- What was found due, one open list of a kind at a time, and what became of it. It is done by a command of the trail.
CREATE TABLE retention_run (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  before timestamptz NOT NULL,
  due integer NOT NULL CHECK (due >= 0),
  listed_at timestamptz NOT NULL,
  done_at timestamptz,
  confirmed_by text,
  removed integer CHECK (removed >= 0),
  bytes bigint CHECK (bytes >= 0),
  CHECK ((done_at IS NULL) = (removed IS NULL) AND (done_at IS NULL) = (confirmed_by IS NULL))
);
CREATE UNIQUE INDEX retention_run_open ON retention_run (kind) WHERE done_at IS NULL;
CREATE INDEX retention_run_done ON retention_run (done_at DESC) WHERE done_at IS NOT NULL;

-- Bytes of an account's uploads are added up at each one.
CREATE INDEX file_uploader ON file (uploaded_by) WHERE uploaded_by IS NOT NULL;

-- Every file that some record names, whatever its table: each foreign key to `file` counts, those of tables to come too; and what a staged
-- import names in its scope until it is applied.
CREATE FUNCTION named_files() RETURNS SETOF integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  place record;
BEGIN
  FOR place IN
    SELECT c.conrelid::regclass AS named_in, a.attname AS by_column
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = 'file'::regclass
  LOOP
    RETURN QUERY EXECUTE format('SELECT %I FROM %s WHERE %I IS NOT NULL', place.by_column, place.named_in, place.by_column);
  END LOOP;
  RETURN QUERY SELECT (i.scope ->> 'evidenceId')::integer FROM import i WHERE i.scope ->> 'evidenceId' IS NOT NULL;
END $$;
