"""The documents that clients send: five lines of different products, as a screen sends them."""

from __future__ import annotations

import json
import random
from typing import Any

LINES = 5
PRICES = {"purchase_receipt": "10.00", "sales_delivery": "15.00"}


def chosen(task: dict[str, Any], chance: random.Random) -> tuple[list[str], str]:
    """Products and partner of one document."""
    return chance.sample(task["products"], LINES), chance.choice(task["partners"])


def document(
    form: str, warehouse: str, products: list[str], partner: str, chance: random.Random
) -> dict[str, Any]:
    lines = [
        {"product": one, "quantity": str(chance.randint(1, 9)), "unit_price": PRICES[form]}
        for one in products
    ]
    return {"partner": partner, "warehouse": warehouse, "lines": lines}


def request(task: dict[str, Any], chance: random.Random) -> bytes:
    """One whole HTTP request: create and confirm."""
    products, partner = chosen(task, chance)
    told = document(task["form"], task["warehouse"], products, partner, chance)
    text = json.dumps(told, separators=(",", ":")).encode()
    head = (
        f"POST /api/v1/records/{task['form']}?then=confirm HTTP/1.1\r\n"
        f"Host: {task['host']}:{task['port']}\r\n"
        f"Authorization: Bearer {task['token']}\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(text)}\r\n\r\n"
    )
    return head.encode() + text
