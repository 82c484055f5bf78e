"""What an operation may be refused with: the faults of the stages that its requests pass, and of its resource."""

from collections.abc import Callable
from functools import cache, lru_cache
from http import HTTPStatus
from types import FunctionType
from typing import Any, cast

from counterfoil import faults
from counterfoil.documents.json import JsonReader
from counterfoil.documents.parse import check_version
from counterfoil.documents.xml import XmlReader
from counterfoil.http.body import BodyReader
from counterfoil.http.cors import allow_origin
from counterfoil.http.description.raised import raised_by
from counterfoil.http.expand import permit_expansions
from counterfoil.http.identify import bearer_token, identify, refuse_basic
from counterfoil.http.jsonp import callback_of
from counterfoil.http.methods import method_of
from counterfoil.http.negotiate import request_format, response_format
from counterfoil.http.once import answer_once
from counterfoil.http.paths import read_path
from counterfoil.http.permit import permit
from counterfoil.http.request import read_body
from counterfoil.http.route import Route
from counterfoil.http.routes import find_route
from counterfoil.http.shape import read_locale, read_selection
from counterfoil.http.transport import refuse_unclear
from counterfoil.versions import Version

_EVERY_CALL = (
    *(read_path, refuse_unclear, read_body, method_of, find_route, response_format, read_selection, read_locale),
    *(bearer_token, refuse_basic, identify, allow_origin, permit),
)
_ANYWHERE = (
    *("MALFORMED_REQUEST", "REQUEST_TIMEOUT", "REQUEST_PATH_TOO_LONG", "REQUEST_HEADERS_TOO_LARGE"),
    *("TOO_MANY_CONNECTIONS", "SECURE_COMMUNICATION_REQUIRED", "UNKNOWN_SITE", "SITE_OFFLINE"),
    *("STORE_UNAVAILABLE", "INTERNAL_SERVER_ERROR"),
)
"""What the connection and the application answer themselves."""
TYPES = "x-faults"
"""Where an answer names the types of its faults, for programs; its description does for people."""
_READING = ("GET", "HEAD")
_PASSED_OVER = (request_format, JsonReader.decode, XmlReader.check, check_version)
"""What a body goes through that its resource does not read."""
Stage = tuple[Callable[..., object], Callable[[Route], bool]]
_STAGES: tuple[Stage, ...] = (
    (callback_of, lambda row: row.method in _READING),
    (BodyReader.read, lambda row: row.request is not None),
    *(
        (stage, lambda row: row.request is None)
        for stage in (request_format, JsonReader.decode, XmlReader.check, check_version)
    ),
    (permit_expansions, lambda row: any(parameter.name == "expand" for parameter in row.query)),
    (answer_once, lambda row: row.method not in _READING and not row.claimless),
)
"""The stages that not every call passes, and whose do."""


@cache
def faults_of_every_call() -> frozenset[str]:
    """Return the names of the faults that a call of any operation may have."""
    return frozenset(_ANYWHERE).union(*(_raised(stage) for stage in _EVERY_CALL))


@cache
def faults_of(row: Route) -> frozenset[str]:
    """Return the names of the faults that calls of an operation may have."""
    stages = [stage for stage, passes in _STAGES if passes(row)]
    return faults_of_every_call().union(*(_raised(stage) for stage in (*stages, row.resource)))


class Refusals:
    """The answers of faults in a version, each written once; operations refer to them."""

    def __init__(self, version: Version, place: str, write: Callable[[str], dict[str, Any]]) -> None:
        self.made: dict[str, dict[str, Any]] = {}
        self._version = version
        self._place = place
        self._write = write
        self._names: dict[tuple[int, tuple[str, ...]], str] = {}
        self._common = dict(_by_status(faults_of_every_call(), version))

    def of(self, row: Route) -> dict[str, dict[str, str]]:
        """Return the answers of an operation, by status."""
        found: dict[str, dict[str, str]] = {}
        for status, types in _by_status(faults_of(row), self._version):
            if (status, types) not in self._names:
                self._add(status, types)
            found[str(status)] = {"$ref": self._place + self._names[status, types]}
        return found

    def _add(self, status: int, types: tuple[str, ...]) -> None:
        others = sum(known == status for known, _ in self._names)
        name = f"Fault{status}" if types == self._common.get(status) else f"Fault{status}-{others + 1}"
        self._names[status, types] = name
        self.made[name] = self._write(f"{HTTPStatus(status).phrase}: {', '.join(types)}") | {TYPES: list(types)}


@lru_cache(maxsize=1000)
def _by_status(names: frozenset[str], version: Version) -> list[tuple[int, tuple[str, ...]]]:
    """Return the types of faults that there are in a version, by status."""
    found: dict[int, set[str]] = {}
    for name in names:
        row = faults.TABLE[name].row(version)
        found.setdefault(row.status, set()).add(row.type)
    return [(status, tuple(sorted(types))) for status, types in sorted(found.items())]


def _raised(stage: Callable[..., object]) -> frozenset[str]:
    return raised_by(cast(FunctionType, stage))
