"""Facts kept: SQLite for one process, PostgreSQL for many."""
