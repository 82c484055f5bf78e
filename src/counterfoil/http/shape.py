"""What a request says of the form of its answer beside the format. Follows section 9 of the platform reference."""

from counterfoil.documents.selection import Selection, selection
from counterfoil.http.request import Request


def read_selection(request: Request) -> Selection | None:
    """Return what the parameter select keeps of the answer, None for everything; fault MALFORMED_SELECTOR."""
    text = request.query.get("select")
    return selection(text) if text else None
