"""Running an installation: backup, restore, and the doctor that says what to mend."""
