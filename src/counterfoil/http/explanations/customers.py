"""Explanations of faults of customers: what the customer list asks of passwords, and what the customer himself has."""

from counterfoil.commerce.passwords import LEAST_LENGTH
from counterfoil.http.explanations.asked import Asked, Explain
from counterfoil.http.explanations.near import choices


def _password(asked: Asked) -> str:
    """Tell the rules of the customer list; nothing about the password that was sent."""
    rules = asked.site.customer_list_settings
    least = LEAST_LENGTH if rules.min_password_length is None else rules.min_password_length
    parts = [f"at least {max(1, least)} characters"]
    parts += [f"{rules.min_password_special_chars} special ones"] if rules.min_password_special_chars else []
    parts += ["a letter"] if rules.force_password_contains_alpha else []
    parts += ["a digit"] if rules.force_password_contains_numeric else []
    parts += ["small and capital letters"] if rules.force_password_mixed_case else []
    return f"The customer list asks for {', '.join(parts)}."


def _own(argument: str, what: str) -> Explain:
    """Explain by what the customer has; the fault brings it along once the caller has proved to be the customer."""

    def explain(asked: Asked) -> str:
        known = asked.argument("_known")
        if known is None:
            return ""
        return choices(asked.text(argument), known, what) if known else f"There are no {what}."

    return explain


EXPLANATIONS: dict[str, Explain] = {
    "INVALID_PASSWORD": _password,
    "CUSTOMER_ADDRESS_NOT_FOUND": _own("address_name", "addresses"),
    "CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND": _own("customer_payment_instrument_id", "payment instruments"),
}
