"""An outside service that may refine readings: its terms, what it is asked, how its answer is checked. No database here."""
