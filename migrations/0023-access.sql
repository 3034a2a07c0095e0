-- Taking access away takes it away, and the audit trail sees who has it.

-- A token ends, at most a year after it was made; it may be for reading alone, or for some capabilities alone.
ALTER TABLE api_token
  ADD COLUMN read_only boolean NOT NULL DEFAULT false,
  -- Null: all. Else the first parts of the names of operations, such as `enterprises`.
  ADD COLUMN capabilities text[],
  ADD COLUMN last_used_at timestamptz;
UPDATE api_token SET expires_at = least(expires_at, now() + interval '365 days');
ALTER TABLE api_token ALTER COLUMN expires_at SET NOT NULL;

-- A one-time password has an end and signs in once.
ALTER TABLE account
  ADD COLUMN one_time_until timestamptz,
  ADD COLUMN one_time_used_at timestamptz;
UPDATE account SET one_time_until = now() + interval '7 days' WHERE must_change_password;

-- A browser that an account has signed in from: wrong passwords of strangers do not slow it down, and its owner sees new ones.
CREATE TABLE known_device (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  -- Of the cookie, which is random and says nothing.
  sha256 text NOT NULL,
  address text NOT NULL,
  browser text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  -- Whether the owner has been told of it.
  told boolean NOT NULL DEFAULT false,
  UNIQUE (user_id, sha256)
);

-- What a step of signing in says (whose it is, which step, until when) is sealed with a key that lies outside the database. So are
-- the tokens of sessions: who can write to the database alone opens neither.
DELETE FROM sign_in_step;
ALTER TABLE sign_in_step ADD COLUMN mac text NOT NULL;

-- What the audit keeps of a row that holds secrets or passing states: '#column' as its SHA-256, '-column' not at all.
CREATE FUNCTION recorded_body(body jsonb, marks text[]) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    SELECT coalesce(jsonb_object_agg(e.key,
             CASE WHEN '#' || e.key = ANY (marks) AND e.value <> 'null'::jsonb
                  THEN to_jsonb(encode(sha256(convert_to(e.value #>> '{}', 'UTF8')), 'hex'))
                  ELSE e.value END), '{}'::jsonb)
      FROM jsonb_each(body) e WHERE '-' || e.key <> ALL (marks));

-- As record_change, for such a table. Arguments: the columns of the primary key, then the marks.
CREATE FUNCTION record_guarded_change() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  whole jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  body jsonb := recorded_body(whole, TG_ARGV);
  key text := '';
  part text;
BEGIN
  -- Only a passing state has changed, such as the time of the last use.
  IF TG_OP = 'UPDATE' AND body = recorded_body(to_jsonb(OLD), TG_ARGV) THEN
    RETURN NULL;
  END IF;
  FOREACH part IN ARRAY TG_ARGV LOOP
    IF left(part, 1) NOT IN ('#', '-') THEN
      key := key || CASE WHEN key = '' THEN '' ELSE '/' END || coalesce(whole ->> part, '');
    END IF;
  END LOOP;
  INSERT INTO change (audit_id, table_name, row_key, operation, after)
  VALUES (nullif(current_setting('nscl.audit', true), '')::bigint, TG_TABLE_NAME, key, TG_OP,
          CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE body END);
  RETURN NULL;
END $$;

-- Puts a table with secrets or passing states under watch.
CREATE PROCEDURE watch_guarded(name regclass, VARIADIC marks text[]) LANGUAGE plpgsql AS $$
DECLARE
  arguments text;
BEGIN
  SELECT string_agg(quote_literal(a.attname), ', ' ORDER BY array_position(i.indkey::int2[], a.attnum))
    INTO arguments
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
   WHERE i.indrelid = name AND i.indisprimary;
  SELECT arguments || coalesce(string_agg(', ' || quote_literal(mark), ''), '') INTO arguments FROM unnest(marks) AS mark;
  EXECUTE format('CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON %s
                  FOR EACH ROW EXECUTE FUNCTION record_guarded_change(%s)', name, arguments);
END $$;

-- The watched tables: their keys and marks, as their triggers say.
CREATE VIEW watched_table AS
  SELECT c.relname::text AS name,
         (SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum))
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
           WHERE i.indrelid = c.oid AND i.indisprimary) AS keys,
         coalesce((SELECT array_agg(mark) FROM unnest(string_to_array(encode(t.tgargs, 'escape'), '\000')) AS mark
                    WHERE left(mark, 1) IN ('#', '-')), '{}') AS marks,
         t.tgenabled <> 'D' AS enabled
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE t.tgname = 'record_change' AND c.relnamespace = 'public'::regnamespace;

-- Records the rows that a table held when it came under watch, as rows of the audit record under way.
CREATE PROCEDURE record_baseline(watched text) LANGUAGE plpgsql AS $$
DECLARE
  keys text;
BEGIN
  SELECT string_agg(format('coalesce(%I::text, '''')', key), ' || ''/'' || ' ORDER BY place) INTO keys
    FROM watched_table w, unnest(w.keys) WITH ORDINALITY AS k (key, place) WHERE w.name = watched;
  PERFORM set_config('timezone', 'UTC', true);
  EXECUTE format('INSERT INTO change (audit_id, table_name, row_key, operation, after)
                  SELECT current_setting(''nscl.audit'')::bigint, %L, %s, ''INSERT'',
                         recorded_body(to_jsonb(t), (SELECT marks FROM watched_table WHERE name = %L)) FROM %I t',
                 watched, keys, watched, watched);
END $$;

-- Names and addresses of persons are recorded as hashes, too: the trail shows that they were changed, not what they were.
CALL watch_guarded('account', '#name', '#email', '-updated_at');
CALL watch_guarded('account_credential', '#password', '#access_token', '#refresh_token', '#id_token', '-updated_at');
CALL watch_guarded('api_token', '#sha256', '-last_used_at');
CALL watch_guarded('second_factor', '#secret', '-last_step');
CALL watch_guarded('recovery_code', '#hash');
CALL watch_guarded('passkey', '-sign_count', '-last_used_at');
CALL watch_guarded('second_factor_reset', '-seen');
CALL watch_guarded('known_device', '#sha256', '-address', '-browser', '-last_seen_at', '-told');
