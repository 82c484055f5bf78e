/* Services as scripts make them: of the class that their type in the configuration, or their callback, asks for. */
'use strict';

const CLASSES = {
    HTTP: 'dw.svc.HTTPService', HTTPFORM: 'dw.svc.HTTPFormService', SOAP: 'dw.svc.SOAPService', GENERIC: 'dw.svc.Service'
};

function create(id, callback) {
    const name = String(id);
    const known = runtime.ask('service', { id: name, credential: null });
    if (known === null) {   // cartridges try the id of a site and then their common one
        throw runtime.error('Error', 'there is no service ' + name + ': services.xml of an archive or the setting services '
            + 'describes it');
    }
    const type = known.type;
    if (CLASSES[type] === undefined) {
        throw runtime.error('NotHereError', 'services of type ' + type + ' are not served here (' + name + ')');
    }
    const service = Object.create(runtime.classOf(CLASSES[type]).prototype);
    Object.defineProperty(service, 'service_', {
        value: {
            id: name, callback: callback || {}, known: known, credential: null, url: null, mock: false, throws: false,
            request: null, response: null, rawResponse: null, client: null, configuration: null, http: http(type, name)
        }
    });
    if (callback && typeof callback.URL === 'string') {
        service.URL = callback.URL;
    } else if (callback && typeof callback.getURL === 'function') {
        service.URL = callback.getURL();
    }
    return service;
}

function http(type, name) {
    return {
        method: 'POST', headers: [], parameters: [], authentication: 'BASIC', encoding: 'UTF-8', cachingTTL: 0,
        hostNameVerification: true, identity: null, outFile: null,
        client: type.startsWith('HTTP') ? runtime.classOf('dw.net.HTTPClient').ofService(name) : null
    };
}

module.exports = Object.freeze({ create: create });
