"""What may be given, where it lies, who brings it, and how it goes to the customer."""
