"""The management port: what is not the API itself, for the people who run the server; behind a secret."""
