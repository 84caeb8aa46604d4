"""How the learned part of the check is made: sentences by hand, one linear separator a sense; never imported when it runs."""
