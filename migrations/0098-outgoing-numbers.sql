-- The register of out-going numbers (Decree 30/2020/NĐ-CP, article 15: one series from 01 on 1 January to 31 December). A series belongs to a
-- body, a year and a kind of document; a body that took another's place begins its own.
CREATE TABLE outgoing_number (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('decision', 'letter', 'contract')),
  year integer NOT NULL,
  issuer text COLLATE "vi-x-icu" NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  -- what stands after the number: QĐ-SKHCN
  symbol text NOT NULL CHECK (symbol <> ''),
  issued_on date NOT NULL,
  subject text COLLATE "vi-x-icu" NOT NULL CHECK (subject <> ''),
  -- typed by an officer: it may stand apart from the others
  typed boolean NOT NULL,
  -- the record that it was given to, as the audit trail files it (application:7); null for a document that was written elsewhere
  record text CHECK (record <> ''),
  document_id integer REFERENCES made_document,
  cancelled_on date,
  cancel_reason text CHECK (cancel_reason <> ''),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT outgoing_number_once UNIQUE (kind, year, issuer, number),
  CHECK (year = extract(year FROM issued_on)),
  CHECK ((cancelled_on IS NULL) = (cancel_reason IS NULL))
);
CREATE INDEX outgoing_number_issued ON outgoing_number (issued_on DESC, id DESC);
CREATE INDEX outgoing_number_number ON outgoing_number (number, id);
CREATE INDEX outgoing_number_record ON outgoing_number (record);
CREATE INDEX outgoing_number_document ON outgoing_number (document_id) WHERE document_id IS NOT NULL;
CALL watch('outgoing_number');

-- The number that a document gets: the one typed, else the next of its series. Whoever takes one waits here for who took one before, and a
-- number is taken in the transaction that uses it: none is given twice and none is lost. A cancelled one is never given again.
CREATE FUNCTION outgoing_number_for(of_kind text, of_year integer, of_issuer text, wanted integer, of_day date) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  last outgoing_number;
  given integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('outgoing_number ' || of_kind || ' ' || of_year || ' ' || of_issuer, 0));
  IF wanted IS NOT NULL THEN
    RETURN wanted;
  END IF;
  SELECT * INTO last FROM outgoing_number n
   WHERE n.kind = of_kind AND n.year = of_year AND n.issuer = of_issuer AND n.cancelled_on IS NULL ORDER BY n.number DESC LIMIT 1;
  IF last.issued_on > of_day THEN
    RAISE EXCEPTION 'a later number would have an earlier day' USING ERRCODE = 'check_violation', CONSTRAINT = 'outgoing_number_day';
  END IF;
  given := coalesce(last.number, 0) + 1;
  WHILE EXISTS (SELECT FROM outgoing_number n
                 WHERE n.kind = of_kind AND n.year = of_year AND n.issuer = of_issuer AND n.number = given) LOOP
    given := given + 1;
  END LOOP;
  RETURN given;
END $$;

-- What was given stays in the register as it was given.
CREATE FUNCTION outgoing_number_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.kind, NEW.year, NEW.issuer, NEW.number, NEW.symbol, NEW.issued_on, NEW.subject)
      IS DISTINCT FROM (OLD.kind, OLD.year, OLD.issuer, OLD.number, OLD.symbol, OLD.issued_on, OLD.subject)
     OR (OLD.cancelled_on IS NOT NULL AND NEW.cancelled_on IS NULL) THEN
    RAISE EXCEPTION 'a number of the register stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outgoing_number_stays BEFORE UPDATE OR DELETE ON outgoing_number
  FOR EACH ROW EXECUTE FUNCTION outgoing_number_stays();

-- One decision on several applications: its number and who signs; its list says what it decides of each.
CREATE TABLE application_decision (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number_id integer NOT NULL UNIQUE REFERENCES outgoing_number,
  -- whether the People's Committee issues it, or the agency that carries the programme
  committee boolean NOT NULL,
  decided_on date NOT NULL,
  signer text,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX application_decision_day ON application_decision (decided_on DESC, id DESC);
CALL watch('application_decision');

-- What its list says, as it stood on its day.
CREATE TABLE application_decision_item (
  decision_id integer NOT NULL REFERENCES application_decision,
  application_id integer NOT NULL REFERENCES application,
  place integer NOT NULL CHECK (place > 0),
  plan_id integer NOT NULL REFERENCES plan,
  outcome text NOT NULL CHECK (outcome IN ('accept', 'refuse')),
  enterprise text COLLATE "vi-x-icu" NOT NULL,
  tax_code text NOT NULL,
  content text COLLATE "vi-x-icu" NOT NULL,
  requested bigint NOT NULL,
  -- what is granted, in đồng; null for a refusal
  amount bigint CHECK (amount >= 0),
  reason text COLLATE "vi-x-icu" NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (decision_id, application_id),
  UNIQUE (decision_id, place),
  CHECK ((outcome = 'accept') = (amount IS NOT NULL))
);
CREATE INDEX application_decision_item_of ON application_decision_item (application_id);
CREATE INDEX application_decision_item_plan ON application_decision_item (plan_id);
CALL watch('application_decision_item');
