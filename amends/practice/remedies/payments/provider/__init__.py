"""What payments know of the world outside: the keys of the house, the file for the bank, the webhook. No database here."""
