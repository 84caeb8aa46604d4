"""Orders and contracts from tables: the same tables, the same care, another kind of row."""
