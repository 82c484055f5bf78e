"""Signatures of hooks: what an extension point hands over, written in Python, and what is amiss with a function."""

import inspect
import types
import typing
from collections.abc import Callable
from typing import Any, Union, get_type_hints

from counterfoil.hooks.arguments import KINDS, Argument
from counterfoil.hooks.points import BY_NAME

_KEYWORDS = ("context", "function")


def expected(point: str) -> str:
    """Return the arguments of a point as a signature: ``order: Order, document: dict``."""
    row = BY_NAME.get(point)
    if row is None:
        return "*arguments"
    return ", ".join(f"{name}: {type_name(KINDS[name])}" for name in row.arguments)


def type_name(argument: Argument) -> str:
    """Return the annotation of an argument."""
    names = [one.__name__ if one is not dict else "dict[str, Any]" for one in argument.types]
    return " | ".join([*names, *(["None"] if argument.optional else [])])


def mistakes(point: str, function: Callable[..., Any]) -> list[str]:
    """Return what keeps a function from being called at a point, or contradicts what it is handed."""
    row = BY_NAME.get(point)
    if row is None:
        return []
    name = getattr(function, "__name__", "the hook")
    parameters = inspect.signature(function).parameters.values()
    found = [
        f"{name} asks for a keyword {one.name}; a hook may ask for {' and '.join(_KEYWORDS)}"
        for one in parameters
        if one.kind is one.KEYWORD_ONLY and one.default is one.empty and one.name not in _KEYWORDS
    ]
    if not _takes(list(parameters), len(row.arguments)):
        found.append(f"{name} cannot be called with ({expected(point)}), which {point} hands over")
        return found
    return [*found, *_contradictions(point, name, function)]


def _takes(parameters: list[inspect.Parameter], count: int) -> bool:
    if any(one.kind is one.VAR_POSITIONAL for one in parameters):
        return True
    places = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    needed = [one for one in places if one.default is one.empty and one.name != "context"]
    return len(needed) <= count <= len(places)


def _contradictions(point: str, name: str, function: Callable[..., Any]) -> list[str]:
    try:
        hints = get_type_hints(function)
    except Exception:
        return []  # annotations that only a type checker can read
    found = []
    places = [
        one
        for one in inspect.signature(function).parameters.values()
        if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
    ]
    for parameter, argument in zip(places, BY_NAME[point].arguments, strict=False):
        hint = hints.get(parameter.name, Any)
        if not _fits(hint, KINDS[argument]):
            found.append(f"{name}: {parameter.name} is annotated {_shown(hint)}, but {point} hands over "
                         f"{type_name(KINDS[argument])}")  # fmt: skip
    return found


def _fits(hint: Any, argument: Argument) -> bool:
    """Say whether an annotation has room for each type that may come, but for None, which many leave out."""
    classes = list(_classes(hint))
    if any(one is Any or one is object for one in classes):
        return True
    return all(any(issubclass(given, one) for one in classes if isinstance(one, type)) for given in argument.types[:1])


def _classes(hint: Any) -> "typing.Iterator[Any]":
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        for one in typing.get_args(hint):
            yield from _classes(one)
    elif origin is typing.Annotated:
        yield from _classes(typing.get_args(hint)[0])
    elif isinstance(hint, typing.TypeVar):
        yield Any
    else:
        yield origin if isinstance(origin, type) else hint


def _shown(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) else str(hint).replace("typing.", "")
