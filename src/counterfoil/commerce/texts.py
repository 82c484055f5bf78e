"""Which of several localised texts a locale gets.

Follows the common types of the site archive reference: archives write ``de-DE``, the API ``de_DE``.
"""

from functools import lru_cache

from counterfoil.documents.record import Texts

DEFAULT = "x-default"


def localised(texts: Texts, locale: str) -> str | None:
    """Return the text for a locale, else for its language, else the default one."""
    if not texts:
        return None
    for tag in _tags(locale):
        found = texts.get(tag)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=256)
def _tags(locale: str) -> tuple[str, ...]:
    """Return the keys of the texts that a locale gets, the best first."""
    tag = locale.replace("_", "-")
    return tuple(dict.fromkeys((tag, tag.partition("-")[0], DEFAULT)))
