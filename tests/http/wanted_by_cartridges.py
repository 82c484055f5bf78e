"""Shop data that the cartridges of the suite want: their preferences and the types of their custom objects."""

from tests.archive.archives import xml

PROVIDER = "int_teapay.http.authorize"
CRM = "int_teacrm.http.contacts"

_PREFERENCES = """
<type-extension type-id="SitePreferences"><custom-attribute-definitions>
  <attribute-definition attribute-id="teapayMerchant"><type>string</type></attribute-definition>
  <attribute-definition attribute-id="teaHiddenPaymentMethods"><type>set-of-string</type></attribute-definition>
  <attribute-definition attribute-id="teaCrmEnabled"><type>boolean</type></attribute-definition>
</custom-attribute-definitions></type-extension>
"""
_TYPES = """
<custom-type type-id="TeaReceipt"><display-name>Receipt</display-name><storage-scope>site</storage-scope>
  <key-definition attribute-id="orderNo"><type>string</type></key-definition><attribute-definitions>
  <attribute-definition attribute-id="total"><type>double</type></attribute-definition>
  <attribute-definition attribute-id="lines"><type>text</type></attribute-definition>
  <attribute-definition attribute-id="reads"><type>int</type></attribute-definition>
</attribute-definitions></custom-type>
<custom-type type-id="TeaContact"><display-name>Contact</display-name><storage-scope>site</storage-scope>
  <key-definition attribute-id="email"><type>string</type></key-definition><attribute-definitions>
  <attribute-definition attribute-id="remoteID"><type>string</type></attribute-definition>
  <attribute-definition attribute-id="tries"><type>int</type></attribute-definition>
</attribute-definitions></custom-type>
"""
_VALUES = """<custom-preferences><all-instances>
  <preference preference-id="teapayMerchant">tea</preference>
  <preference preference-id="teaHiddenPaymentMethods"><value>INVOICE</value></preference>
  <preference preference-id="teaCrmEnabled">true</preference>
</all-instances></custom-preferences>"""

WANTED = {
    "meta/of-cartridges.xml": xml("metadata", _PREFERENCES + _TYPES),
    "sites/RefArch/preferences.xml": xml("preferences", _VALUES),
}
