"""Site archives, the platform's export format: read into shop data, loaded into a store."""
