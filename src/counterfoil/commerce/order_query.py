"""What a query asks: the query and filter documents as a tree of tests. Follows section 7.2 of the resource reference.

All parts of ``must`` hold, none of ``must_not``, and at least one of ``should`` where there are any.
"""

from collections.abc import Sequence
from typing import Any

from counterfoil import faults
from counterfoil.commerce import search_fields
from counterfoil.commerce.search_fields import CustomFields, ValueRefusedError, field_named
from counterfoil.documents.order_search import (
    BoolFilter,
    BoolQuery,
    Filter,
    FilteredQuery,
    NestedQuery,
    Query,
    Range2Filter,
    RangeFilter,
    Sort,
    TermQuery,
    TextQuery,
)
from counterfoil.documents.properties import Document
from counterfoil.documents.redact import redact
from counterfoil.documents.search_fields import FIELDS, PATHS, SearchField
from counterfoil.documents.search_query import (
    EVERYTHING,
    NOTHING,
    Element,
    Expression,
    Present,
    SortKey,
    Word,
    all_of,
    element,
    leaf,
    negated,
    some_of,
    words_of,
)

DEEPEST = 16
MOST_TESTS = 200
MOST_VALUES = 1000
MOST_WORDS = 32
MOST_SORTS = 10


def expression_of(query: Query, custom: CustomFields) -> Expression:
    """Return what a query asks.

    Faults: PROPERTY_CONSTRAINT_VIOLATION, QUOTA_EXCEEDED, UNKNOWN_SEARCH_FIELD, UNQUERYABLE_FIELD,
    UNKNOWN_SEARCH_OPERATOR, SEARCH_OPERATOR_NOT_APPLICABLE, TERM_OPERATOR_MISMATCH_VALUES, INVALID_SEARCH_FIELD_TYPE,
    QUERY_SEARCH_TYPES_NOMATCH, RANGE_FILTER_TYPE, RANGE_FILTER_VALUE.
    """
    return _Reader(custom).query(query, "$.query", 1)


def sort_keys(sorts: Sequence[Sort]) -> list[SortKey]:
    """Return the order a request asks for; faults UNKNOWN_SEARCH_FIELD, FIELD_NOT_SORTABLE, QUOTA_EXCEEDED."""
    if len(sorts) > MOST_SORTS:
        raise faults.QUOTA_EXCEEDED(msg=f"A search sorts by {MOST_SORTS} fields at most.")
    keys: dict[str, SortKey] = {}
    for sort in sorts:
        name = sort.field or ""
        field = FIELDS.get(name)
        if field is None and not name.startswith("c_"):
            raise faults.UNKNOWN_SEARCH_FIELD(field=redact(name))
        if field is None or not field.sortable:
            raise faults.FIELD_NOT_SORTABLE(field=redact(name))
        keys.setdefault(name, SortKey(field, sort.sort_order == "desc"))
    return list(keys.values())


class _Reader:
    """Reads one query, and counts what it costs."""

    def __init__(self, custom: CustomFields) -> None:
        self._custom = custom
        self._path: str | None = None
        """The collection of the nested query at hand."""
        self._tests = self._values = 0

    def query(self, query: Query | None, path: str, depth: int) -> Expression:
        kind, found = _only(query, "query", path, depth)
        below = f"{path}.{kind}"
        if isinstance(found, TermQuery):
            return self._term(found.fields, found.operator, found.values, below)
        if isinstance(found, TextQuery):
            return self._text(found, below)
        if isinstance(found, BoolQuery):
            return self._bool(found, below, depth)
        if isinstance(found, FilteredQuery):
            inner = self.query(found.query, f"{below}.query", depth + 1)
            return all_of([inner, self.filter(found.filter, f"{below}.filter", depth + 1)])
        if isinstance(found, NestedQuery):
            return self._nested(found, below, depth)
        return EVERYTHING

    def filter(self, found: Filter | None, path: str, depth: int) -> Expression:
        kind, one = _only(found, "filter", path, depth)
        below = f"{path}.{kind}"
        if isinstance(one, BoolFilter):
            return self._bool_filter(one, below, depth)
        if isinstance(one, RangeFilter):
            return self._range(one)
        if isinstance(one, Range2Filter):
            return self._range2(one)
        if kind == "query_filter":
            return self.query(one.query, f"{below}.query", depth + 1)
        return self._term([one.field or ""], one.operator, one.values, below)

    def _bool(self, found: BoolQuery, path: str, depth: int) -> Expression:
        parts: dict[str, list[Expression]] = {}
        for name in ("must", "must_not", "should"):
            queries = getattr(found, name) or ()
            parts[name] = [self.query(one, f"{path}.{name}[{n}]", depth + 1) for n, one in enumerate(queries)]
        should = [some_of(parts["should"])] if parts["should"] else []
        return all_of([*parts["must"], *(negated(part) for part in parts["must_not"]), *should])

    def _bool_filter(self, found: BoolFilter, path: str, depth: int) -> Expression:
        operator = found.operator or ""
        if operator not in ("and", "or", "not"):
            raise faults.UNKNOWN_SEARCH_OPERATOR(operator=redact(operator))
        parts = [self.filter(one, f"{path}.filters[{n}]", depth + 1) for n, one in enumerate(found.filters or ())]
        if operator == "and":
            return all_of(parts)
        return some_of(parts) if operator == "or" else negated(some_of(parts))

    def _nested(self, found: NestedQuery, path: str, depth: int) -> Expression:
        name = found.path or ""
        if name not in PATHS:
            raise faults.UNKNOWN_SEARCH_FIELD(field=redact(name))
        if self._path not in (None, name):
            raise faults.UNQUERYABLE_FIELD(field=redact(name))
        outer, self._path = self._path, name
        inner = self.query(found.query, f"{path}.query", depth + 1)
        self._path = outer
        if outer is not None:
            return inner
        known = any(field.place != "none" for field in FIELDS.values() if field.path == name)
        return element(name, inner) if known else NOTHING

    def _term(
        self, names: Sequence[str] | None, operator: str | None, values: Sequence[Any] | None, path: str
    ) -> Expression:
        fields = self._fields(names, path)
        search_fields.same_kind(fields)
        self._values += len(values or ())
        if self._values > MOST_VALUES:
            raise faults.QUOTA_EXCEEDED(msg=f"A query has {MOST_VALUES} values at most.")
        found = []
        for field in fields:
            search_fields.check_operator(operator or "", field, values or ())
            found.append(self._term_of(field, operator or "", values or ()))
        return some_of(found)

    def _term_of(self, field: SearchField, operator: str, values: Sequence[Any]) -> Expression:
        if operator == "is_null" and self._outside(field):
            return negated(self._placed(field, search_fields.term(field, "is_not_null", ())))
        return self._placed(field, search_fields.term(field, operator, values))

    def _text(self, found: TextQuery, path: str) -> Expression:
        fields = self._fields(found.fields, path)
        for field in fields:
            if field.kind != "string":
                raise faults.UNQUERYABLE_FIELD(field=redact(field.name))
        words = words_of_phrase(found.search_phrase or "")
        if len(words) > MOST_WORDS:
            raise faults.QUOTA_EXCEEDED(msg=f"A search phrase has {MOST_WORDS} words at most.")
        if not words:
            anything = (found.search_phrase or "").strip() == "*"
            return some_of([self._placed(field, leaf(field, Present())) for field in fields]) if anything else NOTHING
        self._count(len(fields) * (len(words) - 1))
        return all_of([some_of([self._placed(field, leaf(field, word)) for field in fields]) for word in words])

    def _range(self, found: RangeFilter) -> Expression:
        (field,) = self._fields([found.field or ""], "")
        return self._between(
            field, found.from_, found.to, found.from_inclusive is not False, found.to_inclusive is not False
        )

    def _range2(self, found: Range2Filter) -> Expression:
        first, second = self._fields([found.from_field or "", found.to_field or ""], "")
        search_fields.same_kind([first, second])
        low, high = found.from_value, found.to_value
        low_included, high_included = found.from_inclusive is not False, found.to_inclusive is not False
        if found.filter_mode == "containing":
            return all_of(
                [
                    self._between(first, None, low, True, low_included),
                    self._between(second, high, None, high_included, True),
                ]
            )
        if found.filter_mode == "contained":
            return all_of(
                [
                    self._between(first, low, None, low_included, True),
                    self._between(second, None, high, True, high_included),
                ]
            )
        return all_of(
            [
                self._between(first, None, high, True, high_included),
                self._between(second, low, None, low_included, True),
            ]
        )

    def _between(self, field: SearchField, low: Any, high: Any, low_included: bool, high_included: bool) -> Expression:
        if field.kind == "boolean":
            raise faults.RANGE_FILTER_TYPE(field=redact(field.name), type=field.kind)
        try:
            return self._placed(field, search_fields.within(field, low, high, low_included, high_included))
        except ValueRefusedError as refused:
            raise faults.RANGE_FILTER_VALUE(field=redact(field.name), value=redact(str(refused))) from None

    def _fields(self, names: Sequence[str] | None, path: str) -> list[SearchField]:
        if not names:
            raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=path.rpartition(".")[2], path=f"{path}.fields")
        self._count(len(names))
        fields = [field_named(name, self._custom) for name in names]
        for field in fields:
            if self._path is not None and field.path != self._path:
                raise faults.UNQUERYABLE_FIELD(field=redact(field.name))
        return fields

    def _count(self, tests: int) -> None:
        self._tests += tests
        if self._tests > MOST_TESTS:
            raise faults.QUOTA_EXCEEDED(msg=f"A query has {MOST_TESTS} tests of fields at most.")

    def _outside(self, field: SearchField) -> bool:
        """Say whether a field of a collection is asked for with none of its elements at hand."""
        return bool(field.path) and self._path is None

    def _placed(self, field: SearchField, test: Expression) -> Expression:
        """Ask for any element where a field of a collection is named outside of a nested query."""
        if not self._outside(field) or test in (NOTHING, EVERYTHING):
            return test
        return Element(field.path, test)


def _only(document: Document | None, name: str, path: str, depth: int) -> tuple[str, Any]:
    """Return the one property of a query or filter; faults PROPERTY_CONSTRAINT_VIOLATION, QUOTA_EXCEEDED."""
    if depth > DEEPEST:
        raise faults.QUOTA_EXCEEDED(msg=f"A query is nested {DEEPEST} levels deep at most.")
    fields = document.__struct_fields__ if document is not None else ()
    found = [(one, getattr(document, one)) for one in fields if getattr(document, one) is not None]
    if len(found) != 1 or (found[0][0] == "match_all_query" and found[0][1] not in ({}, "", {"_type": found[0][0]})):
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=name, path=path)
    return found[0]


def words_of_phrase(phrase: str) -> list[Word]:
    """Return the words of a search phrase; one that ends with a star is the beginning of a word."""
    words: dict[Word, None] = {}
    for chunk in phrase.split():
        found = words_of(chunk)
        for place, text in enumerate(found):
            words[Word(text, chunk.endswith("*") and place == len(found) - 1)] = None
    return list(words)
