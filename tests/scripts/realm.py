"""Scripts run in an engine of this process: what they answer, change and say, without a server."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from counterfoil.scripts.engine import Engine, Limits
from counterfoil.scripts.local import LocalOperations
from counterfoil.scripts.setup import DocumentShape, Setup

CARTRIDGE = "int_tests"
MODULE = f"{CARTRIDGE}/cartridge/scripts/hook.js"
NOW = 1_781_517_600_000
"""2026-06-15T10:00:00Z, in milliseconds."""


QUIET: dict[str, Callable[[Any], Any]] = {
    "attributes": lambda _: {},
    **dict.fromkeys(("save", "begin", "commit", "rollback"), lambda _: None),
}
"""A server that declares no attributes and takes what it is told."""


class ScriptFailedError(Exception):
    """The script threw; ``described`` says what."""

    def __init__(self, described: dict[str, Any]) -> None:
        super().__init__(f"{described['type']}: {described['message']} at {described['frames']}")
        self.described = described


class Realm:
    """An engine with one cartridge in a folder, and a host whose operations are given by the test."""

    def __init__(self, folder: Path, operations: Mapping[str, Callable[[Any], Any]] | None = None) -> None:
        self.folder = folder
        self.notes: list[dict[str, Any]] = []
        self.documents: dict[str, DocumentShape] = {}
        self.operations = {**QUIET, **(operations or {})}
        self.write("cartridge/scripts/hook.js", "")
        self._local: LocalOperations | None = None
        self._engine: Engine | None = None

    def write(self, name: str, source: str, cartridge: str = CARTRIDGE) -> None:
        """Write a file of a cartridge; before the first call."""
        file = self.folder / cartridge / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")

    def answer(self, source: str, *arguments: Any, **frame: Any) -> dict[str, Any]:
        """Run ``exports.hook`` of a source with arguments of a call, and return all that came of it."""
        if self._engine is None:
            self.write("cartridge/scripts/hook.js", source)
        engine = self.engine
        call = {
            "point": "app.tests",
            "module": MODULE,
            "functions": ["hook"],
            "arguments": list(arguments),
            "inside": True,
            "request": {"site": "RefArch", "locale": "en-US"},
            "custom": {},
            "now": NOW,
            "seed": "0123456789abcdef0123456789abcdef",
            **frame,
        }
        assert self._local is not None
        self._local.begin(json.dumps(call))
        answered: dict[str, Any] = json.loads(engine.run(json.dumps(call)))
        if "error" in answered:
            raise ScriptFailedError(answered["error"])
        return answered

    def value(self, body: str, *arguments: Any, **frame: Any) -> Any:
        """Run the body of a function of the arguments a, b, c, … and return the plain form of what it returns."""
        names = ", ".join("abcdefg"[: len(arguments)])
        source = f"'use strict';\nexports.hook = function ({names}) {{\n{body}\n}};\n"
        answered = self.answer(source, *arguments, **frame)["value"]
        return None if answered is None else answered.get("other", answered)

    @property
    def engine(self) -> Engine:
        if self._engine is None:
            self._local = LocalOperations(
                Setup(folders=(str(self.folder),), documents=self.documents), self.notes.append, self._ask
            )
            self._engine = Engine(self._host, Limits(memory=64 * 2**20, stack=2**20))
        return self._engine

    def logged(self) -> list[str]:
        """Return what scripts have logged."""
        return [note["message"] for note in self.notes if note["kind"] == "log"]

    def _ask(self, operation: str, argument: Any) -> Any:
        return self.operations[operation](argument)

    def _host(self, operation: str, argument: str) -> str:
        assert self._local is not None
        table = {**self._local.table, **self.operations}
        try:
            return json.dumps({"value": table[operation](json.loads(argument))})
        except Exception as error:
            return json.dumps({"error": f"{operation}: {error}"})


def order(**document: Any) -> dict[str, Any]:
    """Return an order as the argument of a call."""
    return {"kind": "order", "body": {"order_no": "00000001", "currency": "USD", "status": "created", **document}}


def basket(**document: Any) -> dict[str, Any]:
    """Return a basket as the argument of a call."""
    return {"kind": "basket", "body": {"basket_id": "bas", "currency": "USD", **document}}


def document(body: Any) -> dict[str, Any]:
    """Return a document of a request or an answer as the argument of a call."""
    return {"kind": "document", "body": body}
