"""The caller of a request: what is known of him once his credentials are checked."""

from enum import Enum

from msgspec import Struct

CREATE_ORDER_ON_BEHALF_OF = "Create_Order_On_Behalf_Of"
LOGIN_ON_BEHALF = "Login_On_Behalf"
LOGIN_AGENT = "Login_Agent"
SEARCH_ORDERS = "Search_Orders"
HANDLE_ORDERS = "Handle_Orders"
ADJUST_PERMISSIONS = {
    "product": "Adjust_Item_Price",
    "shipping": "Adjust_Shipping_Price",
    "order": "Adjust_Order_Price",
}
"""What manual price adjustments of each level ask for."""
PERMISSIONS = (
    CREATE_ORDER_ON_BEHALF_OF,
    LOGIN_ON_BEHALF,
    LOGIN_AGENT,
    SEARCH_ORDERS,
    HANDLE_ORDERS,
    *ADJUST_PERMISSIONS.values(),
)
"""Functional permissions of Business Manager users that this server knows."""
ON_BEHALF = frozenset({CREATE_ORDER_ON_BEHALF_OF, LOGIN_ON_BEHALF})
"""Either lets an agent have a token that acts on behalf of a customer."""


class Kind(Enum):
    """By what a caller is known."""

    CLIENT = "client"
    CUSTOMER = "customer"
    AGENT = "agent"
    CLIENT_GRANT = "client grant"


class Caller(Struct, frozen=True, kw_only=True):
    """A caller: a client alone, a customer, an agent, or a client with its own token."""

    kind: Kind = Kind.CLIENT
    client_id: str = ""
    customer_id: str = ""
    customer_no: str = ""
    registered: bool = False
    agent: str = ""
    """An agent himself, or the one who acts on behalf of a customer."""
    password_name: str = ""
    """Names the password a registered customer's token was given for."""
    permissions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    """Roles of an agent; they limit his price adjustments."""
    sites: frozenset[str] = frozenset()
    """Sites an agent may work on; empty means every site."""
    generation: str = ""
    """Names the secrets a client's or agent's token was given for, also one to act on behalf."""
    token_digest: bytes = b""
    expires: int = 0
    visit: str = ""
    """Names the visit that a customer's tokens and session belong to; scripts keep values for it."""

    @property
    def is_customer(self) -> bool:
        """Say whether a customer, guest or registered, is calling."""
        return self.kind is Kind.CUSTOMER

    @property
    def is_agent(self) -> bool:
        """Say whether an agent is calling."""
        return self.kind is Kind.AGENT

    def may(self, permission: str) -> bool:
        """Say whether an agent has a functional permission."""
        return permission in self.permissions
