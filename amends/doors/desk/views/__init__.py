"""The desk's pages; each view permits, asks or acts, and shows."""
