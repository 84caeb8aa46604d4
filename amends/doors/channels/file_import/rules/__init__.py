"""How files are understood: pure."""
