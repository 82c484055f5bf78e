#!/bin/sh
# An agent pays an order by card, which runs the hook dw.order.payment.authorizeCreditCard:
#
#     sh examples/pay_order.sh ORDER_NO AMOUNT [CARD_NUMBER]
set -eu

: "${SandboxURL:=127.0.0.1:8080}"
: "${baseURL:=http://$SandboxURL}"
: "${siteID:=RefArch}"
: "${bmUsername:=agent@example.com}"
: "${bmUserAccessKey:=demo-access-key}"
: "${ocapiClientID:=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"
: "${ocapiClientPassword:=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"

[ $# -ge 2 ] || { echo "usage: pay_order.sh ORDER_NO AMOUNT [CARD_NUMBER]" >&2; exit 2; }

access_token=$(curl --silent --show-error --fail-with-body --request POST \
    "$baseURL/dw/oauth2/access_token?client_id=$ocapiClientID&grant_type=urn%3Ademandware%3Aparams%3Aoauth%3Agrant-type%3Aclient-id%3Adwsid%3Adwsecuretoken" \
    --user "$bmUsername:$bmUserAccessKey:$ocapiClientPassword" \
    --header 'Content-Type: application/x-www-form-urlencoded' | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')

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
