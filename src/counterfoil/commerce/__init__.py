"""The rules: documents and shop data in, documents out; no clock, no ids, no input or output of their own."""
