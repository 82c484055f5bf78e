"""Categories of a site's catalog. Follows the published Category document of the Shop API."""

from typing import Annotated

from counterfoil.documents.properties import CustomDocument, Document, prop


class PathRecord(Document):
    id: str | None = None
    name: str | None = None


class Category(CustomDocument):
    categories: list["Category"] | None = None
    description: str | None = None
    id: str | None = None
    image: str | None = None
    name: str | None = None
    page_description: str | None = None
    page_keywords: str | None = None
    page_title: str | None = None
    parent_category_id: str | None = None
    parent_category_tree: Annotated[list[PathRecord] | None, prop(since="20.8")] = None
    thumbnail: str | None = None


class CategoryResult(Document):
    count: int | None = None
    data: list[Category] | None = None
    total: int | None = None
