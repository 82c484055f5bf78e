'use strict';

/*
 * Scripts' own hooks run in this realm, on the same objects; what is no script is the server's to run.
 * Points of cartridges (app.*) run all their scripts and have the answer of the last; other points end with the first
 * answer, and the server's own behaviour comes behind the scripts.
 */
function scripts(point, name) {
    const found = [];
    for (const one of runtime.ask('hooks_at', point)) {
        const exports = runtime.load(one);
        if (typeof exports[name] === 'function') {
            found.push({ exports: exports, module: one });
        }
    }
    return found;
}

/* Run a script's hook and tell of it: the server does not see what runs within this realm. */
function run(script, point, name, given) {
    let outcome = 'threw';
    try {
        const answer = script.exports[name].apply(script.exports, given);
        outcome = answer === undefined || answer === null ? 'nothing' : 'answered';
        return answer;
    } finally {
        runtime.note('hook', { point: point, function: name, module: script.module, outcome: outcome });
    }
}

module.exports = runtime.define('dw.system.HookMgr', {
    statics: {
        hasHook: function (point) {
            return runtime.ask('hooks_at', String(point)).length > 0 || runtime.ask('has_hook', String(point));
        },
        callHook: function (point, name) {
            const given = Array.prototype.slice.call(arguments, 2);
            const all = String(point).startsWith('app.');
            let answer;
            let ended = false;
            for (const script of scripts(String(point), String(name))) {
                answer = run(script, String(point), String(name), given);
                ended = !all && answer !== undefined && answer !== null;
                if (ended) {
                    break;
                }
            }
            return ended || !runtime.ask('has_hook', String(point))
                ? answer
                : ofServer(String(point), String(name), given, answer);
        }
    }
});

/* Baskets and orders go as they are now, and what the server made of them comes back into the same objects. */
function ofServer(point, name, given, before) {
    const sent = given.map(function (one) {
        return runtime.isWrapped(one) && runtime.rootOf(one).document === runtime.node(one)
            ? { kind: runtime.rootOf(one).kind, body: runtime.node(one) }
            : { kind: 'plain', body: runtime.bare(one) };
    });
    const made = runtime.ask('call_hook', { point: point, function: name, arguments: sent });
    for (const at of Object.keys(made.changed)) {
        runtime.rootOf(given[at]).changed = true;
        runtime.merge(runtime.node(given[at]), made.changed[at]);
    }
    if (made.value === null) {
        return before;
    }
    if (made.value.status !== undefined) {
        const Status = runtime.classOf('dw.system.Status');
        const status = new Status(made.value.status, made.value.code || undefined, made.value.message || undefined);
        for (const key of Object.keys(made.value.details || {})) {
            status.addDetail(key, made.value.details[key]);
        }
        return status;
    }
    return made.value.other;
}
