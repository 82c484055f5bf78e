"""One function per resource method; hooks, rules and store meet only here."""
