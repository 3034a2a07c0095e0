-- Personal values in the audit trail are written under keys of persons, and can be erased with them: docs/decisions/012-erasure.md.

CREATE EXTENSION IF NOT EXISTS pgcrypto;

-- The keys. A value's key is its person's where a column of the row leads to one, and else its row's. Erasing destroys the key.
CREATE TABLE person_key (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- `account:ID`, `table:key:SHA-256 of the name`, `table:key`, `audit:reference`
  subject text NOT NULL UNIQUE,
  secret bytea NOT NULL CHECK (length(secret) = 32),
  made_at timestamptz NOT NULL DEFAULT now()
);

-- Which columns hold personal values, as the marks in the source say it (src/privacy); brought up at each start.
CREATE TABLE personal_mark (
  table_name text PRIMARY KEY,
  -- The column with the account, or with the name, of the person whom a row is of; null: none leads to one.
  account_column text,
  name_column text,
  -- Sealed under the person's key, and under the row's.
  owned text[] NOT NULL,
  texts text[] NOT NULL
);

-- The key of a subject, made at its first use.
CREATE FUNCTION person_key_of(wanted text, OUT id bigint, OUT secret bytea) LANGUAGE plpgsql AS $$
BEGIN
  SELECT k.id, k.secret INTO id, secret FROM person_key k WHERE k.subject = wanted;
  IF id IS NOT NULL THEN
    RETURN;
  END IF;
  INSERT INTO person_key AS k (subject, secret) VALUES (wanted, gen_random_bytes(32))
    ON CONFLICT (subject) DO NOTHING RETURNING k.id, k.secret INTO id, secret;
  IF id IS NULL THEN
    SELECT k.id, k.secret INTO id, secret FROM person_key k WHERE k.subject = wanted;
  END IF;
END $$;

-- A value under a key: AES-256-CBC behind its own random beginning. The chain of hashes holds it against changes.
CREATE FUNCTION sealed_value(value jsonb, key_id bigint, secret bytea) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  start bytea := gen_random_bytes(16);
BEGIN
  RETURN jsonb_build_object('sealed', key_id || '.' || translate(
    encode(start || encrypt_iv(convert_to(value::text, 'UTF8'), secret, start, 'aes-cbc/pad:pkcs'), 'base64'), E'\n', ''));
END $$;

CREATE FUNCTION is_sealed(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN jsonb_typeof(value) = 'object' AND value ? 'sealed'
     AND coalesce(value ->> 'sealed', '') ~ '^[0-9]+[.][A-Za-z0-9+/]+=*$';

-- What was sealed; null when its key is destroyed. Any other value is itself.
CREATE FUNCTION opened_value(value jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  secret bytea;
  bytes bytea;
BEGIN
  IF NOT is_sealed(value) THEN
    RETURN value;
  END IF;
  SELECT k.secret INTO secret FROM person_key k WHERE k.id = split_part(value ->> 'sealed', '.', 1)::bigint;
  IF secret IS NULL THEN
    RETURN NULL;
  END IF;
  bytes := decode(split_part(value ->> 'sealed', '.', 2), 'base64');
  RETURN convert_from(decrypt_iv(substring(bytes FROM 17), secret, substring(bytes FROM 1 FOR 16), 'aes-cbc/pad:pkcs'),
                      'UTF8')::jsonb;
END $$;

-- A recorded row or input with all that was sealed in it opened; what was erased is {"erased": true}.
CREATE FUNCTION opened(value jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF jsonb_typeof(value) NOT IN ('object', 'array') OR strpos(value::text, '"sealed"') = 0 THEN
    RETURN value;
  ELSIF is_sealed(value) THEN
    RETURN coalesce(opened_value(value), '{"erased": true}'::jsonb);
  ELSIF jsonb_typeof(value) = 'array' THEN
    RETURN (SELECT coalesce(jsonb_agg(opened(e.value) ORDER BY e.place), '[]'::jsonb)
              FROM jsonb_array_elements(value) WITH ORDINALITY AS e (value, place));
  END IF;
  RETURN (SELECT coalesce(jsonb_object_agg(e.key, opened(e.value)), '{}'::jsonb) FROM jsonb_each(value) e);
END $$;

-- A row as the trail keeps it: its personal values sealed, by the marks of its table.
CREATE FUNCTION sealed_body(name text, row_key text, body jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  mark personal_mark;
  key record;
  sealed jsonb := '{}';
  part text;
  subject text := name || ':' || row_key;
BEGIN
  SELECT * INTO mark FROM personal_mark m WHERE m.table_name = name;
  IF NOT FOUND THEN
    RETURN body;
  END IF;
  FOREACH part IN ARRAY mark.texts LOOP
    CONTINUE WHEN coalesce(body ->> part, '') = '';
    IF key IS NULL THEN
      SELECT * INTO key FROM person_key_of(subject);
    END IF;
    sealed := sealed || jsonb_build_object(part, sealed_value(body -> part, key.id, key.secret));
  END LOOP;
  key := NULL;
  FOREACH part IN ARRAY mark.owned LOOP
    CONTINUE WHEN coalesce(body ->> part, '') = '';
    IF key IS NULL THEN
      IF mark.account_column IS NOT NULL THEN
        subject := 'account:' || coalesce(body ->> mark.account_column, '');
      ELSIF mark.name_column IS NOT NULL THEN
        subject := subject || ':' || encode(sha256(convert_to(fold(coalesce(body ->> mark.name_column, '')), 'UTF8')), 'hex');
      END IF;
      SELECT * INTO key FROM person_key_of(subject);
    END IF;
    sealed := sealed || jsonb_build_object(part, sealed_value(body -> part, key.id, key.secret));
  END LOOP;
  RETURN body || sealed;
END $$;

CREATE OR REPLACE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
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
          CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE sealed_body(TG_TABLE_NAME, key, body) END);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION record_guarded_change() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
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
          CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE sealed_body(TG_TABLE_NAME, key, body) END);
  RETURN NULL;
END $$;

-- Records rows as they are now, as rows of the audit record under way: those that a table held when it came under watch, and those
-- whose last record can no longer be read. @param only their keys; null: all rows of the table
DROP PROCEDURE record_baseline(text);
CREATE PROCEDURE record_rows(watched text, operation text, only_keys text[]) LANGUAGE plpgsql AS $$
DECLARE
  keys text;
BEGIN
  SELECT string_agg(format('coalesce(%I::text, '''')', key), ' || ''/'' || ' ORDER BY place) INTO keys
    FROM watched_table w, unnest(w.keys) WITH ORDINALITY AS k (key, place) WHERE w.name = watched;
  PERFORM set_config('timezone', 'UTC', true);
  EXECUTE format('INSERT INTO change (audit_id, table_name, row_key, operation, after)
                  SELECT current_setting(''nscl.audit'')::bigint, %1$L, %2$s, %4$L,
                         sealed_body(%1$L, %2$s, recorded_body(to_jsonb(t), (SELECT marks FROM watched_table WHERE name = %1$L)))
                    FROM %3$I t WHERE $1 IS NULL OR %2$s = ANY ($1)',
                 watched, keys, watched, operation) USING only_keys;
END $$;
CREATE PROCEDURE record_baseline(watched text) LANGUAGE sql AS $$ CALL record_rows(watched, 'INSERT', NULL) $$;

-- What was sent with a command, or said of an event, as the trail keeps it: sealed when any text stands in it.
CREATE FUNCTION sealed_input(subject text, input text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  key record;
BEGIN
  IF NOT jsonb_path_exists(input::jsonb, 'strict $.** ? (@.type() == "string" && @ != "")') THEN
    RETURN input;
  END IF;
  SELECT * INTO key FROM person_key_of(subject);
  RETURN sealed_value(input::jsonb, key.id, key.secret)::text;
END $$;

-- Who acted, by the present name of the account; what is written down now says no name, only the account.
CREATE FUNCTION audit_actor(actor text, user_id text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT name FROM account WHERE id = user_id), nullif(actor, ''), user_id, '')
$$;
