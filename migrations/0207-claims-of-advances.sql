-- A claim that accounts for an advance names it: one of the same turn or content of a task, open when it is named. Its lines clear that advance and no other.
ALTER TABLE payment_claim ADD COLUMN advance_id integer REFERENCES advance;
CREATE INDEX payment_claim_advance ON payment_claim (advance_id) WHERE advance_id IS NOT NULL;

CREATE FUNCTION claim_advance_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM advance a JOIN payment_order o ON o.id = a.order_id
       WHERE a.id = NEW.advance_id AND a.state IN ('open', 'part') AND o.task_content_id IS NOT DISTINCT FROM NEW.content_id
         AND (NEW.turn_id IS NULL OR o.commitment_id = (SELECT t.commitment_id FROM support_turn t WHERE t.id = NEW.turn_id))) THEN
    RAISE EXCEPTION 'advance % is not open, or of another turn or content', NEW.advance_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_advance';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_advance_held BEFORE INSERT OR UPDATE OF advance_id ON payment_claim FOR EACH ROW
  WHEN (NEW.advance_id IS NOT NULL) EXECUTE FUNCTION claim_advance_held();

CREATE FUNCTION advance_part_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'refused' AND EXISTS (SELECT FROM claim_line l JOIN payment_claim c ON c.id = l.claim_id
       WHERE l.id = NEW.claim_line_id AND c.advance_id <> NEW.advance_id) THEN
    RAISE EXCEPTION 'the claim of line % names another advance', NEW.claim_line_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'advance_part_named';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advance_part_named BEFORE INSERT OR UPDATE ON advance_part FOR EACH ROW
  WHEN (NEW.claim_line_id IS NOT NULL) EXECUTE FUNCTION advance_part_named();
