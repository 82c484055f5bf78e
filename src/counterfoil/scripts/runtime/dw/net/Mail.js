'use strict';

const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

function bare(address) {
    const match = /<([^<>]*)>\s*$/.exec(String(address));
    return match === null ? String(address).trim() : match[1].trim();
}

function checked(address) {
    const text = String(address);
    if (!ADDRESS.test(bare(text)) || /[\r\n]/.test(text)) {
        throw runtime.error('IllegalArgumentException', 'an address of a mail is no address');
    }
    return text;
}

function list(name) {
    return {
        get: function (self) { return runtime.collection(self.mail_[name]); },
        set: function (self, addresses) {
            self.mail_[name] = addresses === null ? [] : Array.from(addresses).map(checked);
        }
    };
}

function adds(name) {
    return function (address) {
        this.mail_[name].push(checked(address));
        return this;
    };
}

function sets(name) {
    return function (value) {
        this[name] = value;
        return this;
    };
}

module.exports = runtime.define('dw.net.Mail', {
    construct: function () {
        Object.defineProperty(this, 'mail_', {
            value: {
                to: [], cc: [], bcc: [], replyTo: [], from: null, subject: null, content: null,
                mimeType: 'text/plain;charset=UTF-8', unsubscribe: null, unsubscribePost: null
            }
        });
    },
    statics: {
        validateAddress: function (address) {
            const text = String(address);
            return ADDRESS.test(text) && !/@(?:.*\.)?example\.(?:com|net|org)$|\.(?:test|example|invalid|localhost)$/i.test(text);
        }
    },
    properties: {
        to: list('to'),
        cc: list('cc'),
        bcc: list('bcc'),
        replyTo: { get: function (self) { return runtime.collection(self.mail_.replyTo); } },
        from: {
            get: function (self) { return self.mail_.from; },
            set: function (self, address) { self.mail_.from = checked(address); }
        },
        subject: {
            get: function (self) { return self.mail_.subject; },
            set: function (self, text) { self.mail_.subject = String(text).replace(/[\r\n]+/g, ' '); }
        }
    },
    methods: {
        setTo: sets('to'),
        setCc: sets('cc'),
        setBcc: sets('bcc'),
        setFrom: sets('from'),
        setSubject: sets('subject'),
        addTo: adds('to'),
        addCc: adds('cc'),
        addBcc: adds('bcc'),
        addReplyTo: adds('replyTo'),
        setContent: function (content, mimeType, encoding) {
            const text = content instanceof runtime.classOf('dw.value.MimeEncodedText');
            const type = text ? content.mimeType : mimeType === undefined ? 'text/plain;charset=UTF-8' : String(mimeType);
            this.mail_.content = text ? content.text : String(content);
            this.mail_.mimeType = /charset/i.test(type) || encoding === undefined ? type : type + ';charset=' + encoding;
            return this;
        },
        setListUnsubscribe: function (value) {
            this.mail_.unsubscribe = String(value);
            return this;
        },
        setListUnsubscribePost: function (value) {
            this.mail_.unsubscribePost = String(value);
            return this;
        },
        /* OK once the server has taken the mail; it goes out after the script has ended. */
        send: function () {
            const Status = runtime.classOf('dw.system.Status');
            const mail = this.mail_;
            if (mail.from === null || mail.subject === null || mail.content === null || mail.to.length === 0) {
                throw runtime.error('IllegalStateException', 'a mail needs from, to, subject and content');
            }
            const refusal = runtime.ask('mail', mail);
            runtime.note('mail', { recipients: mail.to.length + mail.cc.length + mail.bcc.length, refused: refusal !== null });
            return refusal === null ? new Status(Status.OK) : new Status(Status.ERROR, 'MAIL', refusal);
        }
    }
});
