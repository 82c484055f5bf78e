"""What the script API holds, asked of the engine itself: the members of each class that are here and that are not."""

import json
from typing import Any, NamedTuple

from counterfoil.scripts.engine import RUNTIME, Engine, Limits
from counterfoil.scripts.local import LocalOperations
from counterfoil.scripts.members import table
from counterfoil.scripts.setup import Setup

_LOOK = """
exports.hook = function (names) {
    var found = {};
    names.forEach(function (name) {
        var known = require(name.split('.').join('/'));
        var members = {};
        for (var c = known; c.className !== null; c = Object.getPrototypeOf(c)) {
            Object.getOwnPropertyNames(c).forEach(function (one) { members[one] = true; });
            Object.getOwnPropertyNames(c.prototype).forEach(function (one) { members[one] = true; });
        }
        found[name] = Object.keys(members);
    });
    return found;
};
"""
_OWN = {"prototype", "length", "name", "className", "constructor", "toString", "arguments", "caller"}
"""What every function and object has."""


class Class(NamedTuple):
    """A class of the platform, its inherited members included; other forms of a property (getName) do not count."""

    name: str
    extends: str | None
    here: tuple[str, ...]
    absent: tuple[str, ...]


def catalogue() -> list[Class]:
    """Return the classes that are here, by name."""
    names = sorted(_classes_here())
    found = _members(names)
    return [_class(name, set(found[name])) for name in names]


def absent_classes() -> list[str]:
    """Return the classes of the platform that are not here."""
    return sorted(set(table()) - _classes_here())


def _class(name: str, members: set[str]) -> Class:
    platform = _platform(name) - _OWN
    return Class(
        name, table()[name].get("extends"), tuple(sorted(platform & members)), tuple(sorted(platform - members))
    )


def _classes_here() -> set[str]:
    files = RUNTIME.glob("dw/**/*.js")
    names = {".".join(file.relative_to(RUNTIME).with_suffix("").parts) for file in files}
    return {name for name in names if name in table()}


def _members(names: list[str]) -> dict[str, list[str]]:
    """Ask an engine for the members of the classes, inherited ones included."""
    local = LocalOperations(Setup(), lambda note: None)

    def host(operation: str, argument: str) -> str:
        value = _LOOK if operation == "source" else local.table[operation](json.loads(argument))
        return json.dumps({"value": value})

    engine = Engine(host, Limits(256 * 2**20, 2**20))
    frame = {
        "point": "app.look",
        "module": "look",
        "functions": ["hook"],
        "arguments": [{"kind": "plain", "body": names}],
        "inside": True,
        "request": {},
        "custom": {},
        "now": 0,
        "seed": "00" * 16,
    }
    answer: dict[str, Any] = json.loads(engine.run(json.dumps(frame)))
    if "error" in answer:
        raise RuntimeError(answer["error"])
    found: dict[str, list[str]] = answer["value"]["other"]
    return found


def _platform(name: str) -> set[str]:
    """Return the members of a class of the platform and of those it extends, without the other forms of properties."""
    members: set[str] = set()
    row = table().get(name)
    while row is not None:
        properties = {*row.get("properties", ()), *row.get("static_properties", ())}
        methods = {*row.get("methods", ()), *row.get("static_methods", ())}
        members |= (
            properties | set(row.get("constants", ())) | {one for one in methods if not _is_form(one, properties)}
        )
        row = table().get(row.get("extends", ""))
    return members


def _is_form(method: str, properties: set[str]) -> bool:
    """Say whether a method is another form of a property: getName, setName, isName."""
    for prefix in ("get", "set", "is"):
        rest = method.removeprefix(prefix)
        if rest != method and rest and (rest in properties or rest[0].lower() + rest[1:] in properties):
            return True
    return False
