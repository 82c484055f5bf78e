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
        CONTENT_SECURITY_POLICY_REPORT_ONLY: 'Content-Security-Policy-Report-Only',
        CONTENT_TYPE: 'Content-Type',
        CROSS_ORIGIN_EMBEDDER_POLICY: 'Cross-Origin-Embedder-Policy',
        CROSS_ORIGIN_EMBEDDER_POLICY_REPORT_ONLY: 'Cross-Origin-Embedder-Policy-Report-Only',
        CROSS_ORIGIN_OPENER_POLICY: 'Cross-Origin-Opener-Policy',
        CROSS_ORIGIN_OPENER_POLICY_REPORT_ONLY: 'Cross-Origin-Opener-Policy-Report-Only',
        CROSS_ORIGIN_RESOURCE_POLICY: 'Cross-Origin-Resource-Policy',
        LINK: 'Link',
        LOCATION: 'Location',
        PERMISSIONS_POLICY: 'Permissions-Policy',
        PLATFORM_FOR_PRIVACY_PREFERENCES_PROJECT: 'P3P',
        REFERRER_POLICY: 'Referrer-Policy',
        REFRESH: 'Refresh',
        RETRY_AFTER: 'Retry-After',
        SERVICE_WORKER_ALLOWED: 'service-worker-allowed',
        VARY: 'Vary',
        X_CONTENT_TYPE_OPTIONS: 'X-Content-Type-Options',
        X_FRAME_OPTIONS: 'X-FRAME-OPTIONS',
        X_FRAME_OPTIONS_ALLOW_FROM: 'ALLOW-FROM',
        X_FRAME_OPTIONS_DENY_VALUE: 'DENY',
        X_FRAME_OPTIONS_SAMEORIGIN_VALUE: 'SAMEORIGIN',
        X_ROBOTS_TAG: 'X-Robots-Tag',
        X_XSS_PROTECTION: 'X-XSS-Protection'
    },
    properties: {
        writer: {
            get: function () {
                noted('getWriter')();
                return new (runtime.classOf('dw.io.PrintWriter'))(new (runtime.classOf('dw.io.StringWriter'))());
            }
        }
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
