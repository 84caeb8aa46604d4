"""What can be asked for, one folder of the address a file."""
