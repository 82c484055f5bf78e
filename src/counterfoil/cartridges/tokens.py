"""A script as tokens: which slash begins a regular expression, which brace an object, which bracket ends where.

The grammar is that of ECMAScript 2023, and beside it the literals and operators of E4X.
"""

import re
from bisect import bisect_right

# Groups are not repeated possessively: Pythons before 3.11.5 lose groups by it.
MASTER = re.compile(
    r"""
    (?P<space>[\s\ufeff]++)
  | (?P<comment>//[^\n\r\u2028\u2029]*+|/\*(?:[^*]|\*(?!/))*(?:\*/)?|<!--[^\n\r]*+|\A\#![^\n\r]*+)
  | (?P<word>\#?(?:[^\W\d]|[$]|\\u)(?:[\w$\u200c\u200d]|\\u(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{4}))*)
  | (?P<number>0[xX][\da-fA-F_]++n?|0[bBoO][\d_]++n?|(?:\d[\d_]*+(?:\.[\d_]*+)?|\.\d[\d_]*+)(?:[eE][+-]?\d[\d_]*+)?n?)
  | (?P<string>"(?:[^"\\\n\r]|\\(?:\r\n|.))*"|'(?:[^'\\\n\r]|\\(?:\r\n|.))*')
  | (?P<punctuator>>>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)
        |\+\+|--|\+=|-=|\*=|%=|&=|\|=|\^=|<<|>>|\*\*|::|\.\.|\.@|[{}()\[\];,<>+\-*%&|^!~?:=.@])
    """,
    re.VERBOSE | re.DOTALL,
)
REGEX = re.compile(r"/(?:[^/\\\[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+/[\w$]*+")
TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL)
MARKUP = re.compile(
    r"""(?P<open><(?:[\w:.-]+|\{[^{}]*\})?(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|\{[^{}]*\})|\s*\{[^{}]*\})*\s*(?P<empty>/?)>)
    |(?P<close></[^<>]*>)|(?P<other><!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|\{(?:[^{}]|\{[^{}]*\})*\}|[^<{]+)""",
    re.VERBOSE | re.DOTALL,
)
BODY = re.compile(r"(?:\s|//[^\n]*+|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*/)*[{:]")
LINE_END = re.compile(r"[\n\r\u2028\u2029]")
OPERATORS = frozenset(
    "if return typeof instanceof in new delete void throw case do else extends yield await default".split()
)
HEADS = frozenset({"if", "while", "for", "with", "switch", "catch"})
BEFORE_BLOCK = frozenset({"else", "do", "try", "finally", "catch", "static"})
OPENING, CLOSING = frozenset("([{"), {")": "(", "]": "[", "}": "{"}


class Tokens:
    """The tokens of a source that say something, each with its place, its partner and the bracket it stands in."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text: list[str] = []
        self.kind: list[str] = []
        """word, number, string, regex, template, markup or punctuator."""
        self.start: list[int] = []
        self.match: list[int] = []
        """The index of the other bracket; -1 where there is none."""
        self.parent: list[int] = []
        """The index of the bracket that is open around the token; -1 at the top."""
        self.role: list[str] = []
        """Of a brace: block, function, class, object. Of a parenthesis: head, parameters. Of a colon: ternary, key."""
        self.ends_operand: list[bool] = []
        self.lost = False
        """Something could not be read, so nothing should be concluded from the rest."""
        _Reader(self).read()
        self._lines = [found.start() for found in re.finditer("\n", source)]

    def __len__(self) -> int:
        return len(self.text)

    def at(self, index: int) -> str:
        """Give the text of a token that may lie outside."""
        return self.text[index] if 0 <= index < len(self.text) else ""

    def end(self, index: int) -> int:
        return self.start[index] + len(self.text[index])

    def line(self, index: int) -> int:
        return bisect_right(self._lines, self.start[index] - 1) + 1

    def breaks_before(self, index: int) -> bool:
        """Say whether a line ends between a token and the one before it."""
        return index > 0 and LINE_END.search(self.source, self.end(index - 1), self.start[index]) is not None

    def is_name_of_member(self, index: int) -> bool:
        """Say whether a word is a property's name and thus no keyword or variable."""
        return self.at(index - 1) in (".", "?.", ".@", "..", "::") or (
            self.at(index + 1) == ":" and self.role[index + 1] == "key" and self.at(index - 1) in ("{", ",")
        )

    def expression_end(self, index: int) -> int:
        """Give the index of the first token that no longer belongs to the assignment expression that begins here."""
        ternaries, at = 0, index
        while at < len(self.text):
            text = self.text[at]
            if at > index and self._begins_statement(at):
                return at
            if self.match[at] > at:
                at = self._after_bracket(at)
                continue
            if text in (";", ",") or text[0] in ")]}":
                return at
            if text == ":" and ternaries == 0:
                return at
            ternaries += (text == "?") - (text == ":")
            at += 1
        return at

    def _after_bracket(self, at: int) -> int:
        """Pass over what is in brackets, and over the type of a function's result."""
        after = self.match[at] + 1
        if self.role[at] == "parameters" and self.at(after) == ":":
            while self.at(after) not in ("{", ""):
                after += 1
        return after

    def _begins_statement(self, at: int) -> bool:
        """Say whether a semicolon has to be thought before this token: an operand that follows an operand."""
        if not self.ends_operand[at - 1]:
            return False
        kind, text = self.kind[at], self.text[at]
        if kind == "word":
            return text not in ("in", "instanceof", "of", "extends") and self.text[at - 1] != "async"
        if text == "{":
            return self.role[at] == "block"
        if text in ("++", "--"):
            return self.breaks_before(at)
        return kind in ("number", "string", "regex", "markup") or text in ("!", "~")


class _Level:
    """An open bracket."""

    __slots__ = ("awaits_class", "function", "index", "role", "ternaries")

    def __init__(self, index: int, role: str) -> None:
        self.index = index
        self.role = role
        self.ternaries = 0
        self.awaits_class = ""
        self.function = ""
        """What is to happen at the next brace: the body of a function statement, of an expression, or neither."""


class _Reader:
    """Fills the lists of tokens in one pass."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._source = tokens.source
        self._levels = [_Level(-1, "block")]
        self._operand = False
        """What was read last ends an operand, so that a slash divides."""

    def read(self) -> None:
        source, at, length = self._source, 0, len(self._source)
        match = MASTER.match
        while at < length:
            sign = source[at]
            found = match(source, at)
            if found is None:
                at = self._odd(at, sign)
            elif found.lastgroup in ("space", "comment"):
                at = found.end()
            elif sign == "-" and found[0] == "--" and self._ends_html_comment(at):
                at = self._line_end(at)
            elif sign == "<" and found[0] in ("<", "<=") and not self._operand and (end := self._markup_end(at)):
                at = self._add("markup", at, end, operand=True)
            elif found.lastgroup == "word":
                at = self._word(at, found[0])
            elif found.lastgroup == "punctuator":
                at = self._punctuator(at, found[0])
            else:
                at = self._add(found.lastgroup or "", at, found.end(), operand=True)
        if len(self._levels) > 1:
            self._tokens.lost = True

    def _add(self, kind: str, at: int, end: int, *, operand: bool, role: str = "") -> int:
        tokens = self._tokens
        tokens.text.append(self._source[at:end])
        tokens.kind.append(kind)
        tokens.start.append(at)
        tokens.match.append(-1)
        tokens.parent.append(self._levels[-1].index)
        tokens.role.append(role)
        tokens.ends_operand.append(operand)
        self._operand = operand
        return end

    def _odd(self, at: int, sign: str) -> int:
        """Read what no pattern can decide alone: a slash or a template."""
        if sign == "`":
            return self._template(at, at + 1)
        if sign == "/":
            found = None if self._operand else REGEX.match(self._source, at)
            if found:
                return self._add("regex", at, found.end(), operand=True)
            return self._add("punctuator", at, at + 1 + (self._source[at + 1 : at + 2] == "="), operand=False)
        self._tokens.lost = True
        return self._add("punctuator", at, at + 1, operand=False)

    def _template(self, at: int, text_at: int) -> int:
        """Read one part of a template up to its end or the next substitution."""
        found = TEMPLATE.match(self._source, text_at)
        if found is None:
            self._tokens.lost = True
            return self._add("template", at, len(self._source), operand=True)
        opens = found[1] == "${"
        if self._source[at] == "}":
            self._tokens.match[self._levels[-1].index] = len(self._tokens.text)
            self._levels.pop()
        end = self._add("template", at, found.end(), operand=not opens)
        if opens:
            self._levels.append(_Level(len(self._tokens.text) - 1, "template"))
        return end

    def _word(self, at: int, text: str) -> int:
        tokens, level = self._tokens, self._levels[-1]
        before = tokens.text[-1] if tokens.text else ""
        member = before in (".", "?.")
        operand = member or not (text in OPERATORS or text in ("function", "class"))
        if text == "class" and not member:
            level.awaits_class = "object" if self._in_expression() else "class"
        elif text == "of" and level.role == "head" and self._operand:
            operand = False
        role = ""
        if text == "function" and not member:
            role = "object" if self._in_expression() else "function"
        return self._add("word", at, at + len(text), operand=operand, role=role)

    def _in_expression(self) -> bool:
        """Say whether a function or class that begins here is an operand and not a statement."""
        tokens, last = self._tokens, len(self._tokens.text) - 1
        if last >= 0 and tokens.text[last] == "async":
            last -= 1
        if last < 0:
            return False
        text = tokens.text[last]
        if tokens.kind[last] == "word":
            return text in OPERATORS and text not in ("else", "do", "default")
        if text in (";", "}", "{", ")"):
            return text == "{" and tokens.role[last] in ("object", "template")
        return not (tokens.ends_operand[last] or (text == ":" and not tokens.role[last]))

    def _punctuator(self, at: int, text: str) -> int:
        level = self._levels[-1]
        if text in OPENING:
            return self._open(at, text)
        if text in CLOSING:
            return self._close(at, text)
        role, operand = "", False
        if text == "?":
            level.ternaries += 1
        elif text == ":":
            role = "ternary" if level.ternaries else "key" if level.role == "object" else ""
            level.ternaries = max(0, level.ternaries - 1)
        elif text == ";":
            level.ternaries, level.function = 0, ""
        elif text in ("++", "--"):
            operand = self._operand
        return self._add("punctuator", at, at + len(text), operand=operand, role=role)

    def _open(self, at: int, text: str) -> int:
        role = self._role_of_brace() if text == "{" else self._role_of_parenthesis() if text == "(" else ""
        end = self._add("punctuator", at, at + 1, operand=False, role=role)
        self._levels.append(_Level(len(self._tokens.text) - 1, role))
        return end

    def _role_of_parenthesis(self) -> str:
        tokens, last = self._tokens, len(self._tokens.text) - 1
        text = tokens.at(last)
        if text in HEADS and tokens.at(last - 1) not in (".", "?."):
            return "head"
        if text in ("each", "await") and tokens.at(last - 1) == "for":
            return "head"
        for back in (0, 1, 2):
            if tokens.at(last - back) == "function" and tokens.role[last - back]:
                expression = tokens.role[last - back] == "object"
                self._levels[-1].function = "expression" if expression else "statement"
                return "parameters"
        return ""

    def _role_of_brace(self) -> str:
        """Tell what a brace begins; the closing one then tells whether a slash after it divides."""
        tokens, level, last = self._tokens, self._levels[-1], len(self._tokens.text) - 1
        if level.function:
            role = "function expression" if level.function == "expression" else "function"
            level.function = ""
            return role
        text = tokens.at(last)
        if level.awaits_class and (self._operand or text == "class"):
            role, level.awaits_class = f"class {level.awaits_class}", ""
            return role
        if last < 0 or text in (";", "{", "}", ")", "]") or self._operand or text in BEFORE_BLOCK:
            return "block"
        if text == "=>":
            return "arrow"
        if text == ":":
            return "object" if tokens.role[last] else "block"
        return "object"

    def _close(self, at: int, text: str) -> int:
        tokens = self._tokens
        if len(self._levels) == 1:
            tokens.lost = True
            return self._add("punctuator", at, at + 1, operand=True)
        level = self._levels[-1]
        if level.role == "template" and text == "}":
            return self._template(at, at + 1)
        if level.role == "template" or tokens.text[level.index] != CLOSING[text]:
            tokens.lost = True
        self._levels.pop()
        operand = level.role not in ("block", "function", "class class", "head", "parameters")
        end = self._add("punctuator", at, at + 1, operand=operand, role=level.role)
        tokens.match[-1], tokens.match[level.index] = level.index, len(tokens.text) - 1
        if level.role == "arrow":
            self._operand = False
        if level.role == "parameters" and not BODY.match(self._source, end):
            self._levels[-1].function = ""
        return end

    def _markup_end(self, at: int) -> int:
        """Give the end of the XML literal that begins here, 0 where none does."""
        if self._tokens.text and self._tokens.text[-1] == ".":
            return 0
        depth = 0
        while found := MARKUP.match(self._source, at):
            if depth == 0 and found.lastgroup not in ("open", "empty"):
                return 0
            depth += (found["open"] is not None and not found["empty"]) - (found["close"] is not None)
            at = found.end()
            if depth == 0:
                return at
        return 0

    def _ends_html_comment(self, at: int) -> bool:
        """Say whether an arrow ``-->`` stands at the beginning of a line, where it is a comment."""
        if not self._source.startswith("-->", at):
            return False
        last = self._tokens.end(len(self._tokens.text) - 1) if self._tokens.text else 0
        return not self._tokens.text or "\n" in self._source[last:at]

    def _line_end(self, at: int) -> int:
        end = self._source.find("\n", at)
        return len(self._source) if end < 0 else end
