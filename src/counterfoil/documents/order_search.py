"""Order search: its request, the query documents, and the result. Follows section 5 of the documents reference.

A query or filter is a document with exactly one property, which names its kind.
"""

from typing import Annotated, Any, ClassVar

from msgspec import field as wire_field

from counterfoil.documents.order import Order
from counterfoil.documents.properties import Document, Number, prop


class TextQuery(Document):
    fields: Annotated[list[str] | None, prop(mandatory=True)] = None
    search_phrase: Annotated[str | None, prop(mandatory=True)] = None


class TermQuery(Document):
    fields: Annotated[list[str] | None, prop(mandatory=True)] = None
    operator: Annotated[str | None, prop(mandatory=True)] = None
    values: list[Any] | None = None


class BoolQuery(Document):
    must: list["Query"] | None = None
    must_not: list["Query"] | None = None
    should: list["Query"] | None = None


class FilteredQuery(Document):
    filter: Annotated["Filter | None", prop(mandatory=True)] = None
    query: Annotated["Query | None", prop(mandatory=True)] = None


class NestedQuery(Document):
    path: Annotated[str | None, prop(mandatory=True)] = None
    query: Annotated["Query | None", prop(mandatory=True)] = None
    score_mode: Annotated[str | None, prop(enum=("avg", "total", "max", "none"))] = None


class Query(Document):
    typed: ClassVar[bool] = False

    bool_query: BoolQuery | None = None
    filtered_query: FilteredQuery | None = None
    match_all_query: Any = None
    nested_query: NestedQuery | None = None
    term_query: TermQuery | None = None
    text_query: TextQuery | None = None


class BoolFilter(Document):
    filters: list["Filter"] | None = None
    operator: Annotated[str | None, prop(mandatory=True)] = None


class QueryFilter(Document):
    query: Annotated[Query | None, prop(mandatory=True)] = None


class RangeFilter(Document):
    field: Annotated[str | None, prop(mandatory=True)] = None
    from_: Any = wire_field(default=None, name="from")
    from_inclusive: bool | None = None
    to: Any = None
    to_inclusive: bool | None = None


class Range2Filter(Document):
    filter_mode: Annotated[str | None, prop(enum=("overlap", "containing", "contained"))] = None
    from_field: Annotated[str | None, prop(mandatory=True)] = None
    from_inclusive: bool | None = None
    from_value: Any = None
    to_field: Annotated[str | None, prop(mandatory=True)] = None
    to_inclusive: bool | None = None
    to_value: Any = None


class TermFilter(Document):
    field: Annotated[str | None, prop(mandatory=True)] = None
    operator: Annotated[str | None, prop(mandatory=True)] = None
    values: list[Any] | None = None


class Filter(Document):
    typed: ClassVar[bool] = False

    bool_filter: BoolFilter | None = None
    query_filter: QueryFilter | None = None
    range2_filter: Range2Filter | None = None
    range_filter: RangeFilter | None = None
    term_filter: TermFilter | None = None


class Sort(Document):
    field: Annotated[str | None, prop(mandatory=True)] = None
    sort_order: Annotated[str | None, prop(enum=("asc", "desc"))] = None


class ResultPage(Document):
    count: int | None = None
    db_start_record_: int | None = None
    start: int | None = None


class OrderSearchHit(Document):
    data: Order | None = None
    relevance: Number | None = None


class OrderSearchRequest(Document):
    count: Annotated[int | None, prop(minimum=1, maximum=200, setting="page_size")] = None
    db_start_record_: Annotated[int | None, prop(minimum=0)] = None
    expand: list[str] | None = None
    query: Annotated[Query | None, prop(mandatory=True)] = None
    select: str | None = None
    sorts: list[Sort] | None = None
    start: Annotated[int | None, prop(minimum=0, maximum=999, setting="max_search_start")] = None


class OrderSearchResult(Document):
    count: Annotated[int | None, prop(read_only=True)] = None
    data: Annotated[list[Any] | None, prop(read_only=True)] = None
    db_start_record_: Annotated[int | None, prop(minimum=0, read_only=True)] = None
    expand: Annotated[list[str] | None, prop(read_only=True)] = None
    hits: Annotated[list[OrderSearchHit] | None, prop(read_only=True)] = None
    next: Annotated[ResultPage | None, prop(read_only=True)] = None
    previous: Annotated[ResultPage | None, prop(read_only=True)] = None
    query: Annotated[Query | None, prop(read_only=True)] = None
    select: Annotated[str | None, prop(read_only=True)] = None
    sorts: Annotated[list[Sort] | None, prop(read_only=True)] = None
    start: Annotated[int | None, prop(minimum=0, read_only=True)] = None
    total: Annotated[int | None, prop(read_only=True)] = None
