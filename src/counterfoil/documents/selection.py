"""What is shown of an answer: one selector, or several of which each chooses from what the one before it left.

A selector that names properties only can be told by the property tables what it keeps of a class; its answers are
made without what it leaves out. One with places in arrays or filters has to see the values.
"""

from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from counterfoil.documents.selector import NOTHING, Part, Plain, Selector, parse_selector, without

_KEPT_TEXTS = 256
_COMPILED_WITH = 3
"""The use of a selection with a class that makes its plan: what comes once is not worth one."""


class NotByNameError(Exception):
    """What a selection keeps depends on values."""


class Level(NamedTuple):
    """What is kept of the documents at one place: chosen by all of the first, refused by none of the others."""

    chosen: tuple[Selector, ...] = ()
    refused: tuple[Selector, ...] = ()

    def below(self, name: str, *, document: bool) -> "Level | None":
        """Return what is kept of a property of documents, or of simple values; None if it is left out.

        NotByNameError where the names do not say it.
        """
        chosen: list[Selector] = []
        refused: list[Selector] = []
        for selector in self.chosen:
            if name in selector.refused and selector.refused[name] is None:
                return None
            if selector.deep or (selector.simple and not document):
                excluded = selector.refused.get(name)
                if excluded is not None and document:
                    refused.append(excluded)
                continue
            parts = selector.chosen.get(name)
            if parts is None:
                return None
            if len(parts) > 1 or parts[0].picks is not None:
                raise NotByNameError
            inner = parts[0].below
            if document and inner is None:
                return None
            if document and inner is not None:
                chosen.append(inner)
        for selector in self.refused:
            parts = selector.chosen.get(name)
            if selector.deep or selector.simple or parts is None:
                continue
            deeper = [part.below for part in parts if part.below is not None]
            if not deeper:
                return None
            if document:
                refused += deeper
        return Level(tuple(chosen), tuple(refused))

    def ways(self, name: str, *, document: bool) -> "list[Level]":
        """Return what may be kept of a property, whatever the values are; nothing if it is left out always."""
        spread = [
            [selector._replace(chosen={name: [Part(None, part.below)]}) for part in selector.chosen[name]]
            if name in selector.chosen
            else [selector]
            for selector in self.chosen
        ]
        found = (Level(one, self.refused).below(name, document=document) for one in product(*spread))
        return [level for level in found if level is not None]

    def of_value(self, name: str, value: Any) -> Any:
        """Return what is kept of the value of a property, NOTHING if it is left out."""
        for selector in self.chosen:
            value = selector.kept(name, value)
            if value is NOTHING:
                return NOTHING
        for selector in self.refused:
            value = without({name: value}, selector).get(name, NOTHING)
            if value is NOTHING:
                return NOTHING
        return value

    def custom_names(self) -> frozenset[str] | None:
        """Return which custom attributes may be kept, None for all; NotByNameError if it is all but some."""
        names: frozenset[str] | None = None
        for selector in self.chosen:
            if any(name.startswith("c_") for name in selector.refused):
                raise NotByNameError
            if not selector.deep and not selector.simple:
                own = frozenset(name for name in selector.chosen if name.startswith("c_"))
                names = own if names is None else names & own
        for selector in self.refused:
            if not (selector.deep or selector.simple) and any(name.startswith("c_") for name in selector.chosen):
                raise NotByNameError
        return names


EVERYTHING = Level()


class Selection:
    """Selectors that are used one after the other, and the plans made for them."""

    __slots__ = ("level", "plans", "uses")

    def __init__(self, selectors: tuple[Selector, ...]) -> None:
        self.level = Level(selectors)
        self.plans: dict[Any, Any] = {}
        """By document class and version, whoever makes them; None where there can be none."""
        self.uses: dict[Any, int] = {}

    def select(self, document: Plain) -> Plain:
        """Return what is kept of a rendered document, whose ``_v`` stays."""
        for selector in self.level.chosen:
            document = selector.select(document)
        return document

    def worth_a_plan(self, key: Any) -> bool:
        """Count a use; say whether there have been enough."""
        self.uses[key] = count = self.uses.get(key, 0) + 1
        return count >= _COMPILED_WITH


@lru_cache(maxsize=_KEPT_TEXTS)
def selection(text: str) -> Selection | None:
    """Read a selector, None if it keeps everything; fault MALFORMED_SELECTOR."""
    selector = parse_selector(text)
    return None if selector.deep and not selector.refused else Selection((selector,))


@lru_cache(maxsize=_KEPT_TEXTS)
def combined(first: Selection | None, second: Selection | None) -> Selection | None:
    """Return the selection that uses one and then the other; None is everything."""
    if first is None or second is None:
        return first or second
    return Selection(first.level.chosen + second.level.chosen)
