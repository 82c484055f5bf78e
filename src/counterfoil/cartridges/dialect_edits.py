"""Changes to a script, collected while it is read and made at the end, with every line kept where it is."""

import json
import re
from typing import NamedTuple

from counterfoil.cartridges.tokens import Tokens

NOT_LINE_ENDS = re.compile(r"[^\n\r\u2028\u2029]")
LINE_ENDS = re.compile(r"\r\n|[\n\r\u2028\u2029]")


class Finding(NamedTuple):
    """Something in a script that no translation helps."""

    line: int
    message: str


class Edits:
    """The changes of one script."""

    def __init__(self, tokens: Tokens, name: str) -> None:
        self.uses: set[str] = set()
        self.findings: list[Finding] = []
        self.declared: set[str] = set()
        """The names in what var, let and const bind."""
        self._tokens = tokens
        self._name = name
        self._changes: list[tuple[int, int, int, str]] = []
        """Start, end, rank among those at one place, and the new text."""
        self._blank: set[int] = set()

    def enclose(self, first: int, last: int, opening: str, closing: str) -> None:
        """Put texts around some tokens; of two that end together the inner one is closed first."""
        start, end = self._tokens.start[first], self._tokens.end(last)
        self._changes += [(start, start, 1, opening), (end, end, -start - 1, closing)]

    def append(self, index: int, text: str) -> None:
        """Put a text behind a token."""
        end = self._tokens.end(index)
        self._changes.append((end, end, 0, text))

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of another; the lines that the old one had follow it."""
        lines = "".join(LINE_ENDS.findall(self._tokens.source, start, end))
        self._changes.append((start, end, 2, text + lines))

    def blank(self, start: int, end: int) -> None:
        """Put spaces in place of a text, so that what follows keeps its column."""
        self._changes.append((start, end, 2, NOT_LINE_ENDS.sub(" ", self._tokens.source[start:end])))
        self._blank.update(range(start, end))

    def is_blank(self, index: int) -> bool:
        """Say whether a token has been taken away."""
        return self._tokens.start[index] in self._blank

    def refuse(self, index: int, message: str) -> str:
        """Note a problem and give an expression that throws it."""
        line = self._tokens.line(index)
        finding = Finding(line, message)
        if finding not in self.findings:
            self.findings.append(finding)
        said = json.dumps(f"{self._name}:{line}: {message}")
        return f"(function(){{throw new SyntaxError({said})}}())"

    def applied(self) -> str:
        """Make the changes; one within another is left out."""
        source, parts, done = self._tokens.source, [], 0
        for start, end, _, text in sorted(self._changes, key=lambda change: change[:3]):
            if start < done:
                continue
            parts += [source[done:start], text]
            done = end
        return "".join((*parts, source[done:]))
