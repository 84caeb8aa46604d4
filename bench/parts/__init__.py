"""What `run.py` measures, one file each."""
