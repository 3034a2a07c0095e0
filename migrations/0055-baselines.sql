-- The baseline of a table that came under watch leaves out rows that the trail knows already: an installation that was brought up to date
-- in steps has written some since.
CREATE OR REPLACE PROCEDURE record_baseline(watched text) LANGUAGE plpgsql AS $$
DECLARE
  keys text;
BEGIN
  SELECT string_agg(format('coalesce(t.%I::text, '''')', key), ' || ''/'' || ' ORDER BY place) INTO keys
    FROM watched_table w, unnest(w.keys) WITH ORDINALITY AS k (key, place) WHERE w.name = watched;
  PERFORM set_config('timezone', 'UTC', true);
  EXECUTE format('INSERT INTO change (audit_id, table_name, row_key, operation, after)
                  SELECT current_setting(''nscl.audit'')::bigint, %L, %s, ''INSERT'',
                         recorded_body(to_jsonb(t), (SELECT marks FROM watched_table WHERE name = %L)) FROM %I t
                   WHERE NOT EXISTS (SELECT FROM change c WHERE c.table_name = %L AND c.row_key = %s)',
                 watched, keys, watched, watched, watched, keys);
END $$;
