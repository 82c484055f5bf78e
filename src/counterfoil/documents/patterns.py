"""Patterns of the metadata, tried on what a client sends: in a time that grows with the text, whatever the pattern.

Python's own engine goes back and tries again: for ``([a-z]+ ?)*`` that is more often than anybody can wait, and
nothing stops it. Here all ways are gone at once (Thompson's construction), and steps once taken are remembered. What
that cannot do (references to groups, looking back) is not understood.
"""

import re
from collections.abc import Callable, Iterable
from re import _constants as op  # type: ignore[attr-defined]  # the parser of the standard library, without its engine
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 4000
"""No longer text is tried: it does not match."""
_MOST_STATES = 2000
_MOST_KEPT = 5000
_CATEGORIES = {
    op.CATEGORY_DIGIT: re.compile(r"\d"),
    op.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    op.CATEGORY_SPACE: re.compile(r"\s"),
    op.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    op.CATEGORY_WORD: re.compile(r"\w"),
    op.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
_FLAGS = re.IGNORECASE | re.DOTALL | re.UNICODE | re.VERBOSE
_BEGINNING, _END = 1, 2

Test = Callable[[str], bool]
States = frozenset[int]


class NotUnderstoodError(Exception):
    """A pattern of another dialect, or too large a one."""


class Pattern:
    """A pattern, and what it looks ahead for first."""

    def __init__(self, text: str) -> None:
        try:
            self._read(text)
        except (re.error, OverflowError, RecursionError):
            raise NotUnderstoodError from None

    def _read(self, text: str) -> None:
        parsed = parser.parse(text)
        flags = parsed.state.flags
        if flags & ~_FLAGS:
            raise NotUnderstoodError
        items = list(parsed)
        self._ahead: list[tuple[bool, _Ways]] = []
        while items and items[0][0] in (op.ASSERT, op.ASSERT_NOT, op.AT):
            kind, inner = items[0]
            if kind is op.AT:
                if inner not in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
                    break
            else:
                direction, body = inner
                if direction != 1:
                    raise NotUnderstoodError
                self._ahead.append((kind is op.ASSERT, _Ways([*body, *_ANYTHING], flags)))
            del items[0]
        self._ways = _Ways(items, flags)

    def matches(self, text: str) -> bool:
        """Say whether the whole text is as the pattern says."""
        if len(text) > LONGEST:
            return False
        return self._ways.lead_through(text) and all(ways.lead_through(text) == wanted for wanted, ways in self._ahead)


_ANYTHING = list(parser.parse(r"(?s:.*)"))


class _Ways:
    """States, and the steps between them: some take a character, the others none."""

    def __init__(self, items: list[Any], flags: int) -> None:
        self._tests: list[Test | None] = []
        self._next: list[int] = []
        self._jumps: list[list[tuple[int, int]]] = []
        """By state: states that are reached without a character, and at which place (0: any)."""
        self._kept: dict[tuple[States, str], States] = {}
        start = self._state()
        self._last = self._sequence(items, start, flags)
        self._first = start

    def lead_through(self, text: str) -> bool:
        """Say whether a way leads from the first state to the last by the whole text."""
        states = self._reached([self._first], _BEGINNING | (0 if text else _END))
        for character in text[:-1]:
            key = states, character
            following = self._kept.get(key)
            if following is None:
                following = self._reached(self._step(states, character), 0)
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = following
            states = following
            if not states:
                return False
        if text:
            states = self._reached(self._step(states, text[-1]), _END)
        return self._last in states

    def _step(self, states: States, character: str) -> list[int]:
        tests = self._tests
        return [self._next[state] for state in states if (test := tests[state]) is not None and test(character)]

    def _reached(self, states: list[int], place: int) -> States:
        reached, left = set(states), list(states)
        while left:
            for following, needed in self._jumps[left.pop()]:
                if following not in reached and not needed & ~place:
                    reached.add(following)
                    left.append(following)
        return frozenset(reached)

    # The making of them.

    def _state(self) -> int:
        if len(self._next) >= _MOST_STATES:
            raise NotUnderstoodError
        self._tests.append(None)
        self._next.append(0)
        self._jumps.append([])
        return len(self._next) - 1

    def _jump(self, start: int, end: int, place: int = 0) -> None:
        self._jumps[start].append((end, place))

    def _sequence(self, items: Iterable[Any], start: int, flags: int) -> int:
        for kind, value in items:
            start = self._item(kind, value, start, flags)
        return start

    def _item(self, kind: Any, value: Any, start: int, flags: int) -> int:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, items = value
            return self._repeat(least, most, items, start, flags)
        if kind is op.SUBPATTERN:
            _, added, taken, inner = value
            return self._sequence(inner, start, (flags | added) & ~taken)
        end = self._state()
        if kind is op.BRANCH:
            for branch in value[1]:
                first = self._state()
                self._jump(start, first)
                self._jump(self._sequence(branch, first, flags), end)
        elif kind is op.AT:
            if value not in _PLACES:
                raise NotUnderstoodError
            self._jump(start, end, _PLACES[value])
        else:
            before = self._state()
            self._jump(start, before)
            self._tests[before], self._next[before] = _test(kind, value, flags), end
        return end

    def _repeat(self, least: int, most: Any, items: Any, start: int, flags: int) -> int:
        if least > _MOST_STATES:
            raise NotUnderstoodError
        for _ in range(least):
            start = self._sequence(items, start, flags)
        end = self._state()
        if most is op.MAXREPEAT:
            first = self._state()
            self._jump(start, first)
            self._jump(self._sequence(items, first, flags), first)
            self._jump(first, end)
            return end
        self._jump(start, end)
        for _ in range(most - least):
            first = self._state()
            self._jump(start, first)
            start = self._sequence(items, first, flags)
            self._jump(start, end)
        return end


_PLACES = {
    op.AT_BEGINNING: _BEGINNING,
    op.AT_BEGINNING_STRING: _BEGINNING,
    op.AT_END: _END,
    op.AT_END_STRING: _END,
}


def _test(kind: Any, value: Any, flags: int) -> Test:
    """Return what says whether a character is taken."""
    if kind is op.ANY:
        return (lambda _: True) if flags & re.DOTALL else (lambda character: character != "\n")
    if kind is op.LITERAL:
        value = [(op.LITERAL, value)]
    elif kind is op.NOT_LITERAL:
        value = [(op.NEGATE, None), (op.LITERAL, value)]
    elif kind is not op.IN:
        raise NotUnderstoodError
    return _among(value, any_case=bool(flags & re.IGNORECASE))


def _among(items: list[Any], *, any_case: bool) -> Test:
    negated = items[0][0] is op.NEGATE
    single = {chr(value) for kind, value in items if kind is op.LITERAL}
    ranges = [(chr(value[0]), chr(value[1])) for kind, value in items if kind is op.RANGE]
    categories = [_CATEGORIES[value] for kind, value in items if kind is op.CATEGORY]

    def found(character: str) -> bool:
        return (
            character in single
            or any(first <= character <= last for first, last in ranges)
            or any(category.match(character) for category in categories)
        )

    def test(character: str) -> bool:
        if any_case:
            return any(found(one) for one in {character, character.lower(), character.upper()}) != negated
        return found(character) != negated

    return test
