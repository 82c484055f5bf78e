"""counterfoil gift-certificate: certificates are listed without their codes, and get another code."""

import re
from pathlib import Path

from tests.api import V23, Api
from tests.cli.test_commands import say
from tests.http.gift_certificates import CODE, load_certificates


def test_certificates_are_listed_and_get_another_code(demo_store: str, tmp_path: Path) -> None:
    api = Api(demo_store)
    load_certificates(api, tmp_path)
    listed = say("gift-certificate", "list", "RefArch", "--store", demo_store)
    assert re.search(r"00000001 \S+ 50 50 USD issued yes", listed)
    assert CODE not in listed

    told = say("gift-certificate", "recode", "RefArch", "00000001", "--store", demo_store)
    code = told.split()[1]
    agent = api.agent_token()
    found = api.post(f"{V23}/gift_certificate", {"gift_certificate_code": code}, token=agent)
    lost = api.post(f"{V23}/gift_certificate", {"gift_certificate_code": CODE}, token=agent)
    api.close()
    assert (found.json["merchant_id"], lost.status) == ("00000001", 404)

    missing = say("gift-certificate", "recode", "RefArch", "none", "--store", demo_store, status=2)
    assert "RefArch has no gift certificate none" in missing
