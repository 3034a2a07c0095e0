-- Yearly accounts of enterprises, from which their productivity is reckoned, and their own assessment of their practice.

-- Money in đồng. Value added by production needs `intermediate`, by income the six figures from labour_cost on; one of
-- the two ways must be whole. NULL is "not known", which is not nought.
CREATE TABLE enterprise_accounts (
  id integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  year integer NOT NULL CHECK (year BETWEEN 1986 AND 2100),
  net_revenue bigint NOT NULL CHECK (net_revenue >= 0),
  stock_change bigint NOT NULL,
  goods_for_resale bigint NOT NULL CHECK (goods_for_resale >= 0),
  intermediate bigint CHECK (intermediate >= 0),
  labour_cost bigint CHECK (labour_cost >= 0),
  depreciation bigint CHECK (depreciation >= 0),
  production_taxes bigint CHECK (production_taxes >= 0),
  subsidies bigint CHECK (subsidies >= 0),
  interest bigint CHECK (interest >= 0),
  profit bigint,
  -- Mean of the fixed assets at the beginning and end of the year.
  fixed_assets bigint CHECK (fixed_assets > 0),
  -- Mean persons working in the year.
  labour integer NOT NULL CHECK (labour > 0),
  hours bigint CHECK (hours > 0),
  -- Price level of the enterprise's output, 100 in a year of its own choice: value added at constant prices is over it.
  price_index numeric NOT NULL CHECK (price_index > 0),
  file_id integer REFERENCES file,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  value_added_production bigint GENERATED ALWAYS AS (net_revenue + stock_change - goods_for_resale - intermediate) STORED,
  value_added_income bigint GENERATED ALWAYS AS
    (labour_cost + depreciation + production_taxes - subsidies + interest + profit) STORED,
  PRIMARY KEY (enterprise_id, year),
  CONSTRAINT enterprise_accounts_whole CHECK (
    intermediate IS NOT NULL
    OR (labour_cost + depreciation + production_taxes + subsidies + interest + profit) IS NOT NULL)
);
CREATE INDEX enterprise_accounts_year ON enterprise_accounts (year, id);
CREATE INDEX enterprise_accounts_productivity ON enterprise_accounts
  ((coalesce(value_added_income, value_added_production)::float8 / labour), id);

-- Value added by income where it can be had, else by production; productivity at the year's own prices.
CREATE VIEW enterprise_productivity AS
  SELECT a.*, e.sector_group, fold(e.industry) AS industry_key,
         coalesce(a.value_added_income, a.value_added_production) AS value_added,
         coalesce(a.value_added_income, a.value_added_production)::float8 / a.labour AS labour_productivity
    FROM enterprise_accounts a JOIN enterprise e ON e.id = a.enterprise_id;

-- `questionnaire` names the edition of data/self-assessment.json that was answered; `answers` a level 0-4 by statement.
CREATE TABLE self_assessment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  assessed_on date NOT NULL,
  questionnaire text NOT NULL,
  answers jsonb NOT NULL,
  note text,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX self_assessment_enterprise ON self_assessment (enterprise_id, id DESC);

CALL watch('enterprise_accounts');
CALL watch('self_assessment');
