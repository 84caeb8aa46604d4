"""The catalogue of gifts and what lies in the warehouses, from tables: all rows of a file, or none."""
