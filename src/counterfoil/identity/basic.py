"""Basic credentials as clients write them: padding may be missing, a line end may have slipped in."""

import base64


def decode_basic(encoded: str) -> str:
    """Return the text of Basic credentials without a trailing line end; ValueError if it is not base64 of UTF-8."""
    encoded = encoded.strip().rstrip("=")
    padded = encoded + "=" * (-len(encoded) % 4)
    return base64.b64decode(padded, validate=True).decode("utf-8").rstrip("\r\n")
