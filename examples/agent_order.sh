#!/bin/sh
# An agent orders for a customer: token, basket, order, by three curls. The variables have the names of the vendor's
# article and the values of the demo shop; set others for a sandbox:
#
#     SandboxURL=xxxx-xxx.dx.example.com baseURL=https://xxxx-xxx.dx.example.com bmUsername=… sh examples/agent_order.sh
set -eu

: "${customerEmail:=x@gmail.com}"
: "${customerNo:=000000001}"
: "${product_id:=mug-01}"

. "$(dirname "$0")/agent.sh"

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
