"""Patterns of the metadata: what they say is what Python's engine says, and none takes longer than the text is long."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.examples import examples

from counterfoil.documents.patterns import LONGEST, NotUnderstoodError, Pattern

pytestmark = pytest.mark.fast

letters = st.sampled_from(["a", "b", "A", "1", " ", ".", r"\d", r"\s", r"\w", r"\D", "[ab]", "[^a]", "[a-c1]", r"\."])
pieces = st.recursive(
    letters,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "{2}", "{1,3}", "{0,2}"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        st.tuples(inner, st.sampled_from(["*", "+", "*?", "+?", "{2,}"])).map(lambda pair: f"({pair[0]}){pair[1]}"),
        inner.map(lambda text: f"^{text}$"),
    ),
    max_leaves=6,
)
patterns = st.tuples(st.sampled_from(["", "(?i)", "(?=.*a)", "^(?!b)", "^(?=.*1)(?!.* )"]), pieces).map("".join)


@settings(max_examples=examples(400), deadline=None, suppress_health_check=list(HealthCheck))
@given(patterns, st.lists(st.text("abA1 c.", max_size=7), min_size=1, max_size=6))
@example("(a|b|)*", ["", "abba", "abc"])
@example("(a*)*", ["", "aaa", "b"])
@example("a{0}", ["", "a"])
def test_a_pattern_says_what_the_standard_library_says(pattern: str, texts: list[str]) -> None:
    ours, theirs = Pattern(pattern), re.compile(pattern)
    for text in texts:
        assert ours.matches(text) == (theirs.fullmatch(text) is not None), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "taken", "refused"),
    [
        (r"^[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}$", "A@EXAMPLE.COM", "a@EXAMPLE.COM"),
        (r"(?i)^[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}$", "a@Example.com", "a@Example"),
        (r"^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?!.*\s).{8,}$", "Passw0rd", "Passw0r "),
        (r"(?:\+\d{1,3} )?\d{3}-\d{4}", "+49 555-0142", "+49555-0142"),
        (r"[^<>]*", "a\nb", "a<b"),
        (".*", "a", "a\nb"),
        (r"(?s).*", "a\nb", None),
        (r"[\w\-äöü]+", "Größe-ä", "a b"),
        (r"\d{4}(-\d{2}){2}", "2026-06-15", "2026-06"),
    ],
)
def test_patterns_as_shops_have_them(pattern: str, taken: str, refused: str | None) -> None:
    assert Pattern(pattern).matches(taken)
    assert refused is None or not Pattern(pattern).matches(refused)


@pytest.mark.parametrize("pattern", [r"(\w+\s?)*", r"(a|a)*", r"(a*)*b", r"(a+)+$", r"(.*)*,(.*)*", r"(a|aa)+!"])
def test_no_pattern_is_tried_for_long(pattern: str) -> None:
    """The standard library would try these for longer than anybody lives; a step for each character is enough."""
    found = Pattern(pattern)
    assert not found.matches("a" * (LONGEST - 1) + "\0")
    assert not found.matches("a" * (LONGEST + 1))


@pytest.mark.parametrize(
    "pattern", [r"(a)\1", r"(?<=a)b", r"a(?=b)b", r"\bword\b", "(?<broken", "[", "a{3000}", "(a{50}){50}", "(?m)^a$"]
)
def test_what_is_not_understood_is_said(pattern: str) -> None:
    with pytest.raises(NotUnderstoodError):
        Pattern(pattern)
