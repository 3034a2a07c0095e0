-- Why a council met before the papers had been with its members as long as its rule asks.
ALTER TABLE appraisal ADD COLUMN early_reason text CHECK (early_reason <> '');
