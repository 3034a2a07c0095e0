-- The size class that an enterprise declares itself, on the form of Decree 80/2021/NĐ-CP (art. 10), as of the day of its
-- declaration: beside the class that the program works out, not in its place.
ALTER TABLE enterprise_year
  ADD COLUMN declared_class text CHECK (declared_class IN ('micro', 'small', 'medium', 'large')),
  ADD COLUMN declared_on date,
  ADD CONSTRAINT enterprise_year_declaration CHECK ((declared_class IS NULL) = (declared_on IS NULL));
