-- The budget as signed, and a double-entry ledger that PostgreSQL itself keeps right: not only the program but whoever
-- writes SQL is refused an entry that does not balance or moves money another way than its kind says, a commitment over
-- the allocation, a payment over its commitment, money on a group of lines or in a year that the line does not have, and
-- an edit of the past.

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
  search text NOT NULL GENERATED ALWAYS AS (fold(purpose || ' ' || document_number)) STORED,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (line_id, year) REFERENCES budget_line_year
);
CREATE INDEX commitment_line ON commitment (line_id, year, source_id);
CREATE INDEX commitment_date ON commitment (document_date, id);
CREATE INDEX commitment_enterprise ON commitment (enterprise_id);
CREATE INDEX commitment_search ON commitment USING gin (search gin_trgm_ops);

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
  UNIQUE NULLS NOT DISTINCT (kind, line_id, year, source_id, commitment_id),
  FOREIGN KEY (line_id, year) REFERENCES budget_line_year
);
CREATE INDEX ledger_account_line ON ledger_account (line_id, year, source_id, kind) INCLUDE (balance);
CREATE INDEX ledger_account_commitment ON ledger_account (commitment_id, kind) INCLUDE (balance);
CREATE INDEX ledger_account_open ON ledger_account (commitment_id) WHERE kind = 'committed' AND balance > 0;

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
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind IN ('allocation', 'withdrawal')) = (commitment_id IS NULL)),
  -- Money that leaves the province's account has its paper on file.
  CHECK (kind <> 'disbursement' OR file_id IS NOT NULL),
  FOREIGN KEY (line_id, year) REFERENCES budget_line_year
);
CREATE INDEX ledger_entry_line ON ledger_entry (line_id, year, source_id, id DESC);
CREATE INDEX ledger_entry_kind ON ledger_entry (kind, id DESC);
CREATE INDEX ledger_entry_date ON ledger_entry (occurred_on, id);
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

-- A new account is empty, stands on a line without sub-lines, and agrees with its commitment; later nothing but its balance moves.
CREATE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  IF TG_OP <> 'INSERT' OR NEW.balance <> 0 THEN
    RAISE EXCEPTION 'balances move by postings alone' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
  END IF;
  IF EXISTS (SELECT FROM budget_line WHERE parent_id = NEW.line_id) THEN
    RAISE EXCEPTION 'budget line % is a sum of its sub-lines', NEW.line_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_leaf';
  END IF;
  IF NEW.commitment_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM commitment c WHERE c.id = NEW.commitment_id
       AND (c.line_id, c.year, c.source_id) = (NEW.line_id, NEW.year, NEW.source_id)) THEN
    RAISE EXCEPTION 'account and commitment % differ', NEW.commitment_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_way';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_account
  FOR EACH ROW EXECUTE FUNCTION ledger_guard();
CREATE TRIGGER ledger_guard_truncate BEFORE TRUNCATE ON ledger_account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A line on which money stands gets no sub-lines.
CREATE FUNCTION budget_line_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_account WHERE line_id = NEW.parent_id) THEN
    RAISE EXCEPTION 'money stands on budget line %', NEW.parent_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_leaf';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER budget_line_leaf BEFORE INSERT OR UPDATE OF parent_id ON budget_line
  FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION budget_line_leaf();

-- From which account to which an entry of this kind moves money.
CREATE FUNCTION ledger_way(kind text, OUT source text, OUT destination text) LANGUAGE sql IMMUTABLE AS $$
  SELECT way.source, way.destination
    FROM (VALUES ('allocation', 'funding', 'available'), ('withdrawal', 'available', 'funding'),
                 ('commitment', 'available', 'committed'), ('release', 'committed', 'available'),
                 ('disbursement', 'committed', 'disbursed'), ('refund', 'disbursed', 'committed'))
      AS way (kind, source, destination)
   WHERE way.kind = ledger_way.kind
$$;

-- At commit each entry is whole: two postings, of minus and plus its amount, on the two accounts that its kind moves money
-- between, both of its own line, year, source and commitment.
CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry ledger_entry;
  way record;
  postings integer;
  right_ones integer;
BEGIN
  SELECT * INTO STRICT entry FROM ledger_entry
   WHERE id = CASE WHEN TG_TABLE_NAME = 'ledger_entry' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'entry_id' END::integer;
  way := ledger_way(entry.kind);
  SELECT count(*),
         count(*) FILTER (WHERE a.line_id = entry.line_id AND a.year = entry.year AND a.source_id = entry.source_id
                            AND (a.commitment_id IS NULL OR a.commitment_id = entry.commitment_id)
                            AND ((a.kind = way.source AND p.amount = -entry.amount)
                              OR (a.kind = way.destination AND p.amount = entry.amount)))
    INTO postings, right_ones
    FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
   WHERE p.entry_id = entry.id;
  -- The two are on different accounts (primary key), and of one kind, line, year, source and commitment there is one account.
  IF postings <> 2 OR right_ones <> 2 THEN
    RAISE EXCEPTION 'ledger entry % does not balance', entry.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balances';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances();
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances();

CALL append_only('commitment');
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
