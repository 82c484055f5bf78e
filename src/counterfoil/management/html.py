"""Pages for browsers: what is put into them is text, and shown as such whatever it says."""

import html

SAFE_HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
"""A page runs no script and loads nothing: what clients and hooks have said stands in it."""
_STYLE = """
:root { color-scheme: light dark; --line: #8885; --weak: #777; --bad: #c62828; --good: #2e7d32; --bar: #5c8fd6 }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem }
h1 { font-size: 1.25rem; overflow-wrap: anywhere }
h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
nav { margin-bottom: 1rem }
nav a { margin-right: 1rem }
p, span { white-space: pre-wrap }
code, pre { font: 13px/1.4 ui-monospace, monospace }
pre { margin: .3rem 0; max-height: 30rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid var(--line); padding: .25rem .6rem .25rem 0; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere }
td.number { text-align: right }
td.number, td.time { white-space: nowrap }
section { border-top: 1px solid var(--line); padding: .6rem 0 }
section section { margin-left: 1rem }
details { margin: .3rem 0 0 1rem }
summary { cursor: pointer; overflow-wrap: anywhere }
ul { margin: .3rem 0; padding-left: 1.2rem }
.weak { color: var(--weak) }
.bad { color: var(--bad) }
.good { color: var(--good) }
.bar { background: var(--line); height: 4px; margin: .3rem 0 }
.bar i { background: var(--bar); display: block; height: 4px; min-width: 2px }
"""


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Part = str | Markup


def tag(name: str, *parts: Part, **attributes: str) -> Markup:
    """Make an element; parts that are no markup, and attributes, are escaped. ``class_`` is the attribute class."""
    written = "".join(f' {key.rstrip("_")}="{html.escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>{joined(*parts)}</{name}>")


def joined(*parts: Part) -> Markup:
    """Put parts behind each other."""
    return Markup("".join(part if isinstance(part, Markup) else html.escape(part) for part in parts))


def page(title: str, *parts: Part) -> str:
    """Make a whole page."""
    links = (
        tag("a", name, href=path) for name, path in (("pages", "/"), ("traces", "/traces"), ("notices", "/notices"))
    )
    head = joined(
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width">'),
        tag("title", f"{title} - Counterfoil"),
        Markup(f"<style>{_STYLE}</style>"),
    )
    body = tag("body", tag("nav", *links), tag("h1", title), *parts)
    return f'<!doctype html><html lang="en"><head>{head}</head>{body}</html>'
