'use strict';

/*
 * Addresses of the storefront that the site would have: this server answers none of them, but scripts hand them to
 * payment providers as where to return to. /on/demandware.store/Sites-{site}-Site/{locale}/{action}
 */
const URL = runtime.classOf('dw.web.URL');

function origin() {
    return runtime.call.frame.request.origin;
}

function host() {
    return origin().replace(/^[a-z]+:\/\//, '');
}

function path(action) {
    const named = typeof action === 'object' && action !== null && action.action_ !== undefined ? action : null;
    const site = named !== null && named.site_ ? String(named.site_) : runtime.call.frame.request.site;
    const locale = named !== null && named.locale_ ? named.locale_ : runtime.callObject('dw.system.Request').locale;
    const id = named === null ? String(action) : named.action_;
    return '/on/demandware.store/Sites-' + site + '-Site/' + locale + '/' + id;
}

function addressed(start) {
    return function () {
        const given = Array.prototype.slice.call(arguments, typeof arguments[0] === 'boolean' ? 1 : 0);
        const action = given.shift();
        const other = action !== null && typeof action === 'object' && action.host_ ? String(action.host_) : null;
        const url = URL.of((other === null ? start() : start().replace(/\/\/.*$/, '//' + other)) + path(action));
        while (given.length > 0) {
            const one = given.shift();
            if (one !== null && typeof one === 'object' && one.name_ !== undefined) {
                url.append(one.name_, one.value_);
            } else if (given.length > 0) {
                url.append(one, given.shift());
            }
        }
        return url;
    };
}

/* (path), (context, context id, path), and both with a host before them where the scheme is named. */
function content(start, hosted) {
    return function () {
        const given = Array.prototype.slice.call(arguments).filter(function (one) { return one === null || typeof one !== 'object'; });
        const own = hosted && (given.length === 2 || given.length === 4) ? String(given.shift()) : null;
        const relative = String(given[given.length - 1]).replace(/^\/+/, '');
        const site = 'Sites-' + runtime.call.frame.request.site + '-Site';
        const place = given.length === 3 && given[0] === 'ContextCatalog' ? 'Sites-' + given[1] : site;
        const locale = runtime.callObject('dw.system.Request').locale;
        const first = own === null ? start() : start().replace(/\/\/.*$/, '//' + own);
        return URL.of(first + '/on/demandware.static/' + (place === site ? site : '-/' + place) + '/-/' + locale + '/' + relative);
    };
}

function none() { return ''; }
function http() { return 'http://' + host(); }
function https() { return 'https://' + host(); }

function page(start, action) {
    return function () { return URL.of(start() + path(action)); };
}

function root(start) {
    return function () {
        const site = runtime.call.frame.request.site;
        return URL.of(start() + '/on/demandware.static/Sites-' + site + '-Site/-/'
            + runtime.callObject('dw.system.Request').locale + '/');
    };
}

module.exports = runtime.define('dw.web.URLUtils', {
    constants: { CONTEXT_CATALOG: 'ContextCatalog', CONTEXT_LIBRARY: 'ContextLibrary', CONTEXT_SITE: 'ContextSite' },
    statics: {
        url: addressed(none), abs: addressed(origin), http: addressed(http), https: addressed(https),
        staticURL: content(none, false), absStatic: content(origin, false),
        httpStatic: content(http, true), httpsStatic: content(https, true),
        imageURL: content(none, false), absImage: content(origin, false),
        httpImage: content(http, true), httpsImage: content(https, true),
        home: page(none, 'Home-Show'), httpHome: page(http, 'Home-Show'), httpsHome: page(https, 'Home-Show'),
        continueURL: page(none, 'Default-Continue'), httpContinue: page(http, 'Default-Continue'),
        httpsContinue: page(https, 'Default-Continue'),
        webRoot: root(none), absWebRoot: root(origin), httpWebRoot: root(http), httpsWebRoot: root(https),
        sessionRedirect: function (other, url) { return url.host(other); },
        sessionRedirectHttpOnly: function (other, url) { return url.host(other).http(); }
    }
});
