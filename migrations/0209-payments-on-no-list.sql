-- A payment that was released and is on no list for the Treasury is work with a day, where the document that orders lists gives one; a payment that goes by no
-- list is set aside with its reason.

ALTER TABLE treasury_use ADD COLUMN list_days integer CHECK (list_days BETWEEN 0 AND 366);

CREATE TABLE treasury_aside (
  order_id integer PRIMARY KEY REFERENCES payment_order,
  reason text NOT NULL CHECK (reason <> ''),
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL
);
CALL watch('treasury_aside');
