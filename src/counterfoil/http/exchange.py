"""A request on its way to its answer: each stage adds what it found out, and a fault is answered with what is known."""

from time import perf_counter_ns

import msgspec

from counterfoil.documents.selection import Selection
from counterfoil.faults import Fault
from counterfoil.http.negotiate import accepted_format
from counterfoil.http.paths import Address
from counterfoil.http.request import Request
from counterfoil.http.route import Route
from counterfoil.identity.caller import Caller
from counterfoil.identity.permissions import FULL, ClientPermissions, Permission
from counterfoil.shop.call import Call
from counterfoil.shop.server import Server
from counterfoil.shop.state import Site, State
from counterfoil.versions import NEWEST, Version

NOWHERE = Address()


class Exchange(msgspec.Struct):
    """One request: what came in, and what is known of it so far."""

    request: Request
    server: Server | None = None
    address: Address = NOWHERE
    state: State | None = None
    site: Site | None = None
    method: str = ""
    """What the request stands for, an override obeyed."""
    route: Route | None = None
    form: str | None = None
    """The format of the answer; that of a fault is guessed until it is known."""
    locale: str | None = None
    """The locale asked for; None is the site's own."""
    selection: Selection | None = None
    """What is shown of the answer; None is everything."""
    caller: Caller | None = None
    call: Call | None = None
    """What the resource function was given, once the request came so far."""
    fault: Fault | None = None
    """The fault that answers the request."""
    rights: ClientPermissions | None = None
    """What the settings say of the caller's client; None where it has no entry, or none is known yet."""
    origin: str | None = None
    """Of a page that may read the answer."""
    permission: Permission = FULL
    """What is granted of this call."""
    head: bool = False
    """Whether the headers of the answer are wanted alone; the method is GET then."""
    callback: str = ""
    """The function of a page that the answer is to call, where it is asked for."""
    began: int = msgspec.field(default_factory=perf_counter_ns)
    """For what is told of how long things took."""

    @property
    def version(self) -> Version:
        """Return the version to answer in: the newest until one is known."""
        return self.address.version or NEWEST

    @property
    def fault_form(self) -> str:
        """Return the format of a fault."""
        return "json" if self.callback else self.form or accepted_format(self.request)
