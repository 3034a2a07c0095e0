-- Which province became part of which, and when: a place lies in a territory if its province, or what that was merged into, does.
CREATE TABLE province_merger (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  province text NOT NULL CHECK (province <> ''),
  successor text NOT NULL CHECK (successor <> ''),
  merged_on date NOT NULL,
  source text NOT NULL,
  CHECK (province <> successor)
);
CALL watch('province_merger');

-- A result of before the program also says what was paid for it and the paper that it stands in. Zero is a result that was reported.
ALTER TABLE past_result
  DROP CONSTRAINT past_result_quantity_check,
  ADD COLUMN content_id integer REFERENCES support_content,
  -- đồng of the provincial budget paid for it
  ADD COLUMN amount bigint CHECK (amount > 0),
  ADD COLUMN paper_number text CHECK (paper_number <> ''),
  ADD COLUMN paper_on date,
  ADD CONSTRAINT past_result_quantity CHECK (quantity >= 0);
CREATE INDEX past_result_content ON past_result (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX past_result_of_all ON past_result (year, id);

ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check CHECK (kind IN ('enterprises', 'accounts', 'series', 'results'));
