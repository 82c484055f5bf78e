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
        self._tokens = tokens
        self._name = name
        self._changes: list[tuple[int, int, str]] = []

    def insert(self, at: int, text: str) -> None:
        self._changes.append((at, at, text))

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of another; the lines that the old one had follow it."""
        lines = "".join(LINE_ENDS.findall(self._tokens.source, start, end))
        self._changes.append((start, end, text + lines))

    def blank(self, start: int, end: int) -> None:
        """Put spaces in place of a text, so that what follows keeps its column."""
        self._changes.append((start, end, NOT_LINE_ENDS.sub(" ", self._tokens.source[start:end])))

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
        for start, end, text in sorted(self._changes, key=lambda change: change[:2]):
            if start < done:
                continue
            parts += [source[done:start], text]
            done = end
        return "".join((*parts, source[done:]))
