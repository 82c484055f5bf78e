"""The gift certificate, and the request that asks for one by its code.

Follows the documents page of the Shop API reference.
"""

from typing import Annotated, ClassVar

from counterfoil.documents.properties import CustomDocument, Document, Money, prop

GIFT_CERTIFICATE_STATUSES = ("pending", "issued", "partially_redeemed", "redeemed")


class GiftCertificate(CustomDocument):
    amount: Money | None = None
    balance: Money | None = None
    description: str | None = None
    enabled: bool | None = None
    masked_gift_certificate_code: str | None = None
    merchant_id: str | None = None
    message: str | None = None
    recipient_email: str | None = None
    recipient_name: str | None = None
    sender_name: str | None = None
    status: Annotated[str | None, prop(enum=GIFT_CERTIFICATE_STATUSES)] = None

    currency: Annotated[str | None, prop(internal=True)] = None


class GiftCertificateRequest(Document):
    secret: ClassVar[frozenset[str]] = frozenset({"gift_certificate_code"})

    gift_certificate_code: Annotated[str | None, prop(max_length=256)] = None
