-- The day by which an advance is to be cleared is moved on by a document, with the reason: entered by one person, approved by another. What stood before stays in
-- the history. Overdue advances and bars of new support follow the day of the advance.
CREATE TABLE advance_prolongation (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  advance_id integer NOT NULL REFERENCES advance,
  -- the day that stood when it was entered
  due_before date NOT NULL,
  due_on date NOT NULL,
  number text NOT NULL CHECK (number <> ''),
  on_day date NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'confirmed', 'refused')),
  entered_by text REFERENCES account,
  entered_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  settled_on date,
  refusal text CHECK (refusal <> ''),
  CONSTRAINT advance_prolongation_later CHECK (due_on > due_before),
  CONSTRAINT advance_prolongation_settled CHECK (num_nonnulls(settled_at, settled_on) = CASE state WHEN 'entered' THEN 0 ELSE 2 END),
  CONSTRAINT advance_prolongation_refusal CHECK ((refusal IS NOT NULL) = (state = 'refused'))
);
CREATE INDEX advance_prolongation_advance ON advance_prolongation (advance_id, id);
CREATE INDEX advance_prolongation_file ON advance_prolongation (file_id);
CREATE UNIQUE INDEX advance_prolongation_waits ON advance_prolongation (advance_id) WHERE state = 'entered';
CALL watch('advance_prolongation');

-- Only an advance that is paid and not settled is prolonged, from the day that stands; approved, the day of the advance is the new one.
CREATE FUNCTION advance_prolongation_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_advance record;
BEGIN
  SELECT * INTO of_advance FROM advance a WHERE a.id = NEW.advance_id FOR UPDATE;
  IF NEW.state = 'refused' THEN RETURN NEW; END IF;
  IF of_advance.state NOT IN ('open', 'part') THEN
    RAISE EXCEPTION 'advance % is not open', NEW.advance_id USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_prolongation_open';
  END IF;
  IF NEW.due_before <> of_advance.due_on THEN
    RAISE EXCEPTION 'advance % has another day', NEW.advance_id USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_prolongation_later';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advance_prolongation_held BEFORE INSERT OR UPDATE ON advance_prolongation
  FOR EACH ROW EXECUTE FUNCTION advance_prolongation_held();

CREATE FUNCTION advance_prolonged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE advance SET due_on = NEW.due_on, version = version + 1 WHERE id = NEW.advance_id;
  RETURN NULL;
END $$;
CREATE TRIGGER advance_prolonged AFTER UPDATE OF state ON advance_prolongation
  FOR EACH ROW WHEN (OLD.state = 'entered' AND NEW.state = 'confirmed') EXECUTE FUNCTION advance_prolonged();

-- The day is moved in no other way.
CREATE FUNCTION advance_day_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM advance_prolongation p WHERE p.advance_id = NEW.id AND p.state = 'confirmed'
       AND p.due_before = OLD.due_on AND p.due_on = NEW.due_on) THEN
    RAISE EXCEPTION 'the day of advance % is moved by a prolongation alone', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_day_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advance_day_stays BEFORE UPDATE OF due_on ON advance
  FOR EACH ROW WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on) EXECUTE FUNCTION advance_day_stays();
