"""What no current engine can be given: XML in the language (E4X), comprehensions, generators without an asterisk.

Each is replaced by an expression that throws, so that the rest of the script can be loaded and used.
"""

from counterfoil.cartridges.dialect_edits import Edits
from counterfoil.cartridges.tokens import Tokens

E4X = "E4X"
COMPREHENSIONS = "array comprehensions"
INCLUDES = "importScript"
GENERATORS = "legacy generators"

NO_MARKUP = "XML as part of the language (E4X) is not available: {}"
LITERAL = NO_MARKUP.format("write the literal as a text, or build the document with dw.io.XMLStreamWriter")
ACCESS = NO_MARKUP.format("read the document with dw.io.XMLStreamReader instead of {}")
CLASS = NO_MARKUP.format("read a document with dw.io.XMLStreamReader instead of {}")
COMPREHENSION = "a comprehension is not available: use map and filter, or a loop"
INCLUDE = "importScript belongs to pipelets and is not available: export what is needed there, and require it here"
GENERATOR = "yield needs a function* around it; the older kind of generator is not available"


def refuse_the_impossible(tokens: Tokens, edits: Edits) -> None:
    """Replace what cannot be translated, each with an expression that throws its reason."""
    for index, text in enumerate(tokens.text):
        kind = tokens.kind[index]
        if kind == "markup":
            _put(tokens, edits, index, index, LITERAL, "{}")
        elif text in (".@", "..", "::") or (text == "." and tokens.at(index + 1) == "("):
            _access(tokens, edits, index)
        elif text in ("XML", "XMLList") and kind == "word":
            _class(tokens, edits, index)
        elif text == "default" and tokens.text[index + 1 : index + 4] == ["xml", "namespace", "="]:
            _put(tokens, edits, index, index + 3, CLASS.format("a default namespace"), "{}||")
        elif text == "for" and kind == "word":
            _comprehension(tokens, edits, index)
        elif text == "yield":
            _yield(tokens, edits, index)
        elif text == "importScript" and tokens.at(index + 1) == "(" and tokens.at(index - 1) not in (".", "function"):
            _put(tokens, edits, index, tokens.match[index + 1], INCLUDE, "{}", INCLUDES)


def _put(tokens: Tokens, edits: Edits, first: int, last: int, message: str, form: str, use: str = E4X) -> None:
    thrown = form.format(edits.refuse(first, message))
    edits.replace(tokens.start[first], tokens.end(last), thrown)
    edits.uses.add(use)


def _access(tokens: Tokens, edits: Edits, index: int) -> None:
    last = index + 1 + (tokens.at(index + 1) == "@")
    if last >= len(tokens) or not (tokens.kind[last] == "word" or tokens.text[last] in ("*", "(", "[")):
        return
    last = max(last, tokens.match[last])
    shown = "".join(tokens.text[index : index + 2])
    _put(tokens, edits, index, last, ACCESS.format(shown), "[{}]")


def _class(tokens: Tokens, edits: Edits, index: int) -> None:
    if tokens.is_name_of_member(index) or tokens.at(index - 1) in ("var", "let", "const", "function", "class"):
        return
    if tokens.at(index + 1) in ("(", "."):
        name = tokens.text[index]
        _put(tokens, edits, index, index, CLASS.format(name), f'(typeof {name} == "function" ? {name} : {{}})')


def _comprehension(tokens: Tokens, edits: Edits, index: int) -> None:
    """Refuse the loop that stands in brackets or parentheses, with all that is in them."""
    parent = tokens.parent[index]
    if parent < 0 or tokens.text[parent] not in ("[", "(") or tokens.is_name_of_member(index):
        return
    if tokens.at(index + 1) not in ("(", "each") or tokens.role[parent]:
        return
    _put(tokens, edits, parent + 1, tokens.match[parent] - 1, COMPREHENSION, "{}", COMPREHENSIONS)


def _yield(tokens: Tokens, edits: Edits, index: int) -> None:
    """Refuse the word where a value follows it in a function that is no generator; else it is a name like others."""
    follows = index + 1 < len(tokens) and tokens.kind[index + 1] in ("word", "number", "string")
    if not follows or tokens.breaks_before(index + 1) or tokens.is_name_of_member(index):
        return
    if tokens.text[index + 1] not in ("in", "of", "instanceof") and not _in_generator(tokens, index):
        _put(tokens, edits, index, index, GENERATOR, "{}||", GENERATORS)


def _in_generator(tokens: Tokens, index: int) -> bool:
    """Say whether the nearest function around a token has an asterisk."""
    brace = tokens.parent[index]
    while brace >= 0:
        opening = tokens.match[brace - 1] if tokens.text[brace] == "{" and tokens.at(brace - 1) == ")" else -1
        if opening >= 0 and tokens.role[opening] != "head":
            name = tokens.match[opening - 1] if tokens.at(opening - 1) == "]" else opening - 1
            return "*" in (tokens.at(name), tokens.at(name - 1))
        brace = tokens.parent[brace]
    return False
