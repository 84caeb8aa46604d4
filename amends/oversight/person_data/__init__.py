"""All that is kept of one person: given out as a file, or made anonymous where it lies."""
