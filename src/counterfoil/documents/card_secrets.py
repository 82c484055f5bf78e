"""The cards that the request at work has sent: what of them may be kept, answered and logged nowhere."""

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from typing import NamedTuple

from counterfoil.documents.customer import CustomerPaymentInstrumentRequest
from counterfoil.documents.payment import BasketPaymentInstrumentRequest, OrderPaymentInstrumentRequest
from counterfoil.documents.properties import Document

_CARRIERS = (OrderPaymentInstrumentRequest, BasketPaymentInstrumentRequest, CustomerPaymentInstrumentRequest)
_GROUP = 4
_FEWEST = 12
"""Digits of a card number; what is shorter is none, and would be found anywhere."""


class CardSecrets(NamedTuple):
    """The secrets of the cards of a request."""

    numbers: tuple[str, ...] = ()
    """Each in the forms in which it may be written."""
    codes: tuple[str, ...] = ()

    def number_stands_in(self, text: str) -> bool:
        """Say whether a text has a whole number in it."""
        return any(number in text for number in self.numbers)

    @property
    def all(self) -> Sequence[str]:
        """Return everything that a line of a log may not have."""
        return (*self.numbers, *self.codes)


NO_CARDS = CardSecrets()
at_work: ContextVar[CardSecrets] = ContextVar("card_secrets_at_work", default=NO_CARDS)


def note_cards(documents: Iterable[Document]) -> None:
    """Remember the cards of a request while it is at work, and forget those of the one before."""
    found = _cards_in(documents)
    if found is not NO_CARDS or at_work.get() is not NO_CARDS:
        at_work.set(found)


def _cards_in(documents: Iterable[Document]) -> CardSecrets:
    numbers: list[str] = []
    codes: list[str] = []
    for document in documents:
        card = document.payment_card if isinstance(document, _CARRIERS) else None
        if card is not None and card.number:
            numbers += _forms(card.number)
        code = getattr(card, "security_code", None)
        if code:
            codes.append(code)
    return CardSecrets(tuple(numbers), tuple(codes)) if numbers or codes else NO_CARDS


def _forms(number: str) -> list[str]:
    plain = "".join(number.replace("-", "").split())
    if len(plain) < _FEWEST:
        return []
    groups = [plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP)]
    return list(dict.fromkeys((plain, number, " ".join(groups), "-".join(groups))))
