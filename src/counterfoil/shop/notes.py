"""Notes of a basket or an order: what agents write to each other about it, and customers to them.

Follows sections 2.6 and 3.11 of the resource reference. A customer sees and deletes only notes that customers wrote.
"""

from counterfoil import faults
from counterfoil.commerce.terms import Container
from counterfoil.documents.note import Note, NotesResult
from counterfoil.documents.redact import holds_issued_card_number, redact
from counterfoil.shop.access import require_shopper
from counterfoil.shop.basket_store import load_basket, open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.orders import answer_order, load_visible_order, open_order

_BY_CUSTOMER = "Customer"


async def list_basket_notes(call: Call) -> Answer:
    """List the notes of a basket; faults BASKET_NOT_FOUND, INVALID_CUSTOMER."""
    require_shopper(call)
    return await _answer(call, (await load_basket(call, call.path["basket_id"])).basket)


async def add_basket_note(call: Call) -> Answer:
    """Add a note to a basket.

    Faults: BASKET_NOT_FOUND, INVALID_CUSTOMER, RESOURCE_STATE_CONFLICT; PROPERTY_CONSTRAINT_VIOLATION for an empty
    note or one with a card number.
    """
    loaded = await open_basket(call)
    _add(call, loaded.basket)
    return await save_and_answer(call, loaded, None)


async def delete_basket_note(call: Call) -> Answer:
    """Delete a note of a basket; faults BASKET_NOT_FOUND, INVALID_CUSTOMER, NOTE_NOT_FOUND, RESOURCE_STATE_CONFLICT."""
    loaded = await open_basket(call)
    _delete(call, loaded.basket)
    return await save_and_answer(call, loaded, None)


async def list_order_notes(call: Call) -> Answer:
    """List the notes of an order; fault ORDER_NOT_FOUND."""
    require_shopper(call)
    return await _answer(call, (await load_visible_order(call, call.path["order_no"])).order)


async def add_order_note(call: Call) -> Answer:
    """Add a note to an order.

    Faults: ORDER_NOT_FOUND, RESOURCE_STATE_CONFLICT; PROPERTY_CONSTRAINT_VIOLATION for an empty note or one with a
    card number.
    """
    loaded = await open_order(call)
    _add(call, loaded.order)
    return await answer_order(call, await loaded.save(call), None)


async def delete_order_note(call: Call) -> Answer:
    """Delete a note of an order; faults ORDER_NOT_FOUND, NOTE_NOT_FOUND, RESOURCE_STATE_CONFLICT."""
    loaded = await open_order(call)
    _delete(call, loaded.order)
    return await answer_order(call, await loaded.save(call), None)


async def _answer(call: Call, container: Container) -> Answer:
    return await call.answer(NotesResult(notes=_shown(call, container)))


def _shown(call: Call, container: Container) -> list[Note]:
    """Return the notes the caller may see, in order; an agent who acts on behalf of a customer sees all."""
    return [note for note in container.note_list or () if call.caller.agent or note.created_by == _BY_CUSTOMER]


def _add(call: Call, container: Container) -> None:
    given = call.body if isinstance(call.body, Note) else Note()
    if not given.subject and not given.text:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="note", path="$.text")
    for name, content in (("subject", given.subject), ("text", given.text)):
        if holds_issued_card_number(content or ""):
            raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="note", path=f"$.{name}")
    note = Note(
        id=call.new_id(),
        created_by=call.caller.agent or _BY_CUSTOMER,
        creation_date=call.now_text,
        subject=given.subject,
        text=given.text,
    )
    container.note_list = [*(container.note_list or ()), note]


def _delete(call: Call, container: Container) -> None:
    note_id = call.path["note_id"]
    known = [note.id or "" for note in _shown(call, container)]
    if note_id not in known:
        raise faults.NOTE_NOT_FOUND(note_id=redact(note_id), _known=known)
    container.note_list = [note for note in container.note_list or () if note.id != note_id] or None
