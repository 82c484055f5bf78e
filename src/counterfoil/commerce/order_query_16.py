"""The query texts and sort fields from before the query language: ``status = {0} AND NOT customerEmail LIKE 'jane*'``.

Follows section 7.4 of the resource reference; the language is that of the platform's own order queries. Names are
written as in scripts (``customerEmail``) or as in documents, and ``{n}`` stands for an argument of the request.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from counterfoil import faults
from counterfoil.commerce import search_fields
from counterfoil.commerce.order_query import DEEPEST, MOST_TESTS, MOST_WORDS, sort_keys, words_of_phrase
from counterfoil.commerce.search_fields import CustomFields, ValueRefusedError, field_named
from counterfoil.documents.order_search import Sort
from counterfoil.documents.redact import redact
from counterfoil.documents.search_fields import SearchField
from counterfoil.documents.search_query import (
    NOTHING,
    Between,
    Element,
    Expression,
    Present,
    SortKey,
    after_prefix,
    all_of,
    leaf,
    negated,
    some_of,
)

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*')|(?P<argument>\{[0-9]{1,3}\})|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_.]*)|(?P<sign><=|>=|!=|=|<|>|\(|\)))"
)
_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")
_BOUNDS = {"<": (False, False), "<=": (False, True), ">": (True, False), ">=": (True, True)}
"""For each sign whether it gives the lower bound, and whether the bound is included."""
_RENAMED = {
    "order_number": "order_no",
    "current_order_no": "order_no",
    "total_gross_price.value": "total_gross_price",
    "total_net_price.value": "total_net_price",
}
_LONGEST = 4000


def phrase_expression(phrase: str, names: Sequence[str], custom: CustomFields) -> Expression:
    """Return the search for words in fields; faults UNKNOWN_SEARCH_FIELD, UNQUERYABLE_FIELD, QUOTA_EXCEEDED."""
    fields = [field_named(field_name(name), custom) for name in names]
    words = words_of_phrase(phrase)
    if len(words) > MOST_WORDS or len(words) * len(fields) > MOST_TESTS:
        raise faults.QUOTA_EXCEEDED(msg=f"A search has {MOST_TESTS} tests of fields at most.")
    for field in fields:
        if field.kind != "string":
            raise faults.UNQUERYABLE_FIELD(field=redact(field.name))
    if not words and phrase.strip() != "*":
        return NOTHING
    return all_of([some_of([_placed(field, leaf(field, word)) for field in fields]) for word in words])


def text_expression(text: str, arguments: Sequence[Any], custom: CustomFields) -> Expression:
    """Return what a query text asks.

    Faults: PROPERTY_CONSTRAINT_VIOLATION for what is no query, UNKNOWN_SEARCH_FIELD, UNQUERYABLE_FIELD,
    SEARCH_OPERATOR_NOT_APPLICABLE, INVALID_SEARCH_FIELD_TYPE, QUOTA_EXCEEDED.
    """
    return _Text(text, arguments, custom).whole()


def text_sorts(fields: Sequence[str]) -> list[SortKey]:
    """Return the order of ``["creationDate desc", …]``; faults those of ``sort_keys``, ENUM_CONSTRAINT_VIOLATION."""
    sorts = []
    for field in fields:
        name, _, way = field.strip().partition(" ")
        if way.strip().lower() not in ("", "asc", "desc"):
            raise faults.ENUM_CONSTRAINT_VIOLATION(document="order_search_request", enum_value=redact(way))
        sorts.append(Sort(field=field_name(name), sort_order=way.strip().lower() or "asc"))
    return sort_keys(sorts)


def field_name(name: str) -> str:
    """Return the name of a field as documents have it."""
    if name.startswith("custom."):
        return "c_" + name.removeprefix("custom.")
    plain = _HUMP.sub(r"_\1", name).lower() if not name.startswith("c_") else name
    return _RENAMED.get(plain, plain)


class _Text:
    """One query text, read from left to right."""

    def __init__(self, text: str, arguments: Sequence[Any], custom: CustomFields) -> None:
        self._tokens: list[tuple[str, str]] = []
        self._arguments = arguments
        self._custom = custom
        self._place = self._tests = 0
        end = 0
        text = text.strip()
        while end < len(text):
            found = _TOKEN.match(text, end)
            if found is None or len(text) > _LONGEST:
                raise _malformed()
            end = found.end()
            self._tokens.append((found.lastgroup or "", found[0].strip()))

    def whole(self) -> Expression:
        """Read all of it."""
        expression = self._either(1)
        if self._place < len(self._tokens):
            raise _malformed()
        return expression

    def _either(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise faults.QUOTA_EXCEEDED(msg=f"A query is nested {DEEPEST} levels deep at most.")
        parts = [self._both(depth)]
        while self._word("or"):
            parts.append(self._both(depth))
        return some_of(parts)

    def _both(self, depth: int) -> Expression:
        parts = [self._one(depth)]
        while self._word("and"):
            parts.append(self._one(depth))
        return all_of(parts)

    def _one(self, depth: int) -> Expression:
        turned = False
        while self._word("not"):
            turned = not turned
        if self._sign("("):
            inner = self._either(depth + 1)
            if not self._sign(")"):
                raise _malformed()
        else:
            inner = self._comparison()
        return negated(inner) if turned else inner

    def _comparison(self) -> Expression:
        self._tests += 1
        if self._tests > MOST_TESTS:
            raise faults.QUOTA_EXCEEDED(msg=f"A query has {MOST_TESTS} tests of fields at most.")
        kind, name = self._next()
        if kind != "word":
            raise _malformed()
        field = field_named(field_name(name), self._custom)
        kind, operator = self._next()
        if operator.lower() in ("like", "ilike"):
            return self._like(field, operator, self._operand())
        if kind != "sign" or operator in ("(", ")"):
            raise _malformed()
        return self._compared(field, operator, self._operand())

    def _compared(self, field: SearchField, operator: str, value: Any) -> Expression:
        if value is None:
            if operator not in ("=", "!="):
                raise faults.SEARCH_OPERATOR_NOT_APPLICABLE(operator=operator, field=redact(field.name))
            present = _placed(field, leaf(field, Present()))
            return negated(present) if operator == "=" else present
        if operator in ("=", "!="):
            return _placed(field, search_fields.term(field, "is" if operator == "=" else "neq", [value]))
        if field.kind == "boolean":
            raise faults.SEARCH_OPERATOR_NOT_APPLICABLE(operator=operator, field=redact(field.name))
        lower, included = _BOUNDS[operator]
        try:
            low, high = (value, None) if lower else (None, value)
            return _placed(field, search_fields.within(field, low, high, included, included))
        except ValueRefusedError as refused:
            raise faults.INVALID_SEARCH_FIELD_TYPE(
                field=redact(field.name), value=redact(str(refused)), type=field.kind
            ) from None

    def _like(self, field: SearchField, operator: str, value: Any) -> Expression:
        """Compare with a text that may end with a star; elsewhere there is no index for one."""
        if field.kind != "string":
            raise faults.SEARCH_OPERATOR_NOT_APPLICABLE(operator=operator.upper(), field=redact(field.name))
        text = str(value or "")
        start = text.rstrip("*%")
        if "\0" in text or "*" in start or "%" in start:
            raise faults.INVALID_SEARCH_FIELD_TYPE(field=redact(field.name), value=redact(text), type=field.kind)
        if start == text:
            return _placed(field, search_fields.term(field, "is", [text]))
        test = Between(start, after_prefix(start)) if start else Present()
        return _placed(field, leaf(field, test))

    def _operand(self) -> Any:
        kind, text = self._next()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "number":
            return Decimal(text) if "." in text else int(text)
        if kind == "word" and text.lower() in ("null", "true", "false"):
            return {"null": None, "true": True, "false": False}[text.lower()]
        if kind != "argument" or int(text[1:-1]) >= len(self._arguments):
            raise _malformed()
        return self._arguments[int(text[1:-1])]

    def _next(self) -> tuple[str, str]:
        if self._place >= len(self._tokens):
            raise _malformed()
        self._place += 1
        return self._tokens[self._place - 1]

    def _word(self, word: str) -> bool:
        return self._take("word", word)

    def _sign(self, sign: str) -> bool:
        return self._take("sign", sign)

    def _take(self, kind: str, text: str) -> bool:
        if self._place < len(self._tokens):
            found, here = self._tokens[self._place]
            if found == kind and here.lower() == text:
                self._place += 1
                return True
        return False


def _placed(field: SearchField, test: Expression) -> Expression:
    return Element(field.path, test) if field.path and test != NOTHING else test


def _malformed() -> faults.Fault:
    return faults.PROPERTY_CONSTRAINT_VIOLATION(document="order_search_request", path="$.query")
