"""Who may call a resource, as a column of the table of resources: for each kind of caller what he is answered.

The resources check it themselves, by ``shop/access.py``; a test calls every resource as every kind of caller and holds
them to this table. Follows sections 5 to 7 of the platform reference and the ownership rules of the resource reference.
"""

from types import MappingProxyType

import msgspec

CALLERS = MappingProxyType(
    {
        "nobody": "no client id and no token",
        "unknown": "a client id that does not exist",
        "unlisted": "a client that the OCAPI settings do not name",
        "client": "a client id alone",
        "system": "a token of a client, without a user",
        "guest": "another guest",
        "customer": "another registered customer",
        "owner": "the customer whose it is",
        "agent": "an agent with all permissions",
        "powerless": "an agent without permissions",
        "elsewhere": "an agent of another site",
        "expired": "a token whose time is over",
    }
)
"""The kinds of callers, and what each calls with."""

MISSING, UNKNOWN, EXPIRED = "MissingClientIdException", "UnknownClientIdException", "ExpiredTokenException"
UNLISTED = "ClientAccessForbiddenException"
NO_TOKEN = "AuthorizationHeaderMissingException"  # noqa: S105  (a fault)
NO_USER = "AccessWithoutUserForbiddenException"
REFUSED = "UserAccessForbiddenException"
NOT_HIS = "InvalidCustomerException"
NO_ORDER = "OrderNotFoundException"


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Who may, and the types of the faults of who may not; None is: he may."""

    name: str
    summary: str
    nobody: str | None = MISSING
    unknown: str | None = UNKNOWN
    unlisted: str | None = UNLISTED
    client: str | None = None
    system: str | None = None
    guest: str | None = None
    customer: str | None = None
    owner: str | None = None
    agent: str | None = None
    powerless: str | None = None
    elsewhere: str | None = None
    expired: str | None = EXPIRED


def _with_token(name: str, summary: str, **faults: str | None) -> Access:
    """Make a row that demands a token of a user, and of an agent permissions for the site."""
    usual = {"client": NO_TOKEN, "system": NO_USER, "powerless": REFUSED, "elsewhere": REFUSED}
    return Access(name=name, summary=summary, **{**usual, **faults})


ANYBODY = Access(name="anybody", summary="every client that is known")
ANY_TOKEN = Access(name="any token", summary="every client; a token that does not count is passed over", expired=None)
ORDER_TOKEN = Access(name="order token", summary="who has the token the order was made with", nobody=None)
SESSION = Access(name="session", summary="everybody, each for himself", nobody=None)
SHOPPER = _with_token("shopper", "customers and agents who may order for them")
OWNER = _with_token("owner", "the customer whose it is, and agents", guest=NOT_HIS, customer=NOT_HIS)
OWNER_ALONE = _with_token("owner alone", "the customer himself", guest=NOT_HIS, customer=NOT_HIS, agent=REFUSED)
ORDER_OWNER = _with_token(
    "order's owner", "the customer whose order it is, and agents", guest=NO_ORDER, customer=NO_ORDER
)
ORDER_READER = Access(
    name="order's reader",
    summary="the customer whose order it is, and agents of the site; to others it does not exist",
    client=NO_ORDER,
    system=NO_ORDER,
    guest=NO_ORDER,
    customer=NO_ORDER,
    elsewhere=NO_ORDER,
)
SUBMITTER = _with_token(
    "submitter", "the basket's owner, agents, and systems without a user", system=None, guest=NOT_HIS, customer=NOT_HIS
)
AGENT = _with_token("agent", "agents", guest=NO_USER, customer=NO_USER, owner=NO_USER)
BASKET_AGENT = _with_token(
    "basket's agent", "agents, also to the basket's owner", guest=NOT_HIS, customer=NOT_HIS, owner=NO_USER
)
SYSTEM = _with_token(
    "system", "agents, and systems without a user", system=None, guest=NO_USER, customer=NO_USER, owner=NO_USER
)
PROFILE = _with_token(
    "profile", "the customer himself, agents, and systems without a user", system=None, guest=NOT_HIS, customer=NOT_HIS
)
CUSTOMER_TOKEN = _with_token(
    "customer's token", "customers", system=NO_TOKEN, agent=NO_TOKEN, powerless=NO_TOKEN, elsewhere=NO_TOKEN
)
COPIER = Access(
    name="copier",
    summary="customers, and clients alone",
    system=NO_USER,
    agent=REFUSED,
    powerless=REFUSED,
    elsewhere=REFUSED,
)
ACCESSES = (
    ANYBODY,
    ANY_TOKEN,
    SESSION,
    ORDER_TOKEN,
    SHOPPER,
    OWNER,
    OWNER_ALONE,
    COPIER,
    SUBMITTER,
    ORDER_OWNER,
    ORDER_READER,
    AGENT,
    BASKET_AGENT,
    SYSTEM,
    PROFILE,
    CUSTOMER_TOKEN,
)
"""All of them."""
