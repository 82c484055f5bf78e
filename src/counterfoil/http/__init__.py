"""The wire: URLs, formats, callers, faults. Nothing below imports it."""
