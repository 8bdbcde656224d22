"""Where Django finds the tables of master data."""

from huolang.masters.attribute import Attribute, AttributeValue
from huolang.masters.barcode import Barcode
from huolang.masters.batch import Batch
from huolang.masters.brand import Brand
from huolang.masters.category import ProductCategory
from huolang.masters.department import Department
from huolang.masters.employee import Employee
from huolang.masters.location import Location
from huolang.masters.partner import Partner, PartnerAddress, PartnerContact
from huolang.masters.price_level import PriceLevel
from huolang.masters.price_list import (
    PriceList,
    PriceListLine,
    SupplierPriceList,
    SupplierPriceListLine,
)
from huolang.masters.product import Product, ProductUnit
from huolang.masters.product_barcode import ProductBarcode
from huolang.masters.product_part import ProductPart
from huolang.masters.product_price import ProductPrice
from huolang.masters.product_supplier import ProductSupplier
from huolang.masters.reject_reason import RejectReason
from huolang.masters.serial import SerialNumber
from huolang.masters.stock_limit import StockLimit
from huolang.masters.style import Style
from huolang.masters.unit import Unit
from huolang.masters.warehouse import Warehouse

__all__ = [
    "Attribute",
    "AttributeValue",
    "Barcode",
    "Batch",
    "Brand",
    "Department",
    "Employee",
    "Location",
    "Partner",
    "PartnerAddress",
    "PartnerContact",
    "PriceLevel",
    "PriceList",
    "PriceListLine",
    "Product",
    "ProductBarcode",
    "ProductCategory",
    "ProductPart",
    "ProductPrice",
    "ProductSupplier",
    "ProductUnit",
    "RejectReason",
    "SerialNumber",
    "StockLimit",
    "Style",
    "SupplierPriceList",
    "SupplierPriceListLine",
    "Unit",
    "Warehouse",
]
