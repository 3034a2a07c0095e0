-- What the search finds of trained persons and products, inside their names too.
CREATE INDEX trained_person_search ON trained_person USING gin (search gin_trgm_ops);
CREATE INDEX product_search ON product USING gin (fold(name) gin_trgm_ops);
