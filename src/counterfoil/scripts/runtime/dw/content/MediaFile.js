'use strict';

/* An image of the shop: its path below the static content, and texts that go with it. */
function urlOf(member) {
    return {
        get: function (self) { return runtime.classOf('dw.web.URLUtils')[member](self.path_); }
    };
}

function said(name) {
    return { get: function (self) { return self.texts_[name] === undefined ? null : self.texts_[name]; } };
}

const MediaFile = runtime.define('dw.content.MediaFile', {
    statics: {
        of: function (path, texts) {
            const made = Object.create(MediaFile.prototype);
            Object.defineProperties(made, { path_: { value: path }, texts_: { value: texts || {} } });
            return made;
        }
    },
    properties: {
        URL: urlOf('staticURL'), url: urlOf('staticURL'), absURL: urlOf('absStatic'),
        httpURL: urlOf('httpStatic'), httpsURL: urlOf('httpsStatic'),
        alt: said('alt'), title: said('title'), viewType: said('view_type')
    },
    methods: {
        getImageURL: function () { return this.URL; },
        getAbsImageURL: function () { return this.absURL; },
        getHttpImageURL: function () { return this.httpURL; },
        getHttpsImageURL: function () { return this.httpsURL; },
        toString: function () { return this.path_; },
        plain: function () { return this.path_; }
    }
});

module.exports = MediaFile;
