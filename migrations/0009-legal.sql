-- Rules are data with their legal source: what a decision applies, from which instrument and article, and when it holds.
-- `to_check`: recalled, not yet held against its source.

CREATE TABLE legal_instrument (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number text NOT NULL CONSTRAINT legal_instrument_number UNIQUE,
  title text NOT NULL,
  title_en text NOT NULL,
  issuer text NOT NULL,
  issued_on date,
  valid_from date,
  valid_to date,
  note text,
  note_en text,
  to_check boolean NOT NULL DEFAULT false,
  CHECK (valid_to IS NULL OR valid_from <= valid_to)
);

-- `value` has the shape that the rule's reader expects (size thresholds, a deadline, a spending norm in đồng).
CREATE TABLE legal_rule (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instrument_id integer NOT NULL REFERENCES legal_instrument,
  key text NOT NULL,
  article text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  value jsonb NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  to_check boolean NOT NULL DEFAULT false,
  CHECK (valid_to IS NULL OR valid_from <= valid_to),
  CONSTRAINT legal_rule_once UNIQUE (key, valid_from)
);
CREATE INDEX legal_rule_instrument ON legal_rule (instrument_id);

CALL watch('legal_instrument');
CALL watch('legal_rule');
