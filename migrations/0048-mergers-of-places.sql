-- Which province became part of which stands in the catalogue of places; the second list of it goes.
DROP TABLE province_merger;
