"""Readings: where the pages of the API are silent, inferred or differ, the other reading is a switch."""

import dataclasses

from counterfoil.config.setting import setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadingSettings:
    """Readings of the API."""

    enforce_https: bool = setting(False, "sites enforce https: sessions have no dwsecuretoken cookie")
    breaker_counts_errors: bool = setting(
        False, "a hook's Status.ERROR counts as a failure for the circuit breaker, not only exceptions and time-outs"
    )
    unknown_currency: str = setting(
        "unsupported",
        "a currency code that is none of ISO 4217: unsupported (400) or not_found (404)",
        words=("unsupported", "not_found"),
    )
    handle_orders: bool = setting(False, "agents need the permission Handle_Orders to PATCH an order")
    refused_access: str = setting(
        "recorded",
        "recorded: what the OCAPI settings do not grant is 403 ClientAccessForbiddenException; documented: 401 "
        "UnauthorizedReadAccessException or UnauthorizedWriteAccessException where they name the path",
        words=("recorded", "documented"),
    )
    same_origin: bool = setting(True, "accept an Origin that is the server's own, whatever the OCAPI settings say")
    response_header_names: str = setting(
        "x-*,P3P", "names that response_headers of the OCAPI settings may have, separated by commas"
    )
    expand_not_permitted: str = setting(
        "fault",
        "an expansion that the OCAPI settings do not grant: fault, or left_out of the answer",
        words=("fault", "left_out"),
    )
    expand_fault: str = setting(
        "value",
        "an expansion that does not exist: value (InvalidExpandValueException), or parameter, the older name "
        "InvalidExpandParameterException",
        words=("value", "parameter"),
    )
    typed_fault_arguments: bool = setting(
        False, 'arguments of faults as the page of statuses shows them, {"type":"string","value":...}, not plain values'
    )
    unknown_custom: str = setting(
        "refuse",
        "custom attributes (c_*) that no metadata declares: refuse them in requests, or keep them as they are",
        words=("refuse", "keep"),
    )
    typed_since: str = setting("16.1", "the first version whose documents say of what type they are (_type)")
    obsolete_before: str = setting("", "versions before this one, such as 17.1, are called obsolete; empty: none")
    version_statuses: str = setting("current,deprecated,obsolete", "the three words of the header x-dw-version-status")
    accept_strict: bool = setting(False, "refuse an Accept header that names no format served; else JSON is answered")
    refuse_real_put: bool = setting(False, "PUT only by override of POST, as staging and production instances have it")
    head_status: int = setting(200, "status of an answer to HEAD: 200, or 204 as a sample shows", words=(200, 204))
    created_status: int = setting(
        201, "status of a PUT that made its object: 201, or 200 as every other answer has", words=(200, 201)
    )
    jsonp_content_type: str = setting("text/javascript;charset=UTF-8", "content type of an answer that is a call")
