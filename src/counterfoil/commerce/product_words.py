"""How texts are taken apart into words that a search finds: without case, accents and punctuation."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"<[^>]{0,200}>")
LONGEST_TEXT = 4000
"""Characters of a text that are read; what follows is not found."""


def words_of(*texts: str) -> list[str]:
    """Return the words of some texts, markup left out."""
    text = " ".join([text[:LONGEST_TEXT] for text in texts])
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    if not text.isascii():
        text = "".join([letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)])
    return _WORD.findall(text.casefold())
