-- Controls: nobody does both sides of a matter; a payment is drawn up by one person and released by another; a year closes.

-- What an installation has relaxed, with the reason. A row there means that the control does not hold now.
CREATE TABLE control_relaxation (
  key text PRIMARY KEY CHECK (key IN ('decision', 'payment', 'paper', 'seal')),
  reason text NOT NULL CHECK (reason <> ''),
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL
);
CALL watch('control_relaxation');

-- Two accounts of one person: controls count persons. `person_id` is the account that stands for the person.
CREATE TABLE account_person (
  account_id text PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  person_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  CHECK (account_id <> person_id)
);
CREATE INDEX account_person_person ON account_person (person_id);
CALL watch('account_person');

-- Which kind of payment follows which paper; rows with their source, brought up by data/catalogues.json.
CREATE TABLE payment_kind (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  name_en text NOT NULL,
  bases text[] NOT NULL CHECK (bases <@ ARRAY['contract', 'acceptance', 'cost_statement'] AND cardinality(bases) > 0),
  source text NOT NULL,
  to_check boolean NOT NULL,
  ord integer NOT NULL
);
CALL watch('payment_kind');

-- Until when vouchers of a budget year may be dated, from this year on until the next row. Days are `MM-DD`; `adjust_until` is of the year after.
CREATE TABLE fiscal_term (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  first_year integer NOT NULL UNIQUE,
  spend_until text NOT NULL CHECK (spend_until ~ '^\d\d-\d\d$'),
  adjust_until text NOT NULL CHECK (adjust_until ~ '^\d\d-\d\d$'),
  source text NOT NULL,
  ord integer NOT NULL
);
CALL watch('fiscal_term');

CREATE TABLE payment_order (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  commitment_id integer NOT NULL REFERENCES commitment,
  kind_id integer NOT NULL REFERENCES payment_kind,
  amount bigint NOT NULL CHECK (amount > 0),
  occurred_on date NOT NULL,
  document_number text NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  basis text CHECK (basis IN ('contract', 'acceptance', 'cost_statement')),
  basis_number text,
  basis_date date,
  basis_file_id integer REFERENCES file,
  note text,
  state text NOT NULL DEFAULT 'drafted' CHECK (state IN ('drafted', 'released', 'returned')),
  drafted_by text REFERENCES account,
  drafted_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  reason text,
  entry_id integer REFERENCES ledger_entry,
  CHECK ((state = 'drafted') = (settled_at IS NULL)),
  CHECK ((state = 'released') = (entry_id IS NOT NULL)),
  CHECK (state <> 'returned' OR reason IS NOT NULL)
);
CREATE INDEX payment_order_commitment ON payment_order (commitment_id, id);
CREATE INDEX payment_order_open ON payment_order (id) WHERE state = 'drafted';
CALL watch('payment_order');

CREATE TABLE budget_closing (
  year integer PRIMARY KEY,
  document_number text NOT NULL,
  closed_on date NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  closed_by text REFERENCES account,
  closed_at timestamptz NOT NULL
);
CALL watch('budget_closing');
CALL append_only('budget_closing');

-- A booking into a closed year: proposed with a reason, approved by another person, good for one booking of who proposed it.
CREATE TABLE budget_correction (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  year integer NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  proposed_by text REFERENCES account,
  proposed_at timestamptz NOT NULL,
  approved_by text REFERENCES account,
  approved_at timestamptz,
  entry_id integer REFERENCES ledger_entry,
  CHECK (entry_id IS NULL OR approved_at IS NOT NULL)
);
CREATE INDEX budget_correction_open ON budget_correction (year, id) WHERE entry_id IS NULL;
CALL watch('budget_correction');

-- A sending with the same name and other content is another sending.
ALTER TABLE submission ADD COLUMN input_sha256 text;
