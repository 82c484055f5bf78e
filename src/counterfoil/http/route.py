"""What a row of the table of resources is: method, path, function, documents, versions."""

from collections.abc import Awaitable, Callable
from functools import cached_property

import msgspec

from counterfoil.documents.properties import Document
from counterfoil.http.access import Access
from counterfoil.http.parameter import Parameter
from counterfoil.identity.permissions import Row
from counterfoil.shop.call import Answer, Call
from counterfoil.versions import Version, parse_version

Resource = Callable[[Call], Awaitable[Answer]]


class Route(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A method of a resource, in an interval of versions."""

    method: str
    path: str
    resource: Resource
    summary: str
    access: Access
    """Who may."""
    request: type[Document] | None = None
    response: type[Document] | None = None
    since: Version | None = None
    until: Version | None = None
    query: tuple[Parameter, ...] = ()
    """The parameters of the URL that only this resource has."""
    cacheable: bool = False
    """Its answer may be taken from a cache for the time that the settings of the client give."""
    whole: bool = False
    """A document is taken back as the server wrote it, read-only properties included."""
    strict: bool = False
    """Mandatory properties of the request document are demanded; else the resource has faults of its own for them."""
    many: bool = False
    """The body is an array of documents; one alone is accepted too."""
    claimless: bool = False
    """An idempotency key is passed over: the method changes nothing, or gives a token, which is never kept."""
    creates: bool = False
    """What it answers is new, under the name the client gave it in the path."""
    state_required: bool = False
    """Versions with ETags demand the header If-Match."""
    token_optional: bool = False
    """A token that is refused counts as none; the resource decides whether it needed one."""

    @cached_property
    def pattern(self) -> tuple[str, ...]:
        """Return the segments of the path; ``{name}`` takes any."""
        return tuple(self.path.strip("/").split("/"))

    @cached_property
    def permission_row(self) -> Row:
        """Return what permissions ask of the row."""
        return Row(self.method, self.path, self.pattern)

    @property
    def parameters(self) -> int:
        """Return how many segments of the path take any text."""
        return sum("{" in part for part in self.pattern)


def route(  # noqa: PLR0913  the columns of the table
    method: str,
    path: str,
    resource: Resource,
    summary: str,
    *,
    access: Access,
    request: type[Document] | None = None,
    response: type[Document] | None = None,
    since: str | None = None,
    until: str | None = None,
    query: tuple[Parameter, ...] = (),
    cacheable: bool = False,
    whole: bool = False,
    strict: bool = False,
    many: bool = False,
    claimless: bool = False,
    creates: bool = False,
    state_required: bool = False,
    token_optional: bool = False,
) -> Route:
    """Write a row; versions as ``"17.3"``, ``since`` included and ``until`` excluded."""
    return Route(
        method=method,
        path=path,
        resource=resource,
        summary=summary,
        access=access,
        request=request,
        response=response,
        since=parse_version(since) if since else None,
        until=parse_version(until) if until else None,
        query=query,
        cacheable=cacheable,
        whole=whole,
        strict=strict,
        many=many,
        claimless=claimless,
        creates=creates,
        state_required=state_required,
        token_optional=token_optional,
    )
