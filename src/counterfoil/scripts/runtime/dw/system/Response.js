'use strict';

/* The answer of the API is the server's; what scripts say about it is noted, as the platform ignores it for OCAPI. */
function noted(name) {
    return function () {
        runtime.note('ignored', { member: 'dw.system.Response.' + name, place: runtime.here() });
    };
}

const headers = runtime.perCall(function () { return new Set(); });

function header(name) {
    headers().add(String(name).toLowerCase());
    noted('setHttpHeader')();
}

module.exports = runtime.define('dw.system.Response', {
    constants: {
        ACCESS_CONTROL_ALLOW_CREDENTIALS: 'Access-Control-Allow-Credentials',
        ACCESS_CONTROL_ALLOW_HEADERS: 'Access-Control-Allow-Headers',
        ACCESS_CONTROL_ALLOW_METHODS: 'Access-Control-Allow-Methods',
        ACCESS_CONTROL_ALLOW_ORIGIN: 'Access-Control-Allow-Origin',
        ACCESS_CONTROL_EXPOSE_HEADERS: 'Access-Control-Expose-Headers',
        ALLOW: 'Allow',
        CONTENT_DISPOSITION: 'Content-Disposition',
        CONTENT_LANGUAGE: 'Content-Language',
        CONTENT_LOCATION: 'Content-Location',
        CONTENT_MD5: 'Content-MD5',
        CONTENT_SECURITY_POLICY: 'Content-Security-Policy',
        CONTENT_TYPE: 'Content-Type',
        LINK: 'Link',
        LOCATION: 'Location',
        REFERRER_POLICY: 'Referrer-Policy',
        REFRESH: 'Refresh',
        RETRY_AFTER: 'Retry-After',
        VARY: 'Vary',
        X_CONTENT_TYPE_OPTIONS: 'X-Content-Type-Options',
        X_FRAME_OPTIONS: 'X-FRAME-OPTIONS',
        X_ROBOTS_TAG: 'X-Robots-Tag',
        X_XSS_PROTECTION: 'X-XSS-Protection'
    },
    methods: {
        addHttpCookie: noted('addHttpCookie'),
        addHttpHeader: header,
        setHttpHeader: header,
        containsHttpHeader: function (name) { return headers().has(String(name).toLowerCase()); },
        redirect: noted('redirect'),
        setBuffered: noted('setBuffered'),
        setContentType: noted('setContentType'),
        setExpires: noted('setExpires'),
        setStatus: noted('setStatus'),
        setVaryBy: noted('setVaryBy')
    }
});
