"""The documents of the API: what travels on the wire, and the shop data behind it."""
