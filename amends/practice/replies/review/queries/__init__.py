"""Every question about the review of replies."""
