"""Explanations of faults of custom attributes (c_*): what the metadata of the site declares."""

from counterfoil.documents.custom_types import OBJECTS, PREFIX
from counterfoil.documents.shop_data import AttributeDefinition
from counterfoil.http.explanations.asked import Asked, Explain, NotKnownError
from counterfoil.http.explanations.near import choices, listed, quoted

_EXAMPLES = {
    "boolean": "true",
    "int": "1",
    "double": "1.5",
    "date": '"2026-01-31"',
    "datetime": '"2026-01-31T12:00:00.000Z"',
    "email": '"ada@example.com"',
}


def declared(asked: Asked) -> str:
    """Say of the attribute meant what its values have to be."""
    definition = asked.argument("_definition")
    if not isinstance(definition, AttributeDefinition):
        raise NotKnownError
    kind = definition.type.removeprefix("set-of-").removeprefix("enum-of-")
    is_set = definition.type.startswith("set-of-") or definition.select_multiple
    facts = [f"is declared as {definition.type}", *_bounds(definition)]
    facts += ["may not be null"] if definition.mandatory else []
    example = "" if definition.values else _EXAMPLES.get(kind, '"text"')
    shown = f" such as {f'[{example}]' if is_set else example}" if example else ""
    return f"'{PREFIX}{definition.attribute_id}' {', '.join(facts)}{shown}."


async def nearest_attribute(asked: Asked) -> str:
    """Name the declared attributes of a document that are like an unknown one."""
    state, document = asked.exchange.state, asked.text("document")
    if state is None or document not in OBJECTS:
        raise NotKnownError
    known = (await state.custom_types()).get(OBJECTS[document], {})
    told = choices(asked.text("property"), known, f"custom attributes of {document}")
    return told or f"The metadata declares no such attribute of {OBJECTS[document]}."


def _bounds(definition: AttributeDefinition) -> list[str]:
    least, most = definition.min_value, definition.max_value
    facts = [f"is at least {least.normalize():f}"] if least is not None else []
    facts += [f"is at most {most.normalize():f}"] if most is not None else []
    facts += [f"has at least {definition.min_length} characters"] if definition.min_length else []
    facts += [f"has at most {definition.field_length} characters"] if definition.field_length else []
    facts += [f"matches {quoted(definition.regex)}"] if definition.regex else []
    facts += [f"is one of {listed(definition.values)}"] if definition.values else []
    return facts


EXPLANATIONS: dict[str, Explain] = {"INVALID_CUSTOM_PROPERTY": declared}
