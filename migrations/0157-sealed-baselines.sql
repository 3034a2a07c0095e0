-- The baseline of a table that came under watch seals personal values like every other record of it.
CREATE OR REPLACE PROCEDURE record_baseline(watched text) LANGUAGE plpgsql AS $$
DECLARE
  keys text;
BEGIN
  SELECT string_agg(format('coalesce(t.%I::text, '''')', key), ' || ''/'' || ' ORDER BY place) INTO keys
    FROM watched_table w, unnest(w.keys) WITH ORDINALITY AS k (key, place) WHERE w.name = watched;
  PERFORM set_config('timezone', 'UTC', true);
  EXECUTE format('INSERT INTO change (audit_id, table_name, row_key, operation, after)
                  SELECT current_setting(''nscl.audit'')::bigint, %1$L, %2$s, ''INSERT'',
                         sealed_body(%1$L, %2$s, recorded_body(to_jsonb(t), (SELECT marks FROM watched_table WHERE name = %1$L))) FROM %3$I t
                   WHERE NOT EXISTS (SELECT FROM change c WHERE c.table_name = %1$L AND c.row_key = %2$s)',
                 watched, keys, watched);
END $$;
