"""The command line: every command, and where it lives."""

from counterfoil.cli.main import main

__all__ = ["main"]
