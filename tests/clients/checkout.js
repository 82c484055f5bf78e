// A checkout by the published client commercecloud-ocapi-client, called as its documentation shows.
// Arguments: the server's origin, then nothing for a guest, or login and password of a registered customer.
// Writes what the client made of each answer as one JSON document.
const {
    ApiClient, AuthRequest, BasketsApi, CustomersApi, OrdersApi, ProductsApi, SessionsApi,
} = require('commercecloud-ocapi-client');

const [origin, login, password] = process.argv.slice(2);
const api = new ApiClient({
    basePath: `${origin}/s/RefArch/dw/shop/v23_1/`,
    defaultHeaders: {'x-dw-client-id': 'a'.repeat(30)},
    enableCookies: true,
});
const customers = new CustomersApi(api);
const sessions = new SessionsApi(api);
const products = new ProductsApi(api);
const baskets = new BasketsApi(api);
const orders = new OrdersApi(api);

const address = {
    first_name: 'Jeff',
    last_name: 'Lebowski',
    address1: '606 Venezia Avenue',
    city: 'Venice',
    state_code: 'CA',
    postal_code: '90291',
    country_code: 'US',
};
const basketDocument = {
    customer_info: login ? undefined : {email: 'guest@example.com'},
    product_items: [{product_id: 'mug-01', quantity: 2}],
    shipments: [{shipment_id: 'me', shipping_address: address, shipping_method: {id: '001'}}],
    billing_address: address,
    payment_instruments: [{payment_method_id: 'CREDIT_CARD', payment_card: {card_type: 'Visa'}}],
};
const card = {
    card_type: 'Visa',
    number: '4111111111111111',
    security_code: '123',
    holder: 'Jeff Lebowski',
    expiration_month: 12,
    expiration_year: 2030,
};

// The client rejects with the fault of the answer.
const refusal = async (promise) => promise.then(() => null, ({type, message, arguments: named}) => ({type, message, named}));

const authenticate = () => {
    const authorization = login && `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
    const request = AuthRequest.constructFromObject({type: login ? 'credentials' : 'guest'});
    return customers.postCustomersAuth(request, {authorization});
};

const checkout = async () => {
    const seen = {};
    seen.withoutToken = await refusal(baskets.postBaskets());
    seen.customer = await authenticate();
    await sessions.postSessions();
    delete api.defaultHeaders.authorization;
    seen.bySession = await customers.postCustomersAuth({type: 'session'});
    seen.product = await products.getProductsByID('mug-01', {expand: ['prices', 'availability'], allImages: false});
    seen.products = await products.getProductsByIDs(['mug-01', 'tea-01', 'none'], {expand: ['prices']});
    seen.emptyBasket = await baskets.postBaskets();
    seen.secondBasket = await refusal(baskets.postBaskets());
    seen.deleted = await baskets.deleteBasketsByID(seen.emptyBasket.basket_id);
    seen.basket = await baskets.postBaskets({body: basketDocument});
    seen.basketRead = await baskets.getBasketsByID(seen.basket.basket_id);
    seen.basketChanged = await baskets.patchBasketsByID(seen.basket.basket_id, {currency: 'USD'});
    seen.order = await orders.postOrders({basket_id: seen.basket.basket_id});
    const [instrument] = seen.order.payment_instruments;
    const payment = {payment_method_id: 'CREDIT_CARD', amount: seen.order.order_total, payment_card: card};
    seen.paid = await orders.patchOrdersByIDPaymentInstrumentsByID(
        seen.order.order_no, instrument.payment_instrument_id, payment, {skipAuthorization: false},
    );
    seen.orderRead = await orders.getOrdersByID(seen.order.order_no);
    seen.unknownOrder = await refusal(orders.getOrdersByID('none'));
    await customers.deleteCustomersAuth();
    seen.afterEnd = await refusal(orders.getOrdersByID(seen.order.order_no));
    return seen;
};

checkout().then(
    (seen) => process.stdout.write(JSON.stringify(seen)),
    (fault) => {
        process.stderr.write(`${fault.stack || JSON.stringify(fault)}\n`);
        process.exitCode = 1;
    },
);
