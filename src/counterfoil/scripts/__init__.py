"""Cartridge scripts: the embedded engine that runs them, and the script API they see."""
