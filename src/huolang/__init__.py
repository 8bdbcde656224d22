"""货郎 Huolang: purchase, sales and inventory on books that prove themselves."""

__version__ = "0.1.0"
