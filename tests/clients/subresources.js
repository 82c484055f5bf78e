// Step by step through a checkout with every call that the published client commercecloud-ocapi-client knows.
// Arguments: the server's origin, an agent's token, then nothing for a guest, or login and password.
// Writes what the client made of each call by its name: the answer, or the fault it was refused with.
const ocapi = require('commercecloud-ocapi-client');

const [origin, agentToken, login, password] = process.argv.slice(2);
const options = {basePath: `${origin}/s/RefArch/dw/shop/v23_1/`, defaultHeaders: {'x-dw-client-id': 'a'.repeat(30)}};
const customerClient = new ocapi.ApiClient(options);
const agentClient = new ocapi.ApiClient({
    ...options, defaultHeaders: {...options.defaultHeaders, authorization: `Bearer ${agentToken}`},
});

const FAMILIES = ['BasketsApi', 'CategoriesApi', 'CustomersApi', 'GiftCertificateApi', 'OrderSearchApi', 'OrdersApi',
    'PriceAdjustmentLimitsApi', 'ProductSearchApi', 'ProductsApi', 'PromotionsApi', 'SessionsApi', 'SiteApi', 'StoresApi'];
const methods = (family) => Object.getOwnPropertyNames(ocapi[family].prototype)
    .filter((name) => name !== 'constructor' && !name.endsWith('WithHttpInfo') && !name.includes('ProductList'));
const known = FAMILIES.flatMap(methods);

const seen = {};
const refusal = ({type, message, arguments: named, stack}) => (type ? {fault: type, message, named} : {error: stack});
// The APIs of a client, each call noted under its name; what is refused is noted as its fault.
const recorded = (client) => Object.fromEntries(FAMILIES.map((family) => {
    const api = new ocapi[family](client);
    return [family.replace('Api', ''), Object.fromEntries(methods(family).map((name) => [name, async (...given) => {
        const answer = await api[name](...given).catch(refusal);
        seen[name] = answer ?? null;
        return answer;
    }]))];
}));
const customer = recorded(customerClient);
const agent = recorded(agentClient);

const address = {
    first_name: 'Jeff', last_name: 'Lebowski', address1: '606 Venezia Avenue', city: 'Venice',
    state_code: 'CA', postal_code: '90291', country_code: 'US',
};
const card = {card_type: 'Visa', number: '4111111111111111', holder: 'Jeff Lebowski', expiration_month: 12, expiration_year: 2030};
const lineCard = {payment_method_id: 'CREDIT_CARD', payment_card: {card_type: 'Visa'}};
const note = {subject: 'call back', text: 'after six'};
const gift = {recipient_email: 'ben@example.com', recipient_name: 'Ben', amount: 25};

const catalog = async () => {
    const {Products, Categories, Promotions, Site, Stores, ProductSearch, GiftCertificate} = customer;
    await Site.getSite();
    await Stores.getStores({latitude: 42.36, longitude: -71.06, maxDistance: 20012});
    await Stores.getStoresByID('boston');
    await Stores.getStoresByIDs(['boston', 'new-york']);
    await Categories.getCategoriesByID('root', {levels: 2});
    await Categories.getCategoriesByIDs(['root']);
    await Promotions.getPromotions('demo');
    await Promotions.getPromotionsByID('none');
    await Promotions.getPromotionsByIDs(['none']);
    await GiftCertificate.postGiftCertificate({body: {gift_certificate_code: 'none'}});
    for (const name of methods('ProductSearchApi')) await ProductSearch[name]({q: 'mug'});
    await Products.getProductsByIDs(['mug-01', 'tea-01']);
    for (const name of methods('ProductsApi').filter((each) => each !== 'getProductsByIDs')) await Products[name]('mug-01', {});
};

const fillBasket = async () => {
    const {Baskets} = customer;
    const {basket_id: id} = await Baskets.postBaskets();
    await Baskets.postBasketsByIDItems(id, [{product_id: 'mug-01', quantity: 2}, {product_id: 'tea-01', quantity: 1}]);
    const [mug, tea] = seen.postBasketsByIDItems.product_items;
    await Baskets.patchBasketsByIDItemsByID(id, mug.item_id, {quantity: 3});
    await Baskets.deleteBasketsByIDItemsByID(id, tea.item_id);
    await Baskets.postBasketsByIDShipments(id, {shipment_id: 'second'});
    await Baskets.patchBasketsByIDShipmentsByID(id, 'second', {gift: true});
    await Baskets.deleteBasketsByIDShipmentsByID(id, 'second');
    await Baskets.putBasketsByIDCustomer(id, {email: 'jeff@example.com'});
    await Baskets.putBasketsByIDShipmentsByIDShippingAddress(id, 'me', address, {useAsBilling: true});
    await Baskets.putBasketsByIDBillingAddress(id, {body: address, useAsShipping: false});
    await Baskets.getBasketsByIDShipmentsByIDShippingMethods(id, 'me');
    await Baskets.putBasketsByIDShipmentsByIDShippingMethod(id, 'me', {id: '001'});
    await Baskets.postBasketsByIDCoupons(id, {code: 'none'});
    await Baskets.deleteBasketsByIDCouponsByID(id, 'none');
    await Baskets.postBasketsByIDGiftCertificateItems(id, gift);
    const [{gift_certificate_item_id: giftId}] = seen.postBasketsByIDGiftCertificateItems.gift_certificate_items;
    await Baskets.patchBasketsByIDGiftCertificateItemsByID(id, giftId, {...gift, amount: 30});
    await Baskets.deleteBasketsByIDGiftCertificateItemsByID(id, giftId);
    await Baskets.getBasketsByIDApproachingDiscounts(id);
    await Baskets.getBasketsByIDPaymentMethods(id);
    await Baskets.postBasketsByIDPaymentInstruments(id, lineCard);
    const [{payment_instrument_id: first}] = seen.postBasketsByIDPaymentInstruments.payment_instruments;
    await Baskets.patchBasketsByIDPaymentInstrumentsByID(id, first, {...lineCard, payment_card: {...card, number: undefined}});
    await Baskets.deleteBasketsByIDPaymentInstrumentsByID(id, first);
    await Baskets.postBasketsByIDPaymentInstruments(id, lineCard);
    await Baskets.patchBasketsByID(id, {c_deliveryNote: 'leave at the door'});
    await Baskets.getBasketsByID(id);
    return id;
};

const order = async (basketId) => {
    const {Orders} = customer;
    const made = await Orders.postOrders({basket_id: basketId});
    await Orders.getOrdersByIDPaymentMethods(made.order_no);
    await Orders.postOrdersByIDPaymentInstruments(made.order_no, {...lineCard, payment_card: card, amount: 1}, {skipAuthorization: true});
    const [first, second] = seen.postOrdersByIDPaymentInstruments.payment_instruments;
    await Orders.deleteOrdersByIDPaymentInstrumentsByID(made.order_no, second.payment_instrument_id);
    const payment = {...lineCard, payment_card: {...card, security_code: '123'}, amount: made.order_total};
    await Orders.patchOrdersByIDPaymentInstrumentsByID(made.order_no, first.payment_instrument_id, payment, {});
    await Orders.getOrdersByID(made.order_no);
    return made.order_no;
};

const account = async (customerId) => {
    const {Customers} = customer;
    await Customers.getCustomersByID(customerId, {expand: ['addresses', 'paymentinstruments']});
    await Customers.patchCustomersByID(customerId, {first_name: 'Jeffrey'});
    await Customers.postCustomersByIDAddresses(customerId, {address_id: 'beach', ...address});
    await Customers.getCustomersByIDAddresses(customerId, {});
    await Customers.getCustomersByIDAddressesByID(customerId, 'beach');
    await Customers.patchCustomersByIDAddressesByID(customerId, 'beach', {city: 'Los Angeles'});
    await Customers.deleteCustomersByIDAddressesByID(customerId, 'beach');
    await Customers.postCustomersByIDPaymentInstruments(customerId, {payment_method_id: 'CREDIT_CARD', payment_card: card});
    const {payment_instrument_id: kept = 'none'} = seen.postCustomersByIDPaymentInstruments;
    await Customers.getCustomersByIDPaymentInstruments(customerId, {});
    await Customers.getCustomersByIDPaymentInstrumentsByID(customerId, kept);
    await Customers.deleteCustomersByIDPaymentInstrumentsByID(customerId, kept);
    await Customers.getCustomersByIDOrders(customerId, {});
    await Customers.getCustomersByIDBaskets(customerId);
    await Customers.putCustomersByIDPassword(customerId, {current_password: password || 'none', password: 'Darjeeling-8!'});
    await Customers.postCustomersByIDPasswordReset(customerId);
    await Customers.postCustomersPasswordReset({identification: 'nobody@example.com', type: 'email'});
};

// What only an agent may do.
const service = async (orderNo, customerId) => {
    const {Baskets, Customers, OrderSearch, Orders, PriceAdjustmentLimits} = agent;
    const made = await Baskets.postBaskets({body: {
        customer_info: {email: 'ann@example.com'},
        product_items: [{product_id: 'mug-01', quantity: 1}],
        shipments: [{shipment_id: 'me', shipping_address: address, shipping_method: {id: '001'}}],
        billing_address: address,
        payment_instruments: [lineCard],
    }});
    const id = made.basket_id;
    await PriceAdjustmentLimits.getPriceAdjustmentLimits();
    await Baskets.postBasketsByIDPriceAdjustments(id, {level: 'order', discount: {type: 'amount', value: 1}});
    const [{price_adjustment_id: adjustment}] = seen.postBasketsByIDPriceAdjustments.order_price_adjustments;
    await Baskets.patchBasketsByIDPriceAdjustmentsByID(id, adjustment, {level: 'order', discount: {type: 'amount', value: 2}});
    await Baskets.deleteBasketsByIDPriceAdjustmentsByID(id, adjustment);
    await Baskets.postBasketsByIDNotes(id, note);
    await Baskets.getBasketsByIDNotes(id);
    await Baskets.deleteBasketsByIDNotesByID(id, seen.getBasketsByIDNotes.notes[0].id);
    await Baskets.putBasketsByIDStorefront(id, {exchange: true});
    await Baskets.putBasketsByIDAgent(id);
    await Orders.postOrdersByIDNotes(orderNo, note);
    await Orders.getOrdersByIDNotes(orderNo);
    await Orders.deleteOrdersByIDNotesByID(orderNo, seen.getOrdersByIDNotes.notes[0].id);
    await Orders.patchOrdersByID(orderNo, {status: 'open'});
    await Orders.putOrdersByID(`OWN-${id}`, {basket_id: id});
    const query = {term_query: {fields: ['order_no'], operator: 'is', values: [orderNo]}};
    await OrderSearch.postOrderSearch({query, select: '(**)'});
    await Customers.postCustomersAuthTrustedsystem({login: 'x@gmail.com', client_id: 'a'.repeat(30)});
    await Customers.postCustomersByIDAuth(customerId);
    const reset = await Customers.postCustomersPasswordActionsCreateResetToken({login: 'x@gmail.com'});
    const renewed = {login: 'x@gmail.com', reset_token: reset.reset_token, new_password: 'Keemun-9!'};
    await Customers.postCustomersPasswordActionsReset(renewed);
    const {basket_id: empty} = await Baskets.postBaskets();
    await Baskets.deleteBasketsByID(empty);
};

const walk = async () => {
    const {Baskets, Customers, Sessions} = customer;
    const authorization = login && `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
    const who = await Customers.postCustomersAuth(
        ocapi.AuthRequest.constructFromObject({type: login ? 'credentials' : 'guest'}), {authorization},
    );
    await Sessions.postSessions();
    await catalog();
    const basketId = await fillBasket();
    await Baskets.postBasketsReference({basket_id: basketId, customer_id: 'somebody'});
    const orderNo = await order(basketId);
    if (!login) {
        await Customers.postCustomers({
            customer: {login: 'new@example.com', email: 'new@example.com', last_name: 'Lebowski'}, password: 'Lapsang-7!',
        });
    }
    await account(who.customer_id);
    await Customers.deleteCustomersAuth();
    await service(orderNo, who.customer_id);
    return {answers: seen, missed: known.filter((name) => !(name in seen)), order_no: orderNo};
};

walk().then(
    (told) => process.stdout.write(JSON.stringify(told)),
    (fault) => {
        process.stderr.write(`${fault.stack || JSON.stringify(fault)}\n${JSON.stringify(seen).slice(-1500)}\n`);
        process.exitCode = 1;
    },
);
