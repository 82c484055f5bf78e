"""What a call has to do with the flight recorder: its trace begins with the first point that the request reaches."""

from typing import TYPE_CHECKING

from counterfoil.documents.payment import OrderPaymentCardRequest
from counterfoil.traces.trace import Trace

if TYPE_CHECKING:
    from counterfoil.shop.call import Call

__all__ = ["Trace", "passed", "trace_of"]


def trace_of(call: "Call", payment_card: OrderPaymentCardRequest | None = None) -> Trace | None:
    """Return the trace of a request; None in a server that keeps none, or has no hooks (yet) but its own."""
    if call.server.traces is None or not call.server.hooks.any_own:
        return None
    if call.trace is None:
        call.trace = Trace(call.transaction, call.custom, call.documents, call.headers)
    if payment_card is not None:
        call.trace.hide(payment_card.number, payment_card.security_code)
    return call.trace


def passed(call: "Call", *points: str) -> None:
    """Note points at which nobody's hook is registered."""
    trace = call.trace or trace_of(call)
    if trace is not None:
        trace.points.extend(points)
