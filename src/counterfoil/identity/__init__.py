"""Who is calling: accounts, passwords, tokens, sessions. Follows section 6 of the platform reference."""
