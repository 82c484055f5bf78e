"""Which part of a list is asked for, and where those beside it are. Follows section 9.3 of the platform reference."""

from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import quote

from counterfoil.shop.call import Call
from counterfoil.shop.parameters import integer

_PLACES = ("count", "start")
_TIMES = ("from", "until")


class Page(NamedTuple):
    """A part of a list."""

    start: int
    size: int

    @property
    def end(self) -> int:
        """Return where the next part begins."""
        return self.start + self.size


def read_page(call: Call, count: int = 25, last_start: int | None = None) -> Page:
    """Read ``start`` and ``count``; faults MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION."""
    most = call.server.settings.page_size
    start = integer(call, "start", 0, least=0, most=last_start)
    return Page(start, integer(call, "count", min(count, most), least=1, most=most))


def page_urls(
    call: Call, page: Page, total: int, repeated: Collection[str] | None = None
) -> tuple[str | None, str | None]:
    """Return the URLs of the next and the previous page of the list called, as far as there are any.

    They repeat the other parameters of the request, or only some: the count asked for, the filters, the start, and
    times last.
    """
    given = [
        (name, value)
        for name, value in [*call.query.items()][::-1]
        if value and name not in _PLACES and (repeated is None or name in repeated)
    ]
    filters = [("count", str(page.size)), *(pair for pair in given if pair[0] not in _TIMES)]
    times = sorted(pair for pair in given if pair[0] in _TIMES)

    def url(first: int) -> str:
        pairs = [*filters, ("start", str(first)), *times]
        query = "&".join(f"{quote(name)}={quote(value, safe=':')}" for name, value in pairs)
        return f"{call.base_url}{call.method_and_path[1]}?{query}"

    following = url(page.end) if page.end < total else None
    return following, url(max(0, page.start - page.size)) if page.start > 0 else None
