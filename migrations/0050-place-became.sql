-- The communes that the area of a place is in on a day: itself while it lives, else what became of it and of its communes, and so on.
CREATE FUNCTION place_became(place text, day date) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE line AS (
    SELECT p.key, p.level, p.valid_to FROM place p WHERE p.key = place
    UNION
    SELECT n.key, n.level, n.valid_to
      FROM line
      JOIN LATERAL (SELECT s.successor_key AS key FROM place_successor s WHERE s.place_key = line.key
                    UNION ALL
                    SELECT c.key FROM place c WHERE c.parent_key = line.key AND line.level = 'district') AS next ON true
      JOIN place n ON n.key = next.key
     WHERE line.valid_to < day
  )
  SELECT key FROM line WHERE level = 'commune' AND coalesce(valid_to >= day, true)
$$;
