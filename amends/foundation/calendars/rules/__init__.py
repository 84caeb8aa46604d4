"""Working time and due times, without a database."""
