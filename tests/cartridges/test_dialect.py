"""The script dialect of the platform, as it is handed to the engine."""

import re

import pytest
from tests.cartridges.folders import SITE

from counterfoil.cartridges.dialect import Script, translate

pytestmark = pytest.mark.fast


def told(source: str) -> Script:
    """The translation, which keeps the number of lines and has nothing left to translate."""
    script = translate(source, "int_x/cartridge/a.js")
    assert script.text.count("\n") == source.count("\n")
    assert translate(script.text, "int_x/cartridge/a.js").text == script.text
    return script


def compact(text: str) -> str:
    """A text without the spaces that stand where something was taken away."""
    return re.sub(r" +", " ", text).replace(" ,", ",").replace(" )", ")").replace(" ;", ";")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("for each (var x in e) f(x);", "for (var x of __each(e)) f(x);"),
        ("for each(x in a.b(1)) { f(x) }", "for (x of __each(a.b(1))) { f(x) }"),
        ("for each (var x : Product in p.items) f(x);", "for (var x of __each(p.items)) f(x);"),
        ("for each (let [k, v] in pairs) f(k);", "for (let [k, v] of __each(pairs)) f(k);"),
        ("for each (const x in a, b);", "for (const x of __each((a, b)));"),
        ("for each (o['in'] in e);", "for (o['in'] of __each(e));"),
        ("for /* all */ each (var x in (a in b));", "for /* all */ (var x of __each((a in b)));"),
    ],
)
def test_loops_over_values(source: str, text: str):
    script = told(source)
    assert compact(script.text) == text
    assert "for each" in script.uses


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("var a : String;", "var a;"),
        ("var a:dw.util.Collection<Foo> = b, c : Number = 1;", "var a = b, c = 1;"),
        ("var a = 1, b : String;", "var a = 1, b;"),
        ("var a = b ? c : d, e : F = 1;", "var a = b ? c : d, e = 1;"),
        ("var a = function b(c) { d }, e : F;", "var a = function b(c) { d }, e;"),
        ("var a = function b() : D\n{ c }, e : F;", "var a = function b() \n{ c }, e;"),
        ("var a = class B extends C\n{ d() {} }, e : F;", "var a = class B extends C\n{ d() {} }, e;"),
        (
            "var a = async function b() {}, c = async (d) => d, e : F;",
            "var a = async function b() {}, c = async (d) => d, e;",
        ),
        ("var m : Map<String, List<Foo>>= x;", "var m = x;"),
        ("var m : Vector.<Foo> = x, n : Foo[] = y, o : * = z, p:*=1;", "var m = x, n = y, o = z, p =1;"),
        ("let a : A = {b: c, d: e}\nconst f : F = 1", "let a = {b: c, d: e}\nconst f = 1"),
        ("function f(a : A, b, c : C<D>) : Boolean { return a; }", "function f(a, b, c) { return a; }"),
        ("function f(a, b : B = g(1, 2), ...c : C) {}", "function f(a, b = g(1, 2), ...c) {}"),
        ("x = function (a : A) : void {};", "x = function (a) {};"),
        ("x = (a : A) => a;", "x = (a) => a;"),
        ("x = { f(a : A) { return a; } };", "x = { f(a) { return a; } };"),
        ("try { a } catch (e : Error) { b }", "try { a } catch (e) { b }"),
        ("for (var i : Number = 0, n = 2; i < n; i++);", "for (var i = 0, n = 2; i < n; i++);"),
        ("for (var k : String in o);", "for (var k in o);"),
        ("var a /* what */ : A /* is */ = 1;", "var a /* what */ /* is */ = 1;"),
        ("function f(\n\ta : A,\n\tb : Map<\n\tB>\n) {}", "function f(\n\ta,\n\tb \n \n) {}"),
    ],
)
def test_type_annotations(source: str, text: str):
    script = told(source)
    assert compact(script.text) == text
    assert script.uses == {"type annotations"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("try {a} catch (e if e.x) {b}", "try {a} catch (e) {if ( e.x) {b} else throw e;}"),
        (
            "try {a} catch (e if e.x) {b} catch (f) {c}",
            "try {a} catch (e) {if ( e.x) {b} else try {throw e;} catch (f) {c}}",
        ),
        (
            "try {a}\ncatch (e : E if e.x)\n{b}\ncatch (f if g(f)) {c}\nfinally {d}",
            "try {a}\ncatch (e) {if ( e.x)\n{b} else try {throw e;}\n"
            "catch (f) {if ( g(f)) {c} else throw f;}}\nfinally {d}",
        ),
    ],
)
def test_catch_with_conditions(source: str, text: str):
    script = told(source)
    assert compact(script.text) == text
    assert "conditional catch" in script.uses


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("var f = function (x) x * 2;", "var f = function (x) {return x * 2};"),
        ("function f(x) x\nf(1)", "function f(x) {return x}\nf(1)"),
        ("a.map(function (x) x.id).length", "a.map(function (x) {return x.id}).length"),
        ("f = function (x) function (y) x + y, 1", "f = function (x) {return function (y) {return x + y}}, 1"),
        ("o = {f: function () a ? b : c, g: 1}", "o = {f: function () {return a ? b : c}, g: 1}"),
        ("q = a ? function () b : c", "q = a ? function () {return b} : c"),
        ("f = function (x) /a/.test(x)", "f = function (x) {return /a/.test(x)}"),
        ("f = function (x)\n  x\n    + 1\ng()", "f = function (x)\n {return x\n + 1}\ng()"),
        ("`${a.filter(function (x) x > 1)}`", "`${a.filter(function (x) {return x > 1})}`"),
    ],
)
def test_functions_whose_body_is_an_expression(source: str, text: str):
    script = told(source)
    assert compact(script.text) == text
    assert script.uses == {"expression closures"}


def test_imported_classes_and_packages_become_declarations_of_the_names_in_use():
    source = """importPackage( dw.system );
importPackage(dw.util)
importClass(dw.order.Order);
function f(a, Given) { return new ArrayList(Status.OK, Order.X, Math.min(1, Given), PIPELET_NEXT, a.Other); }
var Own = {Key: JSON};
"""
    lines = told(source).text.split("\n")
    assert lines[0] == (
        'var ArrayList = __imported("ArrayList", "dw.system", "dw.util"), '
        'Status = __imported("Status", "dw.system", "dw.util");'
    )
    assert lines[1:3] == ["void 0", "var Order = dw.order.Order;"]
    assert lines[3:] == source.split("\n")[3:]


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("\nf = function () { return <a b='1'>{c}<d/>\n</a>; }", 2, "write the literal as a text"),
        ("f(<></>)", 1, "write the literal as a text"),
        ("function f() { return x.@id; }", 1, "instead of .@id"),
        ("var a = x..name", 1, "instead of ..name"),
        ("var a = x.(@id == 3).name", 1, "instead of .("),
        ("var a = soap::Body", 1, "instead of ::Body"),
        ("default xml namespace = 'a'", 1, "a default namespace"),
        ("var a = new XML('<a/>')", 1, "instead of XML"),
        ("var a = XMLList(b)", 1, "instead of XMLList"),
        ("var a = [x * 2 for (x in y) if (x)]", 1, "use map and filter"),
        ("var a = f(x for each (x in y))", 1, "use map and filter"),
    ],
)
def test_what_cannot_be_translated_is_said_with_place_and_advice(source: str, line: int, said: str):
    script = told(source)
    assert len(script.problems) == 1
    assert script.problems[0].line == line
    assert said in script.problems[0].message
    assert f"int_x/cartridge/a.js:{line}: {script.problems[0].message}" in script.text


@pytest.mark.parametrize(
    "source",
    [
        "a ? b : c, d ? e : f",
        "switch (a) { case b: c; default: d }",
        "var o = { each: 1, in: 2, var: 3, catch: 4, import: 5, XML: 6 }, p = o.each",
        "for (var x of each(y)) each(x);",
        "label: for (;;) { break label; }",
        "var s = 'for each (x in y)' + \"var a : B\" + `catch (e if e) ${`function (x) x`}`;",
        "// for each (x in y)\n/* var a : B */ /for each (x in y) : [/]/.test(a / b / c)",
        "if (a) /function (x) x/.test(b); else a = {} / 2",
        "x = a\n/b/g\n.c; y = function () {} / 1; z = (a) / b; w = a++ / b",
        "class A { static async *b(c) { yield* c; } get d() { return 1; } #e = 1; }",
        "function* f() { const a = yield b; for await (const c of d) e; }",
        "importPackage.x(a.b); a.importPackage(b)",
        "<!-- for each (x in y)\n--> var a : B\na",
        "f(...x); f(a, ...b); x = [...y]; x = 1..toString()",
        "let [a, b = 1] = c, {d: {e}, f = 2} = g",
        "x = a < b || c > d; x = a <b> c",
        "var r = /[<]a>/; async function f() { for (;;) await x; }",
        "try { a } catch { b }\ntry { a } catch ({message}) { b } finally { c }",
        "a = function f(b) { return b }\n(1)",
        "0777; x = a ? (b) : c => d; y = a ? b : {c: d}",
        "if (a) { } /re/.test(b)",
        "if (x) function f() { }\nvar a = b",
    ],
)
def test_what_only_looks_like_the_dialect_is_left_alone(source: str):
    assert told(source) == Script(source, frozenset(), ())


def test_a_script_whose_brackets_do_not_match_is_left_to_the_engine():
    source = "for each (var x in y) { f(x) "
    assert told(source) == Script(source, frozenset(), ())


def test_a_script_in_the_old_style_is_translated_whole():
    source = (SITE / "cartridges/int_alpha/cartridge/scripts/legacy/authorize.ds").read_text(encoding="utf-8")
    script = told(source)
    assert script.uses == {"importPackage", "type annotations", "for each", "conditional catch", "E4X"}
    assert [problem.line for problem in script.problems] == [27]


def test_the_type_of_a_variable_is_no_name_that_a_package_is_searched_for():
    source = "importPackage(dw.util); var a : Collection = new ArrayList();"
    assert told(source).text.startswith('var ArrayList = __imported("ArrayList", "dw.util"); var a')


def test_a_name_that_a_script_declares_is_not_imported_as_well():
    source = """importPackage(dw.util); const { HashMap, List: [ArrayList] } = a, Calendar = 1; function Bytes() {}
var b = [new HashMap(), ArrayList, Calendar, Bytes, Locale];"""
    assert told(source).text.startswith('var Locale = __imported("Locale", "dw.util"); const {')


def test_a_script_that_is_included_is_refused_with_advice():
    script = told('importScript("checkout/Utils.ds");\nvar a = 1;')
    assert [problem.line for problem in script.problems] == [1]
    assert "require it here" in script.problems[0].message
    assert script.text.endswith(";\nvar a = 1;")


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("function f() { if (a) { yield b; } }", True),
        ("function* f() { if (a) { yield b; } }", False),
        ("o = { *f() { yield b; }, async *[g]() { yield 'c'; } }", False),
        ("o = { f() { yield 'c'; } }", True),
        ("var yield = 1; yield\na", False),
    ],
)
def test_a_generator_needs_its_asterisk(source: str, refused: bool):
    assert bool(told(source).problems) is refused


def test_lines_of_every_kind_keep_their_ends():
    source = "var a :\r\n Map<\r\n A> = 1;\r\nvar b = <a>\r\n</a>;\r\n"
    assert re.findall("\r?\n", told(source).text) == ["\r\n"] * 5


def test_a_long_line_of_slashes_is_no_trap_for_the_search():
    assert told("for " + "/" * 5000 + "\n" + "function " * 2000).text.startswith("for /")


@pytest.mark.parametrize("begin", ["function f()", "var x", "(a", "catch (e)"])
def test_comments_after_one_another_are_no_trap_for_the_search(begin: str):
    source = f"{begin} /* one *//** two **/ // three\n" + "/* more */ " * 60 + "+ 1;\n"
    assert told(source).text.startswith(begin)
