"""Where settings come from: options before the environment, before a TOML file, before defaults."""

import dataclasses
import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counterfoil.config.checks import check
from counterfoil.config.setting import SettingsError
from counterfoil.config.settings import Settings

ENVIRONMENT_PREFIX = "COUNTERFOIL_"


def names_in(setting: str) -> list[str]:
    """Return the names that a setting lists, separated by commas."""
    return [name.strip() for name in setting.split(",") if name.strip()]


Row = tuple[str, Any, str]
"""Name, default and help of a setting."""


def subjects() -> list[tuple[str, list[Row]]]:
    """Return the settings by subject, each with its heading."""
    fields = Settings.__dataclass_fields__
    return [
        (
            (subject.__doc__ or "").rstrip("."),
            [(name, fields[name].default, fields[name].metadata["help"]) for name in subject.__annotations__],
        )
        for subject in reversed(Settings.__bases__)
    ]


def table() -> list[Row]:
    """Return every setting."""
    return [row for _, rows in subjects() for row in rows]


def environment_name(name: str) -> str:
    """Return the environment variable of a setting."""
    return ENVIRONMENT_PREFIX + name.upper()


def load(
    given: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    file: str | None = None,
) -> Settings:
    """Make the settings: options before environment before TOML file before defaults; SettingsError if one is wrong."""
    environment = os.environ if environment is None else environment
    file = file or environment.get(ENVIRONMENT_PREFIX + "CONFIG")
    from_file = _read(file) if file else {}
    known = {field.name: field for field in dataclasses.fields(Settings)}
    unknown = set(from_file) - set(known)
    if unknown:
        raise SettingsError(f"{file} has unknown settings: {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if given and given.get(name) is not None:
            values[name] = given[name]
        elif (text := environment.get(environment_name(name))) is not None:
            values[name] = _typed(environment_name(name), text, type(field.default))
        elif name == "services" and isinstance(from_file.get(name), dict):
            values[name] = json.dumps(from_file[name])
        elif name in from_file:
            values[name] = _typed(f"{name} in {file}", from_file[name], type(field.default))
    return check(Settings(**values))


def _read(file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not TOML: {error}") from error


def _typed(name: str, value: Any, wanted: type) -> Any:
    if wanted is bool:
        return _boolean(name, value)
    if isinstance(value, bool) or not isinstance(value, (str, int, wanted)):
        raise SettingsError(f"{name} is {value!r}, which is not a {wanted.__name__}")
    try:
        return wanted(value)
    except ValueError as error:
        raise SettingsError(f"{name} is {value!r}, which is not a number") from error


def _boolean(name: str, value: Any) -> bool:
    word = str(value).lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off", ""):
        return False
    raise SettingsError(f"{name} is {value!r}; use true or false")
