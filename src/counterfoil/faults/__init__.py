"""Every fault of the API as a row: type, HTTP status, message, versions.

``raise faults.ORDER_NOT_FOUND(order_no=…)``: the keyword names become the wire arguments (``orderNo``) and fill the
message.
"""

from counterfoil.faults.access import *  # noqa: F403  the table is meant to be seen whole
from counterfoil.faults.baskets import *  # noqa: F403
from counterfoil.faults.batch import *  # noqa: F403
from counterfoil.faults.catalog import *  # noqa: F403
from counterfoil.faults.connection import *  # noqa: F403
from counterfoil.faults.coupons import *  # noqa: F403
from counterfoil.faults.customers import *  # noqa: F403
from counterfoil.faults.fault import TABLE as TABLE
from counterfoil.faults.fault import Fault as Fault
from counterfoil.faults.fault import FaultRow as FaultRow
from counterfoil.faults.fault import FaultType as FaultType
from counterfoil.faults.orders import *  # noqa: F403
from counterfoil.faults.payment import *  # noqa: F403
from counterfoil.faults.platform import *  # noqa: F403
from counterfoil.faults.price_adjustments import *  # noqa: F403
from counterfoil.faults.protocol import *  # noqa: F403
