-- Which form an enterprise has in law, its line of business by the national classification, and the number of a product in trade.
ALTER TABLE enterprise
  ADD COLUMN legal_form text CHECK (legal_form IN ('company', 'cooperative', 'household', 'craft_village')),
  -- A section (one letter) or two to five digits; the catalogue is not shipped, so only the writing is checked.
  ADD COLUMN industry_code text CHECK (industry_code ~ '^([A-Z]|[0-9]{2,5})$');
CREATE INDEX enterprise_legal_form ON enterprise (legal_form, name, id);
ALTER TABLE product ADD COLUMN gtin text CHECK (gtin ~ '^([0-9]{8}|[0-9]{12,14})$');

-- What a plan grants to each legal form, as its document says; without a row the plan says nothing of the form.
CREATE TABLE beneficiary_form (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  legal_form text NOT NULL CHECK (legal_form IN ('company', 'cooperative', 'household', 'craft_village')),
  granted text NOT NULL CHECK (granted IN ('supported', 'not_supported')),
  -- what it gets, or why nothing, in the words of the plan
  note text,
  article text NOT NULL CHECK (article <> ''),
  version integer NOT NULL DEFAULT 1,
  UNIQUE (plan_id, legal_form)
);
CALL watch('beneficiary_form');
