-- Accounts that have put away the list of their first steps.
CREATE TABLE first_steps_closed (
  account_id text PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  closed_at timestamptz NOT NULL
);
CALL watch('first_steps_closed');
