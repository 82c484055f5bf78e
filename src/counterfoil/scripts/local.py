"""What a worker does by itself for its scripts: modules, logs, digests, calls out; the rest is asked of the server."""

import importlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from counterfoil.scripts import crypto, locale_data, zones
from counterfoil.scripts.caches import Caches
from counterfoil.scripts.engine import source_of_platform
from counterfoil.scripts.forms import Forms
from counterfoil.scripts.members import is_class, member_kind
from counterfoil.scripts.modules import ScriptModules
from counterfoil.scripts.recorded_calls import RecordedCalls
from counterfoil.scripts.resources import Bundles
from counterfoil.scripts.setup import Setup
from counterfoil.scripts.xml_events import xml_events

if TYPE_CHECKING:
    from counterfoil.scripts.http_calls import HttpCalls

Operation = Callable[[Any], Any]
_MARGIN_SECONDS = 0.2
"""What a script has left of its time when the last call out has failed."""
_DEFAULT_SECONDS = 30.0


class _Request(msgspec.Struct):
    """Which shop data a call sees."""

    site: str = ""
    revision: int = 0
    replayed: list[dict[str, Any]] | None = None
    """In a replay what was called when it was recorded: nobody is called again."""


class _Given(msgspec.Struct):
    """What a call gives the worker itself: its shop, its time, and its chance."""

    request: _Request = msgspec.field(default_factory=_Request)
    seconds: float = _DEFAULT_SECONDS
    seed: str = ""


class LocalOperations:
    """The table of operations; each takes and returns plain values, and may raise with a message for the script."""

    def __init__(
        self, setup: Setup, note: Callable[[dict[str, Any]], None], ask: Callable[[str, Any], Any] | None = None
    ) -> None:
        modules = ScriptModules(setup)
        bundles = Bundles(modules.cartridges)
        caches = Caches()
        forms = Forms(modules.cartridges)
        self._note = note
        self._ask = ask
        self._http: HttpCalls | None = None
        self._recorded: RecordedCalls | None = None
        self._chance: crypto.Chance | None = None
        self._call = ""
        self._started = 0.0
        self.table: dict[str, Operation] = {
            "platform": source_of_platform,
            "known_class": is_class,
            "known_member": lambda pair: member_kind(*pair),
            "resolve": lambda pair: modules.resolve(*pair),
            "nearest": lambda pair: modules.nearest(*pair),
            "super": modules.above,
            "document_shape": lambda type_name: msgspec.to_builtins(setup.documents.get(type_name)),
            "source": lambda module_id: modules.source(module_id, self._tell_problem),
            "note": self._send_note,
            "random_bytes": self._random_bytes,
            "sign": lambda given: _ciphers("sign", given),
            "verify": lambda given: _ciphers("verify", given),
            "cipher": lambda given: _ciphers("cipher", given),
            "xml_events": xml_events,
            "http": self._send_http,
            "http_body": self._http_body,
            **locale_data.OPERATIONS,
            **crypto.OPERATIONS,
            **zones.OPERATIONS,
            "hooks_at": modules.hooks_at,
            "bundle": lambda pair: bundles.messages(*pair),
            "form": forms.form,
            "cache_get": lambda pair: caches.get(*pair),
            "cache_put": lambda given: caches.put(*given),
            "cache_drop": lambda pair: caches.drop(*pair),
        }

    @property
    def shop(self) -> tuple[str, int]:
        """Return site and revision of the shop data that the call sees."""
        request = self._given().request
        return request.site, request.revision

    def begin(self, call: str) -> None:
        """Forget what belonged to the call before."""
        self._call = call
        self._chance = None
        self._recorded = None
        self._started = time.monotonic()
        if self._http is not None:
            self._http.forget()

    def _send_note(self, note: dict[str, Any]) -> None:
        self._note(note)

    def _tell_problem(self, problem: str) -> None:
        self._note({"kind": "log", "level": "warn", "category": "dialect", "message": problem})

    def _send_http(self, request: dict[str, Any]) -> dict[str, Any]:
        given = self._given()
        if given.request.replayed is not None:
            self._recorded = self._recorded or RecordedCalls(given.request.replayed, self._note)
            return self._recorded.send(request, 0.0)
        if self._http is None:
            # A client and its TLS are much to load for the many workers that never call anybody.
            module = importlib.import_module("counterfoil.scripts.http_calls")
            self._http = module.HttpCalls(self._hosts, self._note)
        left = given.seconds - (time.monotonic() - self._started) - _MARGIN_SECONDS
        return self._http.send(request, max(left, 0.0))

    def _http_body(self, index: int) -> str | None:
        calls = self._recorded or self._http
        return calls.body(index) if calls else None

    def _given(self) -> _Given:
        return msgspec.json.decode(self._call or "{}", type=_Given)

    def _random_bytes(self, count: int) -> str:
        if self._chance is None:
            self._chance = crypto.Chance(self._given().seed)
        return self._chance.draw(count)

    def _hosts(self) -> list[str]:
        """Return the hosts scripts may call: the server says so, never the script."""
        hosts: list[str] = self._ask("script_hosts", None) if self._ask is not None else []
        return hosts


def _ciphers(name: str, given: Any) -> Any:
    """Do an operation of the ciphers, which are loaded with the first."""
    return importlib.import_module("counterfoil.scripts.ciphers").OPERATIONS[name](given)
