'use strict';

function transaction() {
    return runtime.call.transaction;
}

function edge(what) {
    if (!runtime.watched()) {
        return;   // where a script stands is dear to find out
    }
    runtime.note('transaction', { edge: what, depth: transaction().depth, place: runtime.here() });
}

function begin() {
    if (!transaction().open()) {
        runtime.ask('begin');   // the server hears of some changes at once, and has to give them up with a rollback
    }
    transaction().depth += 1;
    edge('begin');
}

function commit() {
    const now = transaction();
    if (now.depth === 0) {
        throw runtime.error('ORMTransactionException', 'there is no transaction to commit (' + runtime.here() + ')');
    }
    edge('commit');
    now.depth -= 1;
    ended(now);
}

/* A transaction of its own, behind that of the request: it is written now, or all that was changed in it is given up. */
function ended(now) {
    if (now.open()) {
        return;
    }
    if (now.rollbackOnly) {
        runtime.call.saving.clear();
        now.rollbackOnly = false;
        runtime.restore(now.before);
        runtime.ask('rollback');
    } else {
        now.before.clear();
        runtime.settle();
        runtime.ask('commit');
    }
}

/* Joined transactions have one fate: who rolls back an inner one condemns the request's. */
function rollback() {
    const now = transaction();
    edge('rollback');
    now.rollbackOnly = true;
    now.depth = Math.max(0, now.depth - 1);
    ended(now);
}

module.exports = runtime.define('dw.system.Transaction', {
    statics: {
        begin: begin,
        commit: commit,
        rollback: rollback,
        wrap: function (work) {
            const depth = transaction().depth;
            begin();
            let value;
            try {
                value = work();
            } catch (error) {
                rollback();
                throw error;
            }
            if (transaction().depth > depth) {
                commit();
            }
            return value;
        }
    }
});
