"""What a case of a fault is: the request that earns it, what it needs before, and the answer it has to get."""

import contextlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.api import V23
from tests.http.fault_scene import Scene

XML = "application/xml"
_WHOLE = ("/s/", "/dw/", "/.well-known")
_NAME = re.compile(r"\{([a-z_]+)\}")


class Reply(NamedTuple):
    """An answer of any kind: of a request, of a part of a batch, of a connection."""

    status: int
    headers: Mapping[str, str]
    content: bytes


Ask = Callable[[Scene, dict[str, str]], Reply]
"""Sends the request of a case with these headers besides its own."""
Before = Callable[[Scene], "contextlib.AbstractContextManager[Any] | None"]
"""Brings about what a case needs; a context is left when the case is over."""


class Case(NamedTuple):
    """A row of faults.TABLE, and how it is obtained."""

    row: str
    status: int
    type: str
    arguments: dict[str, Any] | None
    """None in versions whose faults have no arguments."""
    message: str
    ask: Ask
    before: Before | None = None
    settings: dict[str, Any] | None = None
    """Those of a server of the case's own; None where it shares one with others."""


def case(
    row: str,
    status: int,
    fault: str,
    arguments: dict[str, Any] | None,
    message: str,
    ask: Ask,
    before: Before | None = None,
) -> Case:
    """A case that leaves nothing behind that others would notice."""
    return Case(row, status, fault, arguments, message, ask, before)


def alone(
    row: str,
    status: int,
    fault: str,
    arguments: dict[str, Any] | None,
    message: str,
    ask: Ask,
    before: Before | None = None,
    **settings: Any,
) -> Case:
    """A case with a server of its own: it changes what others need, or wants other settings."""
    return Case(row, status, fault, arguments, message, ask, before, settings)


def ask(method: str, path: str, body: Any = None, by: str = "", **headers: str | None) -> Ask:
    """A request to the Shop API of 23.1 unless the path is whole; ``{names}`` in it are those of the scene."""

    def send(scene: Scene, more: dict[str, str]) -> Reply:
        scene.named["form"] = "xml" if "Accept" in more else "json"
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        options: dict[str, Any] = {"headers": filled(scene, {**own, **_without_type(own, body, more)})}
        if by:
            options["token"] = scene.token(by)
        url = filled(scene, path if path.startswith(_WHOLE) or path == "/" else V23 + path)
        answer = scene.api.call(method, url, filled(scene, body), **options)
        return Reply(answer.status, answer.headers, answer.content)

    return send


def _without_type(own: dict[str, str | None], body: Any, more: dict[str, str]) -> dict[str, str]:
    """Leave the type of a JSON body unsaid where the answer is wanted as XML: else it has the form of the body."""
    unsaid = "Accept" in more and body is not None and "Content-Type" not in own
    return {**more, "Content-Type": ""} if unsaid else more


def filled(scene: Scene, value: Any) -> Any:
    """Write the names of the scene for ``{names}`` wherever they stand."""
    if isinstance(value, str):
        return _NAME.sub(lambda found: scene.name(found[1]) if scene.knows(found[1]) else found[0], value)
    if isinstance(value, dict):
        return {name: filled(scene, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(scene, inner) for inner in value]
    return value


def as_json(body: Any) -> bytes:
    """Write a body as JSON."""
    return json.dumps(body, default=float).encode()
