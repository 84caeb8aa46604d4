"""When something is due and what becomes of it, without a database."""
