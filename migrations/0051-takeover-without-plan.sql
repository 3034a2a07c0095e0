-- Enterprises are of no plan: they can be taken over before there is one.
ALTER TABLE takeover_batch ALTER COLUMN plan_id DROP NOT NULL;
