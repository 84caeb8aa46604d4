"""Amends on SQLite, the database that a new installation has."""

from systems import amends


class Sut(amends.Sut):
    name = "amends_sqlite"
    ports = {"10k": 8211, "100k": 8212, "1m": 8213}

    def make_probe(self):
        return None

    def database_url(self) -> str:
        return f"sqlite://{self.folder / 'amends.sqlite3'}"
