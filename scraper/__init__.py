"""peel: reads the published inspection pages of HMICFRS into validated records and SQLite."""

__version__ = "0.1.0"
