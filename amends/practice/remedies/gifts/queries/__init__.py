"""Every question about gifts."""
