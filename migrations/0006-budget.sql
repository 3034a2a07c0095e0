-- The budget as signed, and a double-entry ledger that PostgreSQL itself keeps right.

CREATE TABLE funding_source (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  name_en text NOT NULL,
  ord integer NOT NULL
);

CREATE TABLE budget_line (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  parent_id integer REFERENCES budget_line,
  code text NOT NULL,
  title text NOT NULL,
  title_en text NOT NULL,
  quantity text,
  note text,
  total bigint NOT NULL CHECK (total >= 0),
  ord integer NOT NULL,
  UNIQUE (plan_id, code)
);
CREATE INDEX budget_line_parent ON budget_line (parent_id);

CREATE TABLE budget_line_year (
  line_id integer NOT NULL REFERENCES budget_line,
  year integer NOT NULL,
  estimate bigint NOT NULL CHECK (estimate >= 0),
  PRIMARY KEY (line_id, year)
);

CREATE TABLE commitment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id integer NOT NULL REFERENCES budget_line,
  year integer NOT NULL,
  source_id integer NOT NULL REFERENCES funding_source,
  purpose text NOT NULL,
  document_number text NOT NULL,
  document_date date NOT NULL,
  enterprise_id integer REFERENCES enterprise,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX commitment_line ON commitment (line_id, year, source_id);
CREATE INDEX commitment_enterprise ON commitment (enterprise_id);

-- Where money stands: funding (its origin, goes negative) → available (allocated, free) → committed (one account for
-- each commitment) → disbursed. The CHECK refuses a commitment over the allocation and a payment over its commitment.
CREATE TABLE ledger_account (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('funding', 'available', 'committed', 'disbursed')),
  line_id integer NOT NULL REFERENCES budget_line,
  year integer NOT NULL,
  source_id integer NOT NULL REFERENCES funding_source,
  commitment_id integer REFERENCES commitment,
  balance bigint NOT NULL DEFAULT 0,
  CONSTRAINT ledger_balance CHECK (kind = 'funding' OR balance >= 0),
  CHECK ((kind IN ('committed', 'disbursed')) = (commitment_id IS NOT NULL)),
  UNIQUE NULLS NOT DISTINCT (kind, line_id, year, source_id, commitment_id)
);
CREATE INDEX ledger_account_line ON ledger_account (line_id, year, source_id, kind) INCLUDE (balance);
CREATE INDEX ledger_account_commitment ON ledger_account (commitment_id);

CREATE TABLE ledger_entry (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('allocation', 'withdrawal', 'commitment', 'release', 'disbursement', 'refund')),
  line_id integer NOT NULL REFERENCES budget_line,
  year integer NOT NULL,
  source_id integer NOT NULL REFERENCES funding_source,
  commitment_id integer REFERENCES commitment,
  amount bigint NOT NULL CHECK (amount > 0),
  occurred_on date NOT NULL,
  document_number text NOT NULL,
  note text,
  file_id integer REFERENCES file,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ledger_entry_line ON ledger_entry (line_id, year, source_id, id DESC);
CREATE INDEX ledger_entry_kind ON ledger_entry (kind, id DESC);
CREATE INDEX ledger_entry_commitment ON ledger_entry (commitment_id);

CREATE TABLE ledger_posting (
  entry_id integer NOT NULL REFERENCES ledger_entry,
  account_id integer NOT NULL REFERENCES ledger_account,
  amount bigint NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (entry_id, account_id)
);
CREATE INDEX ledger_posting_account ON ledger_posting (account_id);

-- Balances move by postings alone. The row lock of this UPDATE puts two payments on one commitment in line.
CREATE FUNCTION ledger_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_post AFTER INSERT ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_post();

CREATE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.balance = 0 THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'balances move by postings alone' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER ledger_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_account
  FOR EACH ROW EXECUTE FUNCTION ledger_guard();

-- At commit each entry balances: its postings sum to nought and its amount is what moved.
CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry integer := CASE WHEN TG_TABLE_NAME = 'ledger_entry' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'entry_id')::integer END;
  total numeric;
  moved numeric;
BEGIN
  SELECT coalesce(sum(amount), 0), coalesce(sum(amount) FILTER (WHERE amount > 0), 0)
    INTO total, moved FROM ledger_posting WHERE entry_id = entry;
  IF total <> 0 OR moved <> (SELECT amount FROM ledger_entry WHERE id = entry) THEN
    RAISE EXCEPTION 'ledger entry % does not balance', entry
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balances';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances();
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances();

CALL append_only('ledger_entry');
CALL append_only('ledger_posting');

-- What stands where, per line, year and source. Estimates are of the provincial budget, so they join by line and year.
CREATE VIEW budget_position AS
  SELECT a.line_id, a.year, a.source_id,
         -- sums of balances: the postings are their only writers
         (-coalesce(sum(a.balance) FILTER (WHERE a.kind = 'funding'), 0))::bigint AS allocated,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind IN ('committed', 'disbursed')), 0))::bigint AS committed,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind = 'disbursed'), 0))::bigint AS disbursed,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind = 'available'), 0))::bigint AS remaining
    FROM ledger_account a
   GROUP BY a.line_id, a.year, a.source_id;
COMMENT ON VIEW budget_position IS 'In đồng. committed counts what was committed whether or not already paid; remaining = allocated - committed.';

CALL watch('funding_source');
CALL watch('budget_line');
CALL watch('budget_line_year');
CALL watch('commitment');
CALL watch('ledger_account');
CALL watch('ledger_entry');
CALL watch('ledger_posting');
