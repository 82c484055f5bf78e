"""Property selectors: which parts of an answer a client wants. Follows section 9.1 of the platform reference.

A child document is written level by level, ``(hits.(data.(order_no)))``; ``(**)`` is everything, ``(*)`` the simple
properties of a level. What does not exist is ignored, and ``_v`` is always kept.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from counterfoil import faults
from counterfoil.documents.parse import ENVELOPE
from counterfoil.documents.redact import redact
from counterfoil.documents.selector_text import Scanner, SelectorError

Plain = dict[str, Any]
Picks = Callable[[list[Any]], list[Any]]
"""What an index chooses of an array."""

LONGEST = 4000
DEEPEST = 32


class Part(NamedTuple):
    """One named property: which elements of an array, and what of a child document."""

    picks: Picks | None
    below: "Selector | None"


class Selector(NamedTuple):
    """What is chosen on one level."""

    deep: bool
    simple: bool
    chosen: dict[str, list[Part]]
    refused: dict[str, "Selector | None"]

    @property
    def everything(self) -> bool:
        """Say whether nothing is left out, so that there is nothing to do."""
        return self.deep and not self.refused

    def refuses(self, document: Plain) -> str | None:
        """Return the dotted path of the first property that is not chosen, None where all are.

        Places and filters of arrays are passed over: what may be sent is a matter of names.
        """
        return None if self.everything else _refused((self,), document, "")

    def select(self, document: Plain) -> Plain:
        """Return the chosen parts of a rendered document, whose ``_v`` stays."""
        chosen = self._level(document)
        return {"_v": document["_v"], **chosen} if "_v" in document else chosen

    def _level(self, document: Plain) -> Plain:
        out: Plain = {}
        for name, value in document.items():
            kept = self.kept(name, value)
            if kept is not NOTHING:
                out[name] = kept
        return out

    def kept(self, name: str, value: Any) -> Any:
        """Return what is chosen of a property of this level, NOTHING if it is left out."""
        if name in self.refused and self.refused[name] is None:
            return NOTHING
        if self.deep or (self.simple and not _is_document(value)):
            below = self.refused.get(name)
            return value if below is None else without(value, below)
        parts = self.chosen.get(name)
        return NOTHING if parts is None else _joined([_part(part, value) for part in parts])

    def refuses_alone(self, name: str, value: Any, path: str) -> str | None:
        """Return the path of what this level does not let through; child documents it names are not looked at."""
        below = self.refused.get(name)
        if name in self.refused and below is None:
            return path
        if self.deep or (self.simple and not _is_document(value)):
            return None if below is None else _first(_excluded, below, value, path)
        parts = self.chosen.get(name, ())
        return None if any(part.below is None for part in parts) and not _is_document(value) else path


NOTHING: Any = object()
"""In place of a value: it is left out."""
Chosen = TypeVar("Chosen", Selector, Sequence[Selector])


def parse_selector(text: str) -> Selector:
    """Read a selector; fault MALFORMED_SELECTOR."""
    try:
        scanner = Scanner(text[: LONGEST + 1])  # what is longer ends too early
        selector = _selector(scanner, 1)
        scanner.end()
    except SelectorError:
        raise faults.MALFORMED_SELECTOR(selector=redact(text)) from None
    return selector


def _selector(scanner: Scanner, depth: int) -> Selector:
    if depth > DEEPEST:
        raise SelectorError
    scanner.take("(")
    deep = simple = False
    chosen: dict[str, list[Part]] = {}
    refused: dict[str, Selector | None] = {}
    while True:
        sign = scanner.one_of("+", "-")
        star = scanner.one_of("**", "*")
        name = "" if star else scanner.name()
        picks = _index(scanner)
        below = _selector(scanner, depth + 1) if scanner.one_of(".") else None
        if star and (sign == "-" or picks or below):
            raise SelectorError
        deep, simple = deep or star == "**", simple or star == "*"
        if sign == "-":
            refused[name] = below
        elif name:
            _choose(chosen, name, Part(picks, below))
        if not scanner.one_of(","):
            break
    scanner.take(")")
    # Early documents exclude without naming what they exclude from: (-price).
    return Selector(deep or (bool(refused) and not simple and not chosen), simple, chosen, refused)


def _choose(chosen: dict[str, list[Part]], name: str, part: Part) -> None:
    """Add what is chosen of a property; several choices from all of its elements become one."""
    parts = chosen.setdefault(name, [])
    for place, known in enumerate(parts):
        if known.picks is None and part.picks is None:
            if known.below is None or part.below is None:
                parts[place] = Part(None, known.below or part.below)
                return
            if not known.below.refused and not part.below.refused:
                parts[place] = Part(None, _united(known.below, part.below))
                return
    parts.append(part)


def _united(one: Selector, other: Selector) -> Selector:
    chosen = {name: [*parts] for name, parts in one.chosen.items()}
    for name, parts in other.chosen.items():
        for part in parts:
            _choose(chosen, name, part)
    return Selector(one.deep or other.deep, one.simple or other.simple, chosen, {})


def _index(scanner: Scanner) -> Picks | None:
    if not scanner.one_of("["):
        return None
    if scanner.one_of("?("):
        wanted = _either(scanner, 1)
        scanner.take(")")
        scanner.take("]")
        return lambda values: [value for value in values if wanted(value)]
    first = scanner.integer()
    if scanner.one_of(":"):
        last = scanner.integer()
        scanner.take("]")
        return lambda values: values[first : last + 1]
    places = [first]
    while scanner.one_of(","):
        places.append(scanner.integer())
    scanner.take("]")
    return lambda values: [values[place] for place in places if place < len(values)]


Test = Callable[[Any], bool]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda left, right: bool(left == right),
    "!=": lambda left, right: bool(left != right),
    "<=": lambda left, right: _ordered(left, right) and bool(left <= right),
    ">=": lambda left, right: _ordered(left, right) and bool(left >= right),
    "<": lambda left, right: _ordered(left, right) and bool(left < right),
    ">": lambda left, right: _ordered(left, right) and bool(left > right),
}


def _either(scanner: Scanner, depth: int) -> Test:
    tests = [_both(scanner, depth)]
    while scanner.one_of("||"):
        tests.append(_both(scanner, depth))
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def _both(scanner: Scanner, depth: int) -> Test:
    tests = [_comparison(scanner, depth)]
    while scanner.one_of("&&"):
        tests.append(_comparison(scanner, depth))
    return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)


def _comparison(scanner: Scanner, depth: int) -> Test:
    if depth > DEEPEST:
        raise SelectorError
    if scanner.one_of("("):
        test = _either(scanner, depth + 1)
        scanner.take(")")
        return test
    scanner.take("@")
    names: list[str] = []
    while scanner.one_of("."):
        names.append(scanner.name())
    operator = scanner.one_of("==", "!=", "<=", ">=", "<", ">")
    if not names or not operator:
        raise SelectorError
    literal, compare = scanner.literal(), _COMPARE[operator]
    return lambda value: compare(_at(value, names), literal)


def _at(value: Any, names: list[str]) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _ordered(left: Any, right: Any) -> bool:
    number = (int, float, Decimal)
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    return (isinstance(left, str) and isinstance(right, str)) or (
        isinstance(left, number) and isinstance(right, number)
    )


def _is_document(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _part(part: Part, value: Any) -> Any:
    """Choose from one value; a child document that nothing is asked of is nothing."""
    if part.picks is not None:
        if not isinstance(value, list):
            return NOTHING
        value = part.picks(value)
    below = part.below
    if below is None:
        return NOTHING if _is_document(value) else value
    if isinstance(value, dict):
        return below._level(value)
    if isinstance(value, list):
        return [below._level(item) if isinstance(item, dict) else item for item in value]
    return value


def _joined(values: list[Any]) -> Any:
    """Join what several parts chose of one property."""
    found = [value for value in values if value is not NOTHING]
    if len(found) < 2:
        return found[0] if found else NOTHING
    if all(isinstance(value, dict) for value in found):
        return {name: item for value in found for name, item in value.items()}
    if all(isinstance(value, list) for value in found):
        return [item for value in found for item in value]
    return found[-1]


def without(value: Any, below: Selector) -> Any:
    """Return a child document without what is refused below; the names stand there as chosen ones."""
    if isinstance(value, list):
        return [without(item, below) for item in value]
    if not isinstance(value, dict) or below.deep or below.simple:
        return value
    out: Plain = {}
    for name, item in value.items():
        parts = below.chosen.get(name)
        deeper = [part.below for part in parts or () if part.below is not None]
        if parts is None:
            out[name] = item
        elif deeper:
            for one in deeper:
                item = without(item, one)  # noqa: PLW2901  (one after the other)
            out[name] = item
    return out


def _refused(levels: Sequence[Selector], document: Plain, prefix: str) -> str | None:
    """Return the path of the first property of a document that none of these selectors lets through."""
    for name, value in document.items():
        path = prefix + name
        if name in ENVELOPE:
            continue
        found: str | None = path
        below: list[Selector] = []
        for level in levels:
            alone = level.refuses_alone(name, value, path)
            if alone is None:
                found = None
                break
            found = alone
            if name not in level.refused or level.refused[name] is not None:
                below += [part.below for part in level.chosen.get(name, ()) if part.below is not None]
        if found is not None and below:
            found = _first(_refused, below, value, path)
        if found is not None:
            return found
    return None


def _excluded(below: Selector, document: Plain, prefix: str) -> str | None:
    """Return the path of the first property that an exclusion names; the names stand there as chosen ones."""
    for name, value in document.items():
        path = prefix + name
        for part in below.chosen.get(name, ()):
            deeper = part.below
            if deeper is None:
                return path
            found = _first(_excluded, deeper, value, path)
            if found is not None:
                return found
    return None


def _first(find: Callable[[Chosen, Plain, str], str | None], chosen: Chosen, value: Any, path: str) -> str | None:
    """Return what is found first in a child document or in those of an array."""
    for item in value if isinstance(value, list) else (value,):
        found = find(chosen, item, path + ".") if isinstance(item, dict) else None
        if found is not None:
            return found
    return None
