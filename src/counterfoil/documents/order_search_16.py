"""Order search before the query language. Follows section 7.4 of the resource reference."""

from typing import Annotated, Any

from counterfoil.documents.order_search import OrderSearchHit, ResultPage
from counterfoil.documents.properties import Document, prop


class OrderSearchRequest(Document):
    count: Annotated[int | None, prop(minimum=1, maximum=200, setting="page_size")] = None
    expand: list[str] | None = None
    query: str | None = None
    query_args: list[Any] | None = None
    search_fields: list[str] | None = None
    search_phrase: str | None = None
    select: str | None = None
    sort_fields: list[str] | None = None
    start: Annotated[int | None, prop(minimum=0, maximum=999, setting="max_search_start")] = None


class OrderSearchResult(Document):
    count: Annotated[int | None, prop(read_only=True)] = None
    expand: Annotated[list[str] | None, prop(read_only=True)] = None
    hits: Annotated[list[OrderSearchHit] | None, prop(read_only=True)] = None
    next: Annotated[ResultPage | None, prop(read_only=True)] = None
    previous: Annotated[ResultPage | None, prop(read_only=True)] = None
    query: Annotated[str | None, prop(read_only=True)] = None
    query_args: Annotated[list[Any] | None, prop(read_only=True)] = None
    search_fields: Annotated[list[str] | None, prop(read_only=True)] = None
    search_phrase: Annotated[str | None, prop(read_only=True)] = None
    select: Annotated[str | None, prop(read_only=True)] = None
    sort_string: Annotated[str | None, prop(read_only=True)] = None
    start: Annotated[int | None, prop(minimum=0, read_only=True)] = None
    total: Annotated[int | None, prop(read_only=True)] = None
