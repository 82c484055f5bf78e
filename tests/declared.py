"""Every fault that a server in process answers is one that the description declares of the operation."""

import pytest

from counterfoil import faults
from counterfoil.http import app
from counterfoil.http.answers import Sender
from counterfoil.http.description.refusals import faults_of
from counterfoil.http.exchange import Exchange
from counterfoil.http.route import Route
from counterfoil.http.routes import find_route


class DeclaredSender(Sender):
    """Breaks the call of a test that is answered a fault nobody would expect by the description."""

    async def fault(self, fault: faults.Fault) -> None:
        await super().fault(fault)
        row = operation_of(self._exchange)
        declared = row is None or fault.kind.name in faults_of(row)
        assert declared, f"{row and (row.method, row.path)} is not described to answer {fault.kind.name}"


def hold_to_declared(patch: pytest.MonkeyPatch) -> None:
    """Let applications answer by it."""
    patch.setattr(app, "Sender", DeclaredSender)


def operation_of(exchange: Exchange) -> Route | None:
    """Return the operation a request is for, None where its address leads nowhere."""
    if exchange.route is not None or exchange.address.version is None:
        return exchange.route
    method = exchange.method or exchange.request.method
    try:
        return find_route(method, exchange.address.resource, exchange.address.version, exchange.request.path)[0]
    except faults.Fault:
        return None
