"""The store: named operations on SQLite or PostgreSQL."""
