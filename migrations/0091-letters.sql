-- Whether a letter on the present state of an application is still to be made: set when it is accepted, refused or returned. What was settled
-- before this migration waits for none.
ALTER TABLE application ADD COLUMN letter_due boolean NOT NULL DEFAULT false;
CREATE INDEX application_letter_due ON application (id) WHERE letter_due;

CREATE FUNCTION application_letter_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    NEW.letter_due := NEW.state IN ('accepted', 'refused', 'returned');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_letter_due BEFORE UPDATE OF state ON application
  FOR EACH ROW EXECUTE FUNCTION application_letter_due();
