"""Every document of the table of resources, in every version that has its resource: both formats hold all of it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.strategies import documents
from tests.examples import examples

from counterfoil.documents import json, xml
from counterfoil.documents.fault import fault_document
from counterfoil.documents.fields import type_name
from counterfoil.documents.parse import parse, parse_list
from counterfoil.documents.properties import Document, RenderContext
from counterfoil.documents.render import render
from counterfoil.faults import UNKNOWN_SITE
from counterfoil.http.routes import ROUTES
from counterfoil.versions import PUBLISHED, Version, covers

CONTEXT = RenderContext("https://example.com/dw/shop")
few = settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))


def versions_of(cls: type[Document]) -> list[Version]:
    """The versions that have a resource with the document."""
    rows = [row for row in ROUTES if cls in (row.request, row.response)]
    return [version for version in PUBLISHED if any(covers(version, row.since, row.until) for row in rows)]


CLASSES = sorted(
    {cls for row in ROUTES for cls in (row.request, row.response) if cls},
    key=lambda cls: (type_name(cls), cls.__module__),
)
ARRAYS = sorted({row.request for row in ROUTES if row.request and row.many}, key=type_name)


def written(document: Document, version: Version) -> dict[str, Any]:
    """The wire form, secrets included."""
    return render(document, version, CONTEXT, secrets=True)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}")
def test_xml_says_what_json_says(cls: type[Document]) -> None:
    @few
    @given(st.data())
    def check(data: st.DataObject) -> None:
        version = data.draw(st.sampled_from(versions_of(cls)))
        document = data.draw(documents(cls, version))
        plain = written(document, version)
        from_json = json.decode(json.encode(plain))
        body = xml.encode(plain, cls, version)
        from_xml = xml.decode(body, cls, version)
        assert from_json == plain
        assert parse(cls, from_xml, version, mandatory=False, read_only=True) == parse(
            cls, from_json, version, mandatory=False, read_only=True
        )
        assert xml.encode(from_xml, cls, version) == body, "what was read is written as it was"

    check()


@pytest.mark.parametrize("cls", ARRAYS, ids=lambda cls: cls.__name__)
def test_an_array_of_documents_survives_xml(cls: type[Document]) -> None:
    @few
    @given(st.data())
    def check(data: st.DataObject) -> None:
        version = data.draw(st.sampled_from(versions_of(cls)))
        plain = [written(document, version) for document in data.draw(st.lists(documents(cls, version), max_size=3))]
        read = xml.decode_list(xml.encode_list(plain, cls, version), cls, version)
        assert parse_list(cls, read, version, mandatory=False, read_only=True) == parse_list(
            cls, plain, version, mandatory=False, read_only=True
        )

    check()


@pytest.mark.parametrize("version", PUBLISHED[::6], ids=str)
def test_a_fault_is_a_fault_in_xml(version: Version) -> None:
    fault = fault_document(UNKNOWN_SITE(site_id="a<b"), version)
    body = xml.encode_fault(fault, version).decode()
    assert f"<type>{fault['fault']['type']}</type>" in body
    assert f"<_v>{version}</_v>" in body
