"""One file for each thing that is found in a text."""
