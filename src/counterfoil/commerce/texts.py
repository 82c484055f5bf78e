"""Which of several localised texts a locale gets.

Follows the common types of the site archive reference: archives write ``de-DE``, the API ``de_DE``.
"""

from counterfoil.documents.record import Texts

DEFAULT = "x-default"


def localised(texts: Texts, locale: str) -> str | None:
    """Return the text for a locale, else for its language, else the default one."""
    if not texts:
        return None
    tag = locale.replace("_", "-")
    found = texts.get(tag)
    if found is None:
        found = texts.get(tag.partition("-")[0])
    return texts.get(DEFAULT) if found is None else found
