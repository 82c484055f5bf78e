"""The images of a product: whole groups, filtered by view type and by the values of variation attributes."""

from counterfoil.commerce.products import variation_values
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import ProductImage, ProductImageGroup
from counterfoil.documents.product import Image, ImageGroup, VariationAttribute, VariationAttributeValue
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Call
from counterfoil.shop.product_wishes import Wishes


def image_link(call: Call, path: str) -> str:
    """Return the address of an image of the archive."""
    if "://" in path:
        return path
    return f"{call.base_url.partition('/dw/shop/')[0]}/images/{path.lstrip('/')}"


def image_document(call: Call, image: ProductImage, locale: str) -> Image:
    """Make the document of an image."""
    return Image(
        link=image_link(call, image.path), alt=localised(image.alt, locale), title=localised(image.title, locale)
    )


def image_groups(call: Call, view: ProductView, wishes: Wishes) -> list[ImageGroup]:
    """Make the documents of the image groups that are asked for."""
    return [
        ImageGroup(
            view_type=group.view_type,
            images=[image_document(call, image, wishes.locale) for image in group.images],
            variation_attributes=[
                VariationAttribute(id=name, values=[VariationAttributeValue(value=value)])
                for name, value in group.variation.items()
            ],
        )
        for group in _groups(view, wishes)
        if not wishes.view_types or group.view_type in wishes.view_types
    ]


def first_image(view: ProductView, view_type: str | None = None) -> ProductImage | None:
    """Return the image that stands for a product: the first of its view type, of its first group if none is named."""
    values = _values(view)
    for group in sorted(_own(view), key=lambda group: -len(group.variation)):
        if group.images and (view_type is None or group.view_type == view_type) and _fits(group, values):
            return group.images[0]
    return None


def _groups(view: ProductView, wishes: Wishes) -> list[ProductImageGroup]:
    """Return all groups, those of the values asked for, or of each view type the one that fits the product best."""
    groups = _own(view)
    if wishes.variation:
        return [group for group in groups if _named(group, wishes.variation)]
    if wishes.all_images:
        return groups
    values = _values(view)
    best: dict[str, ProductImageGroup] = {}
    for group in groups:
        known = best.get(group.view_type)
        if _fits(group, values) and (known is None or len(known.variation) < len(group.variation)):
            best[group.view_type] = group
    return list(best.values())


def _own(view: ProductView) -> list[ProductImageGroup]:
    return view.product.image_groups or (view.master.image_groups if view.master else [])


def _values(view: ProductView) -> dict[str, str]:
    return variation_values(view.master, view.product) if view.master else {}


def _fits(group: ProductImageGroup, values: dict[str, str]) -> bool:
    return all(values.get(name) == value for name, value in group.variation.items())


def _named(group: ProductImageGroup, wanted: tuple[str, ...]) -> bool:
    """Say whether a group is for one of the values, each a value alone or ``attribute=value``."""
    return any(value in wanted or f"{name}={value}" in wanted for name, value in group.variation.items())
