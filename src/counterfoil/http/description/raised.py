"""Which faults a function may raise: those that its code names, and the code of all that it may call.

The names in compiled code say what it uses: faults, functions, classes, tables of functions. A method is one of any
class that the module knows, or that a module knows from which it has something. So where two classes have a method of
one name there may be a fault too many; the suite finds each fault that is missing, because it holds all its answers to
this.
"""

import sys
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from counterfoil import faults

_OURS = "counterfoil."
_CALLED_BY_ITSELF = ("__init__", "__aenter__", "__aexit__", "__enter__", "__exit__", "__call__")
_CHECKED_BEFORE = frozenset(
    {
        "counterfoil.documents.stored",
        "counterfoil.documents.wire",
        "counterfoil.shop.state",
    }
)
"""They read what was checked before it was stored, by the code that reads requests."""
_DEEPEST_TABLE = 3


class _Scanned(NamedTuple):
    faults: frozenset[str]
    uses: frozenset[FunctionType]


@cache
def raised_by(function: FunctionType) -> frozenset[str]:
    """Return the names of the faults that a function may raise."""
    found: set[str] = set()
    waiting, seen = [function], {function}
    while waiting:
        scanned = _scan(waiting.pop())
        found |= scanned.faults
        waiting += scanned.uses - seen
        seen |= scanned.uses
    return frozenset(found)


@cache
def _scan(function: FunctionType) -> _Scanned:
    if function.__module__ in _CHECKED_BEFORE:
        return _Scanned(frozenset(), frozenset())
    names, known = _names(function.__code__), function.__globals__
    methods = _methods(function.__module__)
    uses = {method for name in names for method in methods.get(name, ())}
    raised = set(names & faults.TABLE.keys() if known.get("faults") is faults else ())
    for name in names & known.keys():
        value = known[name]
        if isinstance(value, ModuleType):
            ours = vars(value) if value.__name__.startswith(_OURS) and value is not faults else {}
            parts = [ours[member] for member in names & ours.keys()]
        else:
            parts = [value]
        for part in _parts(parts):
            if isinstance(part, FunctionType):
                uses.add(part)
            else:
                raised.add(part.name)
    return _Scanned(frozenset(raised), frozenset(uses))


def _names(code: CodeType) -> frozenset[str]:
    """Return the names in code and in the functions inside of it."""
    inner = [_names(constant) for constant in code.co_consts if isinstance(constant, CodeType)]
    return frozenset(code.co_names).union(*inner)


def _parts(value: Any, depth: int = _DEEPEST_TABLE) -> Iterator[FunctionType | faults.FaultType]:
    """Walk over the functions and faults in a value of a module, whatever it is."""
    value = _unwrapped(value)
    if isinstance(value, faults.FaultType):
        yield value
    elif isinstance(value, FunctionType):
        if value.__module__.startswith(_OURS):
            yield value
    elif isinstance(value, type):
        if value.__module__.startswith(_OURS):
            yield from (made for name in _CALLED_BY_ITSELF if isinstance(made := vars(value).get(name), FunctionType))
    elif depth and isinstance(value, dict | list | tuple | set | frozenset):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _parts(inner, depth - 1)


def _unwrapped(value: Any) -> Any:
    """Return the function behind a property, a method of a class, or what remembers its results."""
    if isinstance(value, property):
        return value.fget
    return getattr(value, "__wrapped__", value)


@cache
def _methods(module: str) -> dict[str, set[FunctionType]]:
    """Return the methods that code of a module may call, by their names."""
    methods: dict[str, set[FunctionType]] = {}
    near = {module} | {value.__module__ for value in _members(module)}
    classes = {kind for place in near for value in _members(place) if isinstance(value, type) for kind in value.__mro__}
    for kind in classes:
        for name, value in vars(kind).items():
            method = _unwrapped(value)
            if isinstance(method, FunctionType) and method.__module__.startswith(_OURS) and not name.startswith("__"):
                methods.setdefault(name, set()).add(method)
    return methods


def _members(module: str) -> list[FunctionType | type]:
    """Return the functions and classes of ours that a module knows."""
    found = (value for value in vars(sys.modules[module]).values() if isinstance(value, FunctionType | type))
    return [value for value in found if value.__module__.startswith(_OURS)]
