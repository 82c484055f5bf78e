"""The article's three calls as lines to paste into a shell."""

import json
import shlex

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.demo.walk import SITE, USER_GRANT, basket_document


def curl_lines(origin: str, trusted: str | None = None) -> list[str]:
    """Return token, basket and order as curl commands for the demo's accounts, which trust an authority's file."""
    curl = f"curl -s --cacert {shlex.quote(trusted)}" if trusted else "curl -s"
    grant = USER_GRANT.replace(":", "%3A")
    basket = json.dumps(basket_document(), separators=(",", ":"))
    shop = f"{origin}/s/{SITE}/dw/shop/v23_1"
    read = "| python3 -c 'import json,sys; print(json.load(sys.stdin)[\"%s\"])'"
    json_type = "-H 'Content-Type: application/json' -H \"Authorization: Bearer $TOKEN\""
    return [
        f"TOKEN=$({curl} -X POST '{origin}/dw/oauth2/access_token?client_id={CLIENT_ID}&grant_type={grant}'"
        f" -u '{AGENT}:{ACCESS_KEY}:{CLIENT_PASSWORD}' -H 'Content-Type: application/x-www-form-urlencoded'"
        f" {read % 'access_token'})",
        f"BASKET=$({curl} '{shop}/baskets' {json_type} -d '{basket}' {read % 'basket_id'})",
        f'{curl} \'{shop}/orders\' {json_type} -d "{{\\"basket_id\\": \\"$BASKET\\"}}"',
    ]
