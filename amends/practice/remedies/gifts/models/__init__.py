"""What may be given, where it lies, who brings it, and how it goes to the customer."""

from amends.practice.remedies.gifts.models.catalogue import Gift, Supplier
from amends.practice.remedies.gifts.models.counting import CountLine, StockTake
from amends.practice.remedies.gifts.models.orders import OrderLine, SupplierOrder
from amends.practice.remedies.gifts.models.shipments import Shipment, ShipmentStep
from amends.practice.remedies.gifts.models.stock import Movement, StockHold, StockLevel, Warehouse

__all__ = [
    "CountLine",
    "Gift",
    "Movement",
    "OrderLine",
    "Shipment",
    "ShipmentStep",
    "StockHold",
    "StockLevel",
    "StockTake",
    "Supplier",
    "SupplierOrder",
    "Warehouse",
]
