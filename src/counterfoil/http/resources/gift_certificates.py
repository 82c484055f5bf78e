"""The resources of gift certificates, bought and redeemed, following the resource reference."""

from counterfoil.documents.basket import Basket
from counterfoil.documents.gift_certificate import GiftCertificate, GiftCertificateRequest
from counterfoil.documents.items import GiftCertificateItem
from counterfoil.http.access import OWNER, SHOPPER
from counterfoil.http.route import Route, route
from counterfoil.shop import gift_certificate_items, gift_certificates

_ITEM = "/baskets/{basket_id}/gift_certificate_items/{gift_certificate_item_id}"

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/baskets/{basket_id}/gift_certificate_items",
        gift_certificate_items.add_gift_certificate_item,
        "put a gift certificate into a basket",
        access=OWNER,
        request=GiftCertificateItem,
        response=Basket,
        since="15.8",
    ),
    route(
        "PATCH",
        _ITEM,
        gift_certificate_items.patch_gift_certificate_item,
        "change a gift certificate in a basket",
        access=OWNER,
        request=GiftCertificateItem,
        response=Basket,
        since="18.1",
    ),
    route(
        "DELETE",
        _ITEM,
        gift_certificate_items.delete_gift_certificate_item,
        "take a gift certificate out of a basket",
        access=OWNER,
        response=Basket,
        since="18.1",
    ),
    route(
        "POST",
        "/gift_certificate",
        gift_certificates.find_gift_certificate,
        "read a gift certificate by its code",
        access=SHOPPER,
        request=GiftCertificateRequest,
        response=GiftCertificate,
        since="15.8",
    ),
)
