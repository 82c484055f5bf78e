"""What the README and the demo print to be pasted does what they say."""

import re
import shutil

import pytest
from tests.clients.started import Started, read_order
from tests.clients.test_examples import order_no_in, run
from tests.project import PROJECT

from counterfoil.demo.commands import curl_lines


def paste(lines: str) -> str:
    """Run lines in a shell and return what they print; skip the test where there is no curl."""
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    done = run("sh", "-ec", lines)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_session_of_the_readme_works(server: Started) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (PROJECT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    session = next(block for block in blocks if "curl" in block)
    said = paste(session.replace("http://127.0.0.1:8080", server.origin))
    assert '"name":"Stoneware Mug"' in said
    assert '"orderable":true' in said
    assert "authorization: Bearer " in said.replace("Authorization", "authorization")


def test_the_lines_the_demo_prints_order_for_a_customer(server: Started) -> None:
    said = paste("\n".join(curl_lines(server.origin)))
    order_no = re.search(r'"order_no":"(\d+)"', said)
    assert order_no is not None, said
    order = read_order(server, order_no_in(f"order {order_no.group(1)}"))
    assert order["created_by"] == "agent@example.com"
