/*
 * One call of a hook: arguments from the frame, the function, its answer and what it changed.
 *
 * frame: {point, module, functions, arguments: [{kind, body, …}], inside, request, custom, now, seed}
 * answer: {value, changed: {index: body}, custom, rollback} or {error}
 */
'use strict';

const KINDS = {
    plain: function (given) { return given.body; },
    order: function (given) { return container(given, 'dw.order.Order'); },
    basket: function (given) { return container(given, 'dw.order.Basket'); },
    customer: function (given) {
        const made = container(given, 'dw.customer.Customer');
        if (!runtime.call.frame.inside) {   // in a transaction of its own: nobody else stores what is changed of him
            runtime.classOf('dw.customer.Customer').saved(made.root);
        }
        return made;
    },
    /* A part of a container among the arguments before it. */
    part: function (given, made) {
        const whole = made[given.of].root.document;
        const list = given.path.reduce(function (node, name) { return node === undefined ? node : node[name]; }, whole) || [];
        const node = list.find(function (one) { return one[given.key] === given.id; });
        return { value: runtime.wrap(given.className, node, made[given.of].root, made[given.of].value) };
    },
    document: function (given) {
        const root = runtime.root('document', given.body);
        root.value = runtime.document(given.body, function () { root.changed = true; }, given.type);
        return { value: root.value, root: root };
    },
    enumeration: function (given) {
        return { value: runtime.classOf('dw.value.EnumValue').of(given.body, given.display || given.body) };
    }
};

function container(given, className) {
    const root = runtime.root(given.kind, given.body);
    root.value = runtime.wrap(className, given.body, root);
    runtime.call.roots.push(root);
    return { value: root.value, root: root };
}

function argument(given, made) {
    if (given === null) {
        return { value: null };
    }
    const one = KINDS[given.kind](given, made);
    return given.kind === 'plain' ? { value: one } : one;
}

runtime.perform = function (frame) {
    runtime.call = {
        frame: frame,
        roots: [],
        started: runtime.realNow(),
        transaction: runtime.transactionOf(frame.inside),
        custom: null,
        random: null,
        kept: new Map(),
        endings: [],
        saving: new Set()
    };
    const made = [];
    for (const given of frame.arguments) {
        made.push(argument(given, made));
    }
    const exports = runtime.load(frame.module);
    const name = frame.functions.find(function (one) { return typeof exports[one] === 'function'; });
    if (name === undefined) {
        runtime.note('no_function', { module: frame.module, functions: frame.functions });
        return { value: null, missing: true };
    }
    const value = exports[name].apply(exports, made.map(function (one) { return one.value; }));
    if (!runtime.call.transaction.rollbackOnly) {
        runtime.settle();
        runtime.call.endings.forEach(function (work) { work(); });
    }
    const changed = {};
    made.forEach(function (one, at) {
        if (one.root !== undefined && one.root.changed && (frame.inside || one.root.save === undefined)) {
            changed[at] = one.root.document;
        }
    });
    return {
        value: valueOf(value),
        changed: changed,
        custom: runtime.call.custom === null ? undefined : runtime.call.custom,
        rollback: runtime.call.transaction.rollbackOnly
    };
};

function valueOf(value) {
    if (value === undefined || value === null) {
        return null;
    }
    if (value instanceof runtime.Base && value.constructor.className === 'dw.system.Status') {
        return { status: value.plain() };
    }
    return { other: runtime.bare(value, true) };
}

/* What is made once in a call, when it is first asked for. */
runtime.perCall = function (make) {
    const key = Symbol('kept');
    return function () {
        if (runtime.call === null) {
            throw runtime.error('Error', 'there is no request while a script is loaded');
        }
        const kept = runtime.call.kept;
        if (!kept.has(key)) {
            kept.set(key, make());
        }
        return kept.get(key);
    };
};

/* Do something when the hook has answered. */
runtime.atEnd = function (work) {
    runtime.call.endings.push(work);
};

/* Tell the server what was changed of objects that are no arguments of the call: it keeps it with the request's work. */
runtime.settle = function () {
    const saving = runtime.call.saving;
    if (saving.size > 0) {
        const changes = Array.from(saving, function (root) { return root.save(root); });
        saving.clear();
        runtime.ask('save', changes);
    }
};

/* Transactions join the one of the request: begin and commit are counted, and a rollback condemns the whole. */
runtime.transactionOf = function (inside) {
    return {
        depth: 0,
        rollbackOnly: false,
        before: inside ? null : new Map(),   // what was changed in a transaction of the script's own, as it was
        open: function () { return inside || this.depth > 0; }
    };
};
