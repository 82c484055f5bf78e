#!/bin/sh
# An agent orders for a customer: token, basket, order, by three curls. The variables have the names of the vendor's
# article and the values of the demo shop; set others for a sandbox:
#
#     SandboxURL=xxxx-xxx.dx.example.com baseURL=https://xxxx-xxx.dx.example.com bmUsername=… sh examples/agent_order.sh
set -eu

: "${SandboxURL:=127.0.0.1:8080}"
: "${baseURL:=http://$SandboxURL}"
: "${siteID:=RefArch}"
: "${bmUsername:=agent@example.com}"
: "${bmUserAccessKey:=demo-access-key}"
: "${ocapiClientID:=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"
: "${ocapiClientPassword:=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"
: "${customerEmail:=x@gmail.com}"
: "${customerNo:=000000001}"
: "${product_id:=mug-01}"

# Sends a request and keeps the answer; stops with the answer if it is a fault.
call() {
    answer=$(curl --silent --show-error --fail-with-body --location "$@") || {
        echo "$answer" >&2
        exit 1
    }
}

# Reads a text out of the answer.
value_of() {
    printf '%s' "$answer" | sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"
}

call --request POST "$baseURL/dw/oauth2/access_token?client_id=$ocapiClientID&grant_type=urn%3Ademandware%3Aparams%3Aoauth%3Agrant-type%3Aclient-id%3Adwsid%3Adwsecuretoken" \
    --user "$bmUsername:$bmUserAccessKey:$ocapiClientPassword" \
    --header 'Content-Type: application/x-www-form-urlencoded'
access_token=$(value_of access_token)

address='{
    "first_name": "Jeff", "last_name": "Lebowski", "address1": "606 Venezia Avenue",
    "city": "Venice", "state_code": "CA", "postal_code": "90291", "country_code": "US"
}'

call "$baseURL/s/$siteID/dw/shop/v23_1/baskets" \
    --header 'Content-Type: application/json' \
    --header "Authorization: Bearer $access_token" \
    --data '{
        "customer_info": {"email": "'"$customerEmail"'", "customer_no": "'"$customerNo"'"},
        "product_items": [{"product_id": "'"$product_id"'", "quantity": 1}],
        "shipments": [{"shipment_id": "me", "shipping_method": {"id": "001"}, "shipping_address": '"$address"'}],
        "billing_address": '"$address"',
        "payment_instruments": [{"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa"}}]
    }'
basket_id=$(value_of basket_id)
echo "basket $basket_id"

call "$baseURL/s/$siteID/dw/shop/v23_1/orders" \
    --header 'Content-Type: application/json' \
    --header "Authorization: Bearer $access_token" \
    --data '{"basket_id": "'"$basket_id"'"}'
echo "order $(value_of order_no)"
