#!/bin/sh
# An agent pays an order by card, which runs the hook dw.order.payment.authorizeCreditCard:
#
#     sh examples/pay_order.sh ORDER_NO AMOUNT [CARD_NUMBER]
set -eu

[ $# -ge 2 ] || { echo "usage: pay_order.sh ORDER_NO AMOUNT [CARD_NUMBER]" >&2; exit 2; }

. "$(dirname "$0")/agent.sh"

curl --silent --show-error "$baseURL/s/$siteID/dw/shop/v23_1/orders/$1/payment_instruments" \
    --header 'Content-Type: application/json' \
    --header "Authorization: Bearer $access_token" \
    --data '{
        "payment_method_id": "CREDIT_CARD", "amount": '"$2"',
        "payment_card": {
            "number": "'"${3:-4111111111111111}"'", "security_code": "737", "card_type": "Visa",
            "holder": "Jeff Lebowski", "expiration_month": 12, "expiration_year": 2031
        }
    }'
echo
