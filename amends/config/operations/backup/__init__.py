"""One file that holds a whole installation, and the way back; see the README beside this folder."""
