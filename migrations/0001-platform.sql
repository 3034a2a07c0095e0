-- What every capability stands on: search folding, settings, files, the audit chain, forms sent twice.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Search ignores case, accents and đ/d. Immutable so that it can stand behind an index: the dictionary is named.
CREATE FUNCTION fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, value));

CREATE TABLE setting (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);

-- One row for each upload; the bytes lie on disk under their SHA-256, so the same file twice is stored once.
CREATE TABLE file (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  name text NOT NULL CHECK (name <> ''),
  mime text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  uploaded_by text,
  enterprise_id integer,
  uploaded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX file_sha256 ON file (sha256);
CREATE INDEX file_enterprise ON file (enterprise_id) WHERE enterprise_id IS NOT NULL;

-- A form sent twice gives the first answer again.
CREATE TABLE submission (
  key text PRIMARY KEY,
  actor text NOT NULL,
  command text NOT NULL,
  result text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX submission_at ON submission (at);

-- The audit chain. `seq` is the place in the chain (given under the lock on audit_head), `id` the reference that
-- the changed rows carry from the start of the transaction. `input` is text: the hash covers its exact bytes.
CREATE SEQUENCE audit_reference;
CREATE TABLE audit (
  seq bigint PRIMARY KEY,
  id bigint NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  user_id text,
  actor text NOT NULL,
  via text NOT NULL CHECK (via IN ('page', 'api', 'cli', 'system')),
  command text NOT NULL,
  subject text,
  input text NOT NULL,
  changes_sha256 text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, seq DESC) WHERE subject IS NOT NULL;
CREATE INDEX audit_user ON audit (user_id, seq DESC);
CREATE INDEX audit_command ON audit (command, seq DESC);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE audit_head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  seq bigint NOT NULL,
  hash text NOT NULL,
  mac text NOT NULL
);
INSERT INTO audit_head (seq, hash, mac) VALUES (0, '', '');

-- Every row written, by whichever way. A row without audit_id was written behind the program's back.
CREATE TABLE change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  audit_id bigint,
  table_name text NOT NULL,
  row_key text NOT NULL,
  operation text NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE')),
  after jsonb
);
CREATE INDEX change_row ON change (table_name, row_key, id DESC);
CREATE INDEX change_audit ON change (audit_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;

-- Arguments: the columns of the primary key. The time zone is fixed so that a row has one text whoever reads it.
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  body jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  key text := '';
  part text;
BEGIN
  FOREACH part IN ARRAY TG_ARGV LOOP
    key := key || CASE WHEN key = '' THEN '' ELSE '/' END || coalesce(body ->> part, '');
  END LOOP;
  INSERT INTO change (audit_id, table_name, row_key, operation, after)
  VALUES (nullif(current_setting('nscl.audit', true), '')::bigint, TG_TABLE_NAME, key, TG_OP,
          CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE body END);
  RETURN NULL;
END $$;

-- Puts a table under watch: each of its rows' writes goes into `change`. Called by the migration that makes the table.
CREATE PROCEDURE watch(name regclass) LANGUAGE plpgsql AS $$
DECLARE
  keys text;
BEGIN
  SELECT string_agg(quote_literal(a.attname), ', ' ORDER BY array_position(i.indkey::int2[], a.attnum))
    INTO keys
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
   WHERE i.indrelid = name AND i.indisprimary;
  EXECUTE format('CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON %s
                  FOR EACH ROW EXECUTE FUNCTION record_change(%s)', name, keys);
END $$;

-- Puts a table beyond edit: rows come, and stay as they came.
CREATE PROCEDURE append_only(name regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
                  FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
  EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
END $$;

CALL append_only('audit');
CALL append_only('change');
CALL watch('setting');
CALL watch('file');
