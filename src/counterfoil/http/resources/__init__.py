"""The table of resources, a file for each family."""
