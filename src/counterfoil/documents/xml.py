"""The one XML mapping: wire structure to and from XML, driven by the property tables.

Follows the XML section of the platform reference, which is the best reconstruction there is: a scalar is an element,
an array of documents a wrapper with one child per document, named after its type, an array of scalars repeats
``<value>``, a map repeats ``<entry key>``, null is ``xsi:nil``. Values of custom attributes carry ``xsi:type``
unless they are strings. A property whose name XML cannot hold is an ``<entry key>`` too. Characters XML 1.0 cannot
hold become U+FFFD.
"""

from counterfoil.documents.xml_read import XmlReader, decode, decode_list
from counterfoil.documents.xml_tree import NAMESPACE
from counterfoil.documents.xml_write import encode, encode_fault, encode_list

__all__ = ["NAMESPACE", "XmlReader", "decode", "decode_list", "encode", "encode_fault", "encode_list"]
