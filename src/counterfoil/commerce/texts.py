"""Which of several localised texts a locale gets.

Follows the common types of the site archive reference: archives write ``de-DE``, the API ``de_DE``.
"""

from collections.abc import Mapping
from functools import lru_cache

from counterfoil.documents.record import Texts

DEFAULT = "x-default"
_DEFAULT_LOCALE = "default"


class Tongue(str):
    """A locale that knows which others its texts fall back to."""

    __slots__ = ("tags",)
    tags: tuple[str, ...]
    """The keys of the texts it gets, the best first."""


def tongue_of(locale: str, fallbacks: Mapping[str, str | None]) -> Tongue:
    """Follow the fallbacks of a shop's locales; one that names none falls back to its language, and that to default."""
    chain = [locale]
    while chain[-1] != _DEFAULT_LOCALE:
        language = chain[-1].partition("_")[0]
        following = fallbacks.get(chain[-1]) or (language if language != chain[-1] else _DEFAULT_LOCALE)
        if following in chain:
            break
        chain.append(following)
    tongue = Tongue(locale)
    tongue.tags = (*(name.replace("_", "-") for name in chain if name != _DEFAULT_LOCALE), DEFAULT)
    return tongue


def localised(texts: Texts, locale: str) -> str | None:
    """Return the text for a locale, else for one it falls back to, else the default one."""
    if not texts:
        return None
    for tag in tags_of(locale):
        found = texts.get(tag)
        if found is not None:
            return found
    return None


def tags_of(locale: str) -> tuple[str, ...]:
    """Return the keys of the texts that a locale gets, the best first, the default one last."""
    return locale.tags if type(locale) is Tongue else _tags(locale)


@lru_cache(maxsize=256)
def _tags(locale: str) -> tuple[str, ...]:
    return tongue_of(locale, {}).tags
