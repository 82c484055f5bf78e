"""Faults of batches and their parts, following section 12 of the platform reference."""

from counterfoil.faults.fault import fault_row

ILLEGAL_CONTENT_TYPE = fault_row(
    "ILLEGAL_CONTENT_TYPE",
    400,
    "IllegalContentTypeException",
    "A batch has to be of the content type 'multipart/mixed' with a boundary.",
    meaning="A batch came with another content type than batches have.",
    remedy="Send Content-Type: multipart/mixed; boundary=... with the boundary the body is divided by.",
)
ILLEGAL_QUERY_STRING = fault_row(
    "ILLEGAL_QUERY_STRING",
    400,
    "IllegalQueryStringException",
    "The query string of the batch or of a part could not be read.",
    meaning="The query string of the batch or of a part cannot be read.",
    remedy="Write name=value pairs joined by &, with reserved characters escaped.",
)
INVALID_HTTP_METHOD = fault_row(
    "INVALID_HTTP_METHOD",
    400,
    "InvalidHttpMethodException",
    "The HTTP method '{method}' of a part is not known.",
    "method",
    meaning="A part names a method that is none of HTTP's.",
    remedy="Name GET, POST, PUT, PATCH or DELETE in x-dw-http-method.",
)
INVALID_REQUEST_BODY = fault_row(
    "INVALID_REQUEST_BODY",
    400,
    "InvalidRequestBodyException",
    "The body of the batch could not be read.",
    meaning="The body of the batch cannot be divided into parts.",
    remedy="Begin each part with two dashes and the boundary, and end the last with two dashes more.",
)
INVALID_TOKEN = fault_row(
    "INVALID_TOKEN",
    401,
    "InvalidTokenException",
    "The access token of the batch is not valid.",
    meaning="The access token of the batch is not valid.",
    remedy="Get a new token and send it with the batch.",
)
MISSING_HTTP_METHOD = fault_row(
    "MISSING_HTTP_METHOD",
    400,
    "MissingHttpMethodException",
    "The header 'x-dw-http-method' is missing.",
    meaning="Neither the batch nor the part names a method.",
    remedy="Send the header x-dw-http-method with the batch or with each part.",
)
MISSING_RESOURCE_PATH = fault_row(
    "MISSING_RESOURCE_PATH",
    400,
    "MissingResourcePathException",
    "The header 'x-dw-resource-path' is missing.",
    meaning="Neither the batch nor the part names a resource.",
    remedy="Send the header x-dw-resource-path with the batch or with each part.",
)
RESOURCE_PATH_NOT_ALLOWED = fault_row(
    "RESOURCE_PATH_NOT_ALLOWED",
    400,
    "ResourcePathNotAllowedException",
    "The resource '{path}' is not allowed in a batch.",
    "path",
    meaning="Requests for several ids at once are not allowed in a batch.",
    remedy="Make one part for each id.",
)
BATCH_ENTITY_TOO_LARGE = fault_row(
    "BATCH_ENTITY_TOO_LARGE",
    400,
    "RequestEntityTooLargeException",
    "The body of the batch is too large.",
    meaning="The body of the batch is larger than a batch may be.",
    remedy="Divide the batch into several; the setting max_body_bytes is the limit.",
)
