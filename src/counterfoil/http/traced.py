"""What a request leaves behind of its hooks: its trace, and in emulators the header ``server-timing``."""

from time import perf_counter_ns

from counterfoil.http.exchange import Exchange
from counterfoil.traces.pack import Finished
from counterfoil.traces.timing import HEADER, timing_of
from counterfoil.traces.trace import Trace


def timing_headers(exchange: Exchange) -> list[tuple[bytes, bytes]]:
    """Return the header for a request that met hooks; nobody but a developer is told how long they took."""
    call = exchange.call
    if call is None or call.trace is None or not call.trace.own or not call.server.settings.emulator:
        return []
    return [(HEADER, timing_of(call.trace, perf_counter_ns() - exchange.began))]


def keep_trace(exchange: Exchange, trace: Trace, status: int) -> None:
    """Let the trace of a request be written, if somebody's hook was considered."""
    server, call = exchange.server, exchange.call
    trace.over()
    if not trace.own or server is None or server.traces is None or call is None:
        return
    now = server.ambient.now()
    finished = Finished(
        request_id=exchange.request.request_id,
        site_id=call.site_id,
        method=exchange.request.method,
        path=exchange.request.path,
        api=str(call.version),
        status=status,
        fault=exchange.fault.kind.name if exchange.fault is not None else "",
        client_id=call.caller.client_id,
        now=call.now,
        query=call.query,
        recorded=server.traces.instant(now),
        began=exchange.began,
        took=(perf_counter_ns() - exchange.began) // 1000,
    )
    server.traces.put(trace, finished)
