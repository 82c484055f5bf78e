"""Explanations of faults of limits: what the settings of the server say, which an emulator tells."""

from counterfoil.http.explanations.asked import Asked, Explain, NotKnownError


def _of(*names: str) -> Explain:
    """Explain by the values that settings have."""

    def explain(asked: Asked) -> str:
        server = asked.exchange.server
        if server is None or not server.settings.emulator:
            raise NotKnownError
        values = [f"{name} is {getattr(server.settings, name) or 'empty'}" for name in names]
        return f"Here {' and '.join(values)}."

    return explain


EXPLANATIONS: dict[str, Explain] = {
    "BASKET_QUOTA_EXCEEDED": _of("max_product_items"),
    "BATCH_ENTITY_TOO_LARGE": _of("max_body_bytes"),
    "CUSTOMER_BASKETS_QUOTA_EXCEEDED": _of("baskets_per_customer", "baskets_per_agent"),
    "EXPIRED_TOKEN": _of("customer_token_seconds", "agent_token_seconds", "client_token_seconds"),
    "HOOK_INTERNAL_SERVER_ERROR": _of("hook_seconds"),
    "INVALID_HOST_HEADER": _of("hosts"),
    "PAYMENT_INSTRUMENT_PERMANENTLY_MASKED": _of("payment_retention_days"),
    "REQUEST_ENTITY_TOO_LARGE": _of("max_body_bytes"),
    "TOO_MANY_REQUESTS": _of("token_failures_per_minute"),
}
