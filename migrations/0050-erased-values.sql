-- What was written into the trail before personal values were sealed has no key that an erasure could destroy, and the chain is not
-- rewritten: an erasure names here what of it nobody is shown any more (docs/decisions/012-erasure.md).
CREATE TABLE erased_value (
  -- A record (by its reference) or a row that it wrote, and which of its values.
  part text NOT NULL CHECK (part IN ('audit', 'change')),
  record bigint NOT NULL,
  columns text[] NOT NULL CHECK (cardinality(columns) > 0),
  PRIMARY KEY (part, record)
);
CALL watch('erased_value');

-- A value with each text in it masked.
CREATE FUNCTION masked_texts(value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'string' THEN CASE WHEN value = '""' THEN value ELSE '"•••"' END
    WHEN 'array' THEN (SELECT coalesce(jsonb_agg(masked_texts(e.value) ORDER BY e.place), '[]')
                         FROM jsonb_array_elements(value) WITH ORDINALITY AS e (value, place))
    WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(e.key, masked_texts(e.value)), '{}') FROM jsonb_each(value) e)
    ELSE value END
$$;

-- A recorded row as it is read: what was sealed opened, what was erased as {"erased": true}.
-- @param reads_before whether personal values that were written before they were sealed are shown, and not masked
CREATE FUNCTION change_read(change_id bigint, name text, body jsonb, reads_before boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  result jsonb := opened(body);
  chosen text[];
  part text;
BEGIN
  IF body IS NULL THEN
    RETURN NULL;
  END IF;
  IF NOT reads_before THEN
    SELECT m.owned || m.texts INTO chosen FROM personal_mark m WHERE m.table_name = name;
    FOREACH part IN ARRAY coalesce(chosen, '{}') LOOP
      IF body ? part AND NOT is_sealed(body -> part) THEN
        result := result || jsonb_build_object(part, masked_texts(body -> part));
      END IF;
    END LOOP;
  END IF;
  SELECT e.columns INTO chosen FROM erased_value e WHERE e.part = 'change' AND e.record = change_id;
  IF FOUND THEN
    FOREACH part IN ARRAY chosen LOOP
      result := result || jsonb_build_object(part, '{"erased": true}'::jsonb);
    END LOOP;
  END IF;
  RETURN result;
END $$;

-- What was sent with a command as it is read, by the same rules. What the program itself did names nobody by its own words.
CREATE FUNCTION input_read(reference bigint, input text, user_id text, reads_before boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF EXISTS (SELECT FROM erased_value e WHERE e.part = 'audit' AND e.record = reference AND 'input' = ANY (e.columns)) THEN
    RETURN '{"erased": true}'::jsonb;
  END IF;
  RETURN CASE WHEN is_sealed(input::jsonb) OR reads_before OR user_id IS NULL THEN opened(input::jsonb)
              ELSE masked_texts(input::jsonb) END;
END $$;

-- The kind of retention that an erasure was proposed by; null: a person asked for it.
ALTER TABLE erasure ADD COLUMN retention text;
