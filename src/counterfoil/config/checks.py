"""Which values settings may have, alone and together."""

import dataclasses
import math
import re

from counterfoil.config.setting import SettingsError
from counterfoil.config.settings import Settings
from counterfoil.documents.service_data import problem_of

_VERSION = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,32}")


def check(settings: Settings) -> Settings:
    """Refuse values outside their range; SettingsError says which."""
    _check_words(settings)
    if bool(settings.tls_cert) != bool(settings.tls_key):
        raise SettingsError("tls_cert and tls_key belong together; one of them is missing")
    if settings.tls and not settings.emulator:
        raise SettingsError("tls is for emulators; a service wants tls_cert and tls_key of an authority others trust")
    if settings.tls and settings.tls_cert:
        raise SettingsError("tls makes a certificate and tls_cert names one; give one of them")
    _check_bounds(settings)
    _check_readings(settings)
    if settings.processes > 1 and (settings.seed or settings.clock):
        raise SettingsError("seed and clock make one process repeatable; leave processes at 1 with them")
    if not -1 <= settings.management_port <= 65535:
        raise SettingsError("management_port must be between -1 (off) and 65535")
    if not 0 <= settings.port <= 65535:
        raise SettingsError("port must be between 0 and 65535")
    return settings


def _check_words(settings: Settings) -> None:
    for field in dataclasses.fields(settings):
        allowed, value = field.metadata["words"], getattr(settings, field.name)
        if allowed and value not in allowed:
            words = [str(word) for word in allowed]
            raise SettingsError(f"{field.name} is '{value}'; use {', '.join(words[:-1])} or {words[-1]}")


def _check_bounds(settings: Settings) -> None:
    for field in dataclasses.fields(settings):
        least, most = field.metadata["least"], field.metadata["most"]
        value = getattr(settings, field.name)
        if least is not None and not least <= value < math.inf:
            raise SettingsError(f"{field.name} must be " + ("0 or more" if least == 0 else f"at least {least}"))
        if most is not None and value > most:
            raise SettingsError(f"{field.name} must be at most {most}")


def _check_readings(settings: Settings) -> None:
    for entry in settings.host_sites.split(","):
        if entry.strip() and not re.fullmatch(r"\s*[^=\s]+\s*=\s*[^=\s]+\s*", entry):
            raise SettingsError(f"host_sites has the entry '{entry.strip()}'; write a host name, = and a site")
    if settings.obsolete_before and not _VERSION.fullmatch(settings.obsolete_before):
        raise SettingsError(f"obsolete_before is '{settings.obsolete_before}'; write a version such as 17.1")
    if not _VERSION.fullmatch(settings.typed_since):
        raise SettingsError(f"typed_since is '{settings.typed_since}'; write a version such as 16.1")
    words = settings.version_statuses.split(",")
    if len(words) != 3 or not all(_WORD.fullmatch(word.strip()) for word in words):
        raise SettingsError("version_statuses is three words, separated by commas")
    if problem := problem_of(settings.services):
        raise SettingsError(f"services cannot be used: {problem}")
    if not (settings.jsonp_content_type.isascii() and settings.jsonp_content_type.isprintable()):
        raise SettingsError("jsonp_content_type is a content type in ASCII")
