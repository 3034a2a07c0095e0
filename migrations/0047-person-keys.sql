-- A key is found by its index: what asks for it comes with the collation of a table's name, which the index does not have.
CREATE OR REPLACE FUNCTION person_key_of(wanted text, OUT id bigint, OUT secret bytea) LANGUAGE plpgsql AS $$
BEGIN
  SELECT k.id, k.secret INTO id, secret FROM person_key k WHERE k.subject = wanted COLLATE "default";
  IF id IS NOT NULL THEN
    RETURN;
  END IF;
  INSERT INTO person_key AS k (subject, secret) VALUES (wanted, gen_random_bytes(32))
    ON CONFLICT (subject) DO NOTHING RETURNING k.id, k.secret INTO id, secret;
  IF id IS NULL THEN
    SELECT k.id, k.secret INTO id, secret FROM person_key k WHERE k.subject = wanted COLLATE "default";
  END IF;
END $$;
