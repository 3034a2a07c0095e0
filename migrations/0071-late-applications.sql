-- Why an application for a year that is over was taken, and why state money is proposed where the enterprise puts in none of its own.
ALTER TABLE application ADD COLUMN late_reason text;
ALTER TABLE application ADD COLUMN no_own_funds_reason text;
