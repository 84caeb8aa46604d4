"""What may be decided about gifts without asking anything."""
