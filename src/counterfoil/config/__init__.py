"""Settings: one table, split by subject; where they come from, and which values they may have."""

from counterfoil.config.checks import check
from counterfoil.config.loading import ENVIRONMENT_PREFIX, environment_name, load, names_in, subjects, table
from counterfoil.config.setting import SettingsError
from counterfoil.config.settings import Settings

__all__ = [
    "ENVIRONMENT_PREFIX",
    "Settings",
    "SettingsError",
    "check",
    "environment_name",
    "load",
    "names_in",
    "subjects",
    "table",
]
