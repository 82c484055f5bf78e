"""The resources of customers, following the resource reference."""

from counterfoil.documents.customer import AuthRequest, Customer
from counterfoil.http.route import Route, route
from counterfoil.shop import customer_auth, sessions

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/customers/auth",
        customer_auth.authenticate,
        "give a customer a token",
        request=AuthRequest,
        response=Customer,
        strict=True,
        token_optional=True,
        claimless=True,
        since="15.8",
    ),
    route("DELETE", "/customers/auth", customer_auth.end_token, "end a customer's token", claimless=True, since="15.8"),
    route(
        "POST",
        "/sessions",
        sessions.create_session,
        "turn a token into session cookies",
        claimless=True,
        since="15.8",
    ),
)
