"""Find a kept trace by what somebody writes of it."""

from counterfoil.store.interface import Store
from counterfoil.store.trace_row import TraceRow

LAST = "last"
_SHORTEST = 4


class FoundNoneError(Exception):
    """There is no such trace, or more than one; the message says what to write."""


async def find(store: Store, name: str) -> TraceRow:
    """Return the trace of a request: ``last``, or the id of the request or its beginning; FoundNoneError."""
    if name == LAST:
        newest = await store.newest_trace()
        if newest is None:
            raise FoundNoneError("there is no trace yet: no request has met a hook, or none are kept (trace_keep)")
        return newest
    if len(name) < _SHORTEST:
        raise FoundNoneError(f"'{name}' is too short; write {_SHORTEST} digits of the request's id at least, or 'last'")
    rows = await store.traces_by_id(name, 2)
    exact = next((row for row in rows if row.request_id == name), rows[0] if len(rows) == 1 else None)
    if exact is not None:
        return exact
    if rows:
        raise FoundNoneError(f"several requests have an id that begins with '{name}'; write more of it")
    raise FoundNoneError(f"there is no trace of a request '{name}'; 'counterfoil trace list' shows those kept")
