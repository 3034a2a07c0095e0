-- The days by which a budget year ends, as rows with their article: what each is for, which entries it bars from then on, and for which years it
-- holds. They take the place of fiscal_term, which knew two of them. The database holds every entry to them, and to the closing of its year.
CREATE FUNCTION budget_cutoff_place(kind text, year integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(ARRAY['spend', 'treasury_papers', 'adjust', 'reconcile', 'advances_back', 'treasury_report'], kind) * 10000 + year
$$;

CREATE TABLE budget_cutoff (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Of a row that the program ships.
  key text UNIQUE,
  kind text NOT NULL CHECK (kind IN ('spend', 'treasury_papers', 'adjust', 'reconcile', 'advances_back', 'treasury_report')),
  month integer NOT NULL CHECK (month BETWEEN 1 AND 12),
  day integer NOT NULL CHECK (day BETWEEN 1 AND CASE WHEN month = 2 THEN 28 WHEN month IN (4, 6, 9, 11) THEN 30 ELSE 31 END),
  -- Of the year after the budget year.
  next_year boolean NOT NULL,
  -- The kinds of entry that are not booked by a voucher of a later day.
  bars text[] NOT NULL CHECK (bars <@ ARRAY['allocation', 'withdrawal', 'commitment', 'disbursement']),
  article text NOT NULL CHECK (article <> ''),
  note text,
  to_check boolean NOT NULL DEFAULT false,
  first_year integer NOT NULL,
  last_year integer CHECK (last_year >= first_year),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT budget_cutoff_once EXCLUDE USING gist
    (int4range(budget_cutoff_place(kind, first_year), budget_cutoff_place(kind, coalesce(last_year, 9999)), '[]') WITH &&)
);
CREATE INDEX budget_cutoff_first ON budget_cutoff (first_year DESC, id DESC);
CREATE INDEX budget_cutoff_kind ON budget_cutoff (kind, id);
CALL watch('budget_cutoff');

DROP TABLE fiscal_term;

-- The days of a budget year: the rows that hold for it, each with its day.
CREATE FUNCTION budget_cutoffs(of_year integer) RETURNS TABLE (id integer, kind text, on_day date, bars text[], article text) LANGUAGE sql STABLE AS $$
  SELECT c.id, c.kind, make_date(of_year + c.next_year::int, c.month, c.day), c.bars, c.article
    FROM budget_cutoff c WHERE c.first_year <= of_year AND (c.last_year IS NULL OR c.last_year >= of_year)
$$;

-- An entry is of its year: not after a day that bars it, and not once the year is closed. What an approved correction lets in, and the work of past
-- years that one person brought and another approved, stand outside; they are marked by the end of the transaction, so it is asked then.
CREATE FUNCTION ledger_of_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed text; cut record;
BEGIN
  -- Whoever closes the year waits for this entry, or is seen by it.
  PERFORM pg_advisory_xact_lock_shared(hashtext('budget_year'), NEW.year);
  SELECT b.document_number INTO closed FROM budget_closing b WHERE b.year = NEW.year;
  SELECT * INTO cut FROM budget_cutoffs(NEW.year) c WHERE NEW.kind = ANY(c.bars) AND NEW.occurred_on > c.on_day ORDER BY c.on_day LIMIT 1;
  IF closed IS NULL AND cut.id IS NULL THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM takeover_record r WHERE r.record_type = 'ledger_entry' AND r.record_id = NEW.id)
     OR EXISTS (SELECT FROM budget_correction k WHERE k.approved_at IS NOT NULL AND k.year = NEW.year
          AND (k.entry_id = NEW.id OR k.entry_id IN (
            SELECT other.entry_id FROM allocation_decision_entry own JOIN allocation_decision_entry other ON other.decision_id = own.decision_id
             WHERE own.entry_id = NEW.id))) THEN RETURN NULL; END IF;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'the budget year % is closed by %', NEW.year, closed USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_closed';
  END IF;
  RAISE EXCEPTION '% of % after % (%)', NEW.kind, NEW.year, cut.on_day, cut.article USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_cut_off';
END $$;
CREATE CONSTRAINT TRIGGER ledger_of_year AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_of_year();

CREATE FUNCTION budget_closing_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('budget_year'), NEW.year);
  RETURN NEW;
END $$;
CREATE TRIGGER budget_closing_alone BEFORE INSERT ON budget_closing FOR EACH ROW EXECUTE FUNCTION budget_closing_alone();
