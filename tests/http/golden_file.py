"""Golden files: one request and its answer in a file, written as they travel, with a line that names the source.

An answer may hold placeholders such as ``<64 hex>`` where the value differs from run to run. Property order and the
spelling of numbers count; white space between them does not.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.api import Answer, Api

GOLDEN = Path(__file__).parent.parent / "golden"
PLACEHOLDERS = {
    "<64 hex>": r"[0-9a-f]{64}",
    "<26 hex>": r"[0-9a-f]{26}",
    "<customer id>": r"ab[0-9A-Za-z]{24}",
    "<8 digits>": r"[0-9]{8}",
    "<date>": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z",
    "<order token>": r"[0-9A-Za-z_-]{43}",
    "<token>": r"[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+",
}
_ANSWER = re.compile(r"^### ([0-9]{3})$", re.MULTILINE)
_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS)))


@dataclass(frozen=True)
class Number:
    """A JSON number as it was spelled; unequal to the text of the same signs."""

    spelled: str


class GoldenFile(NamedTuple):
    """A request and the answer it must get."""

    source: str
    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None
    status: int
    answer_headers: dict[str, str]
    answer: str


def read(path: str, **values: str) -> GoldenFile:
    """Read a golden file; ``{name}`` in its request stands for a value."""
    text = (GOLDEN / path).read_text(encoding="utf-8")
    source, _, text = text.partition("\n")
    assert source.startswith("# Source: "), f"{path} does not say where it comes from"
    split = _ANSWER.search(text)
    assert split is not None, f"{path} has no answer"
    first, headers, body = _message(text[: split.start()], with_first_line=True)
    for name, value in values.items():
        first = first.replace("{" + name + "}", value)
        body = body.replace("{" + name + "}", value)
        headers = {key: text.replace("{" + name + "}", value) for key, text in headers.items()}
    method, _, url = first.partition(" ")
    _, answer_headers, answer = _message(text[split.end() :].lstrip("\n"), with_first_line=False)
    return GoldenFile(
        source, method, url, headers, body.encode() if body else None, int(split[1]), answer_headers, answer
    )


def _message(text: str, *, with_first_line: bool) -> tuple[str, dict[str, str], str]:
    head, _, body = text.partition("\n\n")
    lines = [line for line in head.splitlines() if line]
    first = lines.pop(0) if with_first_line else ""
    headers = dict(line.split(": ", 1) for line in lines)
    return first, headers, body.strip()


def play(api: Api, path: str, **values: str) -> Answer:
    """Send the request of a golden file and compare the whole answer; return it."""
    golden = read(path, **values)
    headers = {"x-dw-client-id": None, **golden.headers}
    answer = api.call(golden.method, golden.url, golden.body, headers=headers)
    assert answer.status == golden.status, answer
    for name, expected in golden.answer_headers.items():
        assert _fits(expected, answer.headers.get(name, "(no such header)")), f"{name} of {path}: {answer.headers}"
    compare(golden.answer, answer.text)
    return answer


def compare(golden: str, actual: str) -> None:
    """Assert that an answer's body is the golden one; what differs is named with its place."""
    if golden.startswith("{"):
        differences = list(_differences("$", _exact(golden), _exact(actual)))
        assert not differences, "\n".join(differences)
    elif golden.startswith("<?xml"):
        assert _canonical(golden) == _with_placeholders(_canonical(golden), _canonical(actual))
    else:
        assert actual == golden


def _exact(text: str) -> Any:
    """Read JSON with objects as tuples of pairs, so that the order of properties and the spelling of numbers count."""
    return json.loads(text, object_pairs_hook=tuple, parse_float=Number, parse_int=Number)


def _differences(place: str, golden: Any, actual: Any) -> Iterator[str]:
    """Tell where an answer differs: in names or their order, in length, or in a value that fits no placeholder."""
    if isinstance(golden, tuple) and isinstance(actual, tuple):
        names, answered = [name for name, _ in golden], [name for name, _ in actual]
        if names != answered:
            yield f"{place}: {answered}, not {names}"
        found = dict(actual)
        for name, value in golden:
            if name in found:
                yield from _differences(f"{place}.{name}", value, found[name])
    elif isinstance(golden, list) and isinstance(actual, list) and len(golden) == len(actual):
        for index, pair in enumerate(zip(golden, actual, strict=True)):
            yield from _differences(f"{place}[{index}]", *pair)
    elif golden != actual and not (type(golden) is str and type(actual) is str and _fits(golden, actual)):
        yield f"{place}: {actual!r}, not {golden!r}"


def _canonical(text: str) -> list[Any]:
    """Read XML as nested lists without the white space between elements."""

    def plain(element: ET.Element) -> list[Any]:
        value = element.text or ""
        children = [plain(child) for child in element]
        return [element.tag, sorted(element.attrib.items()), value.strip() if children else value, children]

    return plain(ET.fromstring(text))


def _with_placeholders(golden: Any, actual: Any) -> Any:
    """Return what was answered, with the placeholders where its values fit them."""
    if isinstance(golden, list) and isinstance(actual, list) and len(golden) == len(actual):
        return [_with_placeholders(*pair) for pair in zip(golden, actual, strict=True)]
    if type(golden) is str and type(actual) is str and _fits(golden, actual):
        return golden
    return actual


def _fits(golden: str, actual: str) -> bool:
    pattern, end = "", 0
    for found in _PLACEHOLDER.finditer(golden):
        pattern += re.escape(golden[end : found.start()]) + PLACEHOLDERS[found[0]]
        end = found.end()
    return re.fullmatch(pattern + re.escape(golden[end:]), actual) is not None
