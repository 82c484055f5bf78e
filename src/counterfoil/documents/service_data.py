"""Services that scripts call: how each is reached, with which credentials, how often and how long.

Follows services.xml of the site archive; what the settings say of a service goes before it.
"""

from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from counterfoil.documents.record import Record


class Credential(Record):
    """Where a service is and who calls it; the password is a secret that only a call of the service reads."""

    credential_id: str
    url: str | None = None
    user: str | None = None
    password: str | None = None
    custom: dict[str, Any] = field(default_factory=dict)


class Profile(Record):
    """How long a call may take, how many there may be in an interval, and after how many failures they pause."""

    profile_id: str
    timeout_millis: int | None = None
    rate_limit_enabled: bool = False
    rate_limit_calls: int = 0
    rate_limit_millis: int = 0
    cb_enabled: bool = False
    cb_calls: int = 0
    cb_millis: int = 0


class Service(Record):
    """A service by the id that scripts know."""

    service_id: str
    service_type: str = "HTTP"
    enabled: bool = True
    log_prefix: str | None = None
    comm_log_enabled: bool = False
    mock_mode_enabled: bool = False
    profile_id: str | None = None
    credential_id: str | None = None


class ConfiguredCredential(Struct, forbid_unknown_fields=True, kw_only=True):
    """A credential in the settings."""

    url: str | None = None
    user: str | None = None
    password: str | None = None


class ConfiguredService(ConfiguredCredential, forbid_unknown_fields=True, kw_only=True):
    """A service in the settings: what is given here goes before what the archive says."""

    type: str | None = None
    mode: Literal["live", "mock", "disabled"] | None = None
    timeout_millis: int | None = None
    rate_limit_calls: int | None = None
    rate_limit_millis: int | None = None
    cb_calls: int | None = None
    cb_millis: int | None = None
    credentials: dict[str, ConfiguredCredential] = field(default_factory=dict)
    """Others than the service's own, by id, for scripts that choose among them."""


Configured = dict[str, ConfiguredService]


def read_configured(text: str) -> Configured:
    """Read the services of the settings, JSON by service id; ValueError says what is wrong, without its values."""
    if not text.strip():
        return {}
    try:
        return msgspec.json.decode(text, type=Configured)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    except msgspec.DecodeError as error:
        raise ValueError(f"no JSON: {error}") from None


def problem_of(text: str) -> str | None:
    """Say why the services of the settings cannot be read; None if they can."""
    try:
        read_configured(text)
    except ValueError as error:
        return str(error)
    return None
