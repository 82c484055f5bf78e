'use strict';

/*
 * Messages of templates/resources/*.properties, from the locale of the request to those it falls back to, and in each
 * from the left of the cartridge path to the right.
 */
const bundles = new Map();   // cartridges do not change while a worker lives
const chains = { revision: null, byLocale: new Map() };

function chainOf(locale) {
    const revision = runtime.call.frame.request.revision;
    if (chains.revision !== revision) {
        chains.revision = revision;
        chains.byLocale.clear();
    }
    let chain = chains.byLocale.get(locale);
    if (chain === undefined) {
        chain = runtime.ask('locale_chain', locale);
        chains.byLocale.set(locale, chain);
    }
    return chain;
}

function bundleOf(name, locale) {
    const key = name + '\n' + locale;
    let bundle = bundles.get(key);
    if (bundle === undefined) {
        bundle = new Map(Object.entries(runtime.ask('bundle', [name, locale])));
        bundles.set(key, bundle);
    }
    return bundle;
}

function found(key, bundle) {
    const name = bundle === null || bundle === undefined ? 'message' : String(bundle);
    for (const locale of chainOf(runtime.callObject('dw.system.Request').locale)) {
        const text = bundleOf(name, locale).get(String(key));
        if (text !== undefined) {
            return text;
        }
    }
    return null;
}

function orElse(text, key, fallback) {
    if (text !== null) {
        return text;
    }
    return fallback === undefined || fallback === null ? String(key) : String(fallback);
}

/* As Java's MessageFormat writes it: parameters in braces, and what stands in apostrophes as it is. */
function formatted(text, parameters) {
    return text.replace(/''|'([^']*)'?|\{(\d+)(?:,[^}]*)?\}/g, function (whole, quoted, at) {
        if (at !== undefined) {
            return Number(at) < parameters.length ? shown(parameters[Number(at)]) : whole;
        }
        return quoted === undefined ? '\'' : quoted;
    });
}

function shown(value) {
    if (typeof value !== 'number') {
        return String(value);
    }
    const parts = String(Number(value.toFixed(3))).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return parts.join('.');
}

module.exports = runtime.define('dw.web.Resource', {
    statics: {
        msg: function (key, second, third) {
            return arguments.length < 3
                ? orElse(found(key, null), key, second)
                : orElse(found(key, second), key, third);
        },
        msgf: function (key, bundle, fallback) {
            const parameters = Array.prototype.slice.call(arguments, 3);
            return formatted(orElse(found(key, bundle), key, fallback), parameters);
        }
    }
});
