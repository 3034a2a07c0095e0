-- The accepted report of a request that settles the report on a standing duty for its period.
ALTER TABLE standing_report ADD COLUMN answer_id integer REFERENCES report_answer;
CREATE INDEX standing_report_answer ON standing_report (answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX report_request_duty ON report_request (plan_id, duty_code) WHERE duty_code IS NOT NULL;
