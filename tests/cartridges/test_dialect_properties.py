"""What holds of every script: ordinary ones come out as they went in, the dialect comes out as ordinary ones."""

from functools import cache
from pathlib import Path

import pytest
import quickjs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.nodejs import PACKAGES

from counterfoil.cartridges.dialect import translate, translate_thoroughly

pytestmark = pytest.mark.fast

NAMES = st.sampled_from(["a", "order", "each", "of", "$b", "get", "naïve", "in_", "type"])
TYPES = st.sampled_from(
    ["String", "dw.order.Order", "Collection<Foo>", "Map<String, List<Foo>>", "Foo[]", "*", "Vector.<A>"]
)
GAPS = st.sampled_from([" ", "\n", "  /* for each (x in y) : T */ ", " // var a : T\n"])
PIECES = """for each ( ) { } [ ] var let const x y : String < > Map >> >= = , ; function f catch try finally if ( e )
    yield * => . .. .@ :: ? a b / /re/ ` ${ } 'str' // importPackage(dw.x) XML new <a> </a> <b/> class get in of return
    1 default xml namespace importScript -- --> <!-- \\ " 0777 #p async await ?. ?? ++""".split()


@cache
def plain_scripts() -> tuple[Path, ...]:
    """Scripts of other people, of all ages and sizes."""
    return tuple(sorted(file for file in PACKAGES.rglob("*.js") if file.is_file() and file.stat().st_size < 100_000))


@given(st.data())
@settings(max_examples=examples(120), deadline=None)
def test_ordinary_scripts_come_out_as_they_went_in(data: st.DataObject):
    if not plain_scripts():
        pytest.skip("needs the npm packages of tests/node (make develop installs them)")
    file = data.draw(st.sampled_from(plain_scripts()))
    source = file.read_text(encoding="utf-8", errors="replace")
    script = translate_thoroughly(source, file.name)
    assert script.text == source
    assert (script.uses, script.problems) == (frozenset(), ())


@st.composite
def typed(draw: st.DrawFn) -> tuple[str, str]:
    """A name with a type, and without."""
    name, gap = draw(NAMES), draw(GAPS)
    if not draw(st.booleans()):
        return name, name
    kind = draw(TYPES)
    return f"{name}{gap}: {kind}", name


@st.composite
def expressions(draw: st.DrawFn, depth: int = 2) -> tuple[str, str]:
    """An expression in the dialect, and the ordinary one it means."""
    if depth == 0:
        plain = draw(
            st.sampled_from(["1", "a", "'s : T'", "/a : [/]/g", "{ each: 1 }.each", "`t${a}`", "(a / b)", "[]"])
        )
        return plain, plain
    shape = draw(st.sampled_from(["plain", "closure", "call", "ternary", "object", "function"]))
    (one, plain), (two, other) = draw(expressions(depth - 1)), draw(expressions(depth - 1))
    if shape == "closure":
        name, bare = draw(typed())
        return f"function ({name}) ({one})", f"function ({bare}) {{return ({plain})}}"
    if shape == "call":
        return f"f({one}, {two})", f"f({plain}, {other})"
    if shape == "ternary":
        return f"(a ? {one} : {two})", f"(a ? {plain} : {other})"
    if shape == "object":
        return f"{{ a: {one}, b: [{two}] }}", f"{{ a: {plain}, b: [{other}] }}"
    if shape == "function":
        name, bare = draw(typed())
        return f"function f({name}) : Boolean {{ return {one}; }}", f"function f({bare}) {{ return {plain}; }}"
    return one, plain


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, str]:
    """A statement in the dialect, and the ordinary one it means."""
    (name, bare), (one, plain) = draw(typed()), draw(expressions())
    shape = draw(st.sampled_from(["var", "each", "catch", "catches", "function"]))
    if shape == "var":
        return f"var {name} = {one}, b : B;", f"var {bare} = {plain}, b;"
    if shape == "each":
        return f"for each (var {name} in {one}) g();", f"for (var {bare} of __each({plain})) g();"
    if shape == "catch":
        told = f"try {{ g(); }} catch (e if {one}) {{ h(); }}"
        return told, f"try {{ g(); }} catch (e) {{if ({plain}) {{ h(); }} else throw e;}}"
    if shape == "catches":
        told = f"try {{ g(); }} catch (e if {one}) {{ h(); }} catch ({name}) {{ }}"
        return told, f"try {{ g(); }} catch (e) {{if ({plain}) {{ h(); }} else try {{throw e;}} catch ({bare}) {{ }}}}"
    return f"function f({name}, b : C = {one}) : D {{ }}", f"function f({bare}, b = {plain}) {{ }}"


def signs(source: str) -> str:
    """A script without its spaces, line ends and comments: these the gaps bring in."""
    for gap in ("/* for each (x in y) : T */", "// var a : T\n"):
        source = source.replace(gap, "")
    return "".join(source.split())


@given(st.lists(st.tuples(statements(), GAPS), min_size=1, max_size=6))
@settings(max_examples=examples(200), deadline=None)
def test_the_dialect_comes_out_as_the_ordinary_script_it_means(parts: list[tuple[tuple[str, str], str]]):
    source = "".join(told + gap for (told, _), gap in parts)
    plain = "".join(meant + gap for (_, meant), gap in parts)
    script = translate(source, "a.js")
    assert signs(script.text) == signs(plain)
    assert script.text.count("\n") == source.count("\n")
    assert script.problems == ()
    assert script == translate_thoroughly(source, "a.js")
    assert translate(script.text, "a.js").text == script.text
    quickjs.Context().eval(f"(function () {{\n{script.text}\n}})")


@given(st.lists(st.sampled_from([*PIECES, "\n"]) | st.text(max_size=3), max_size=40).map(" ".join))
@settings(max_examples=examples(400), deadline=None)
def test_whatever_a_file_holds_is_translated_or_left_and_keeps_its_lines(source: str):
    script = translate_thoroughly(source, "a.js")
    assert script.text.count("\n") == source.count("\n")
