"""What the server can do, measured beside what its parts can do at most."""
