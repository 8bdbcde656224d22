"""Where Django finds the tables of master data."""

from huolang.masters.barcode import Barcode
from huolang.masters.category import ProductCategory
from huolang.masters.partner import Partner
from huolang.masters.product import Product, ProductUnit
from huolang.masters.unit import Unit
from huolang.masters.warehouse import Warehouse

__all__ = ["Barcode", "Partner", "Product", "ProductCategory", "ProductUnit", "Unit", "Warehouse"]
