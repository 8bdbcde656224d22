"""Who works in the made-up company, which partners they look after, and what was agreed with those.

Nothing here is drawn by chance: it follows from the partner's place in its list.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

DEPARTMENTS = (
    ("D1", "总经办", None),
    ("D2", "采购部", "D1"),
    ("D3", "销售部", "D1"),
    ("D31", "销售一组", "D3"),
    ("D32", "销售二组", "D3"),
    ("D4", "仓储部", "D1"),
    ("D5", "财务部", "D1"),
)
EMPLOYEES = (
    ("E01", "高老板", "D1", "总经理", "demo-laoban"),
    ("E02", "陈采购", "D2", "采购主管", "demo-caigou"),
    ("E03", "孙敏", "D2", "采购员", ""),
    ("E04", "林销售", "D31", "销售主管", "demo-xiaoshou"),
    ("E05", "何涛", "D31", "业务员", ""),
    ("E06", "罗倩", "D32", "业务员", ""),
    ("E07", "赵仓库", "D4", "仓库主管", "demo-cangku"),
    ("E08", "吴会计", "D5", "会计", "demo-caiwu"),
)
ANSWERS_FOR = {"CK01": "D4", "CK02": "D3", "CK03": "D4"}
"""Which department answers for the goods of a warehouse: the shop belongs to those who sell."""
TAKERS = ("E05", "E08", "E03", "E06")
"""Who takes goods from the shelves for use, in turn."""
BUYERS, SELLERS = ("E02", "E03"), ("E04", "E05", "E06")
TERMS: tuple[dict[str, Any], ...] = (
    {"term_kind": "month_end", "term_days": 15},
    {"term_kind": "days", "term_days": 30},
    {"term_kind": "at_once"},
    {"term_kind": "days", "term_days": 60},
)
LARGEST_LIMIT, LEAST_LIMIT = 600_000, 150_000
"""Of the customer who buys most, and of those who buy little; between them limits shrink."""
TIGHT = {2: 10_000}
"""Who by now owes more than was agreed, by place among the customers: what leaves for them needs
the permission to exceed credit."""
CREDIT_DAYS = 30


def departments() -> list[list[dict[str, Any]]]:
    """Level by level, so that those above are known when those below are entered."""
    levels: dict[int, list[dict[str, Any]]] = {}
    depth: dict[str | None, int] = {None: -1}
    for code, name, above in DEPARTMENTS:
        depth[code] = depth[above] + 1
        told: dict[str, Any] = {"code": code, "name": name}
        if above is not None:
            told["parent"] = {"code": above}
        levels.setdefault(depth[code], []).append(told)
    return [levels[level] for level in sorted(levels)]


def employees(members: Collection[str]) -> list[dict[str, Any]]:
    """Those who are `members` (user names) log in."""
    return [
        {
            "code": code,
            "name": name,
            "department": {"code": department},
            "title": title,
            "phone": f"1990001{number:04d}",
            "username": username if username in members else "",
        }
        for number, (code, name, department, title, username) in enumerate(EMPLOYEES, 1)
    ]


def taker(number: int) -> dict[str, Any]:
    """Who took goods on a day, by its number, and for which department."""
    who = TAKERS[number % len(TAKERS)]
    department = next(part for code, _name, part, *_ in EMPLOYEES if code == who)
    return {"employee": {"code": who}, "department": {"code": department}}


def agreed(place: int, role: str) -> dict[str, Any]:
    """Who looks after the partner at `place` of the suppliers or customers, its terms and limit."""
    staff: Sequence[str] = BUYERS if role == "is_supplier" else SELLERS
    who = staff[place % len(staff)]
    department = next(part for code, _name, part, *_ in EMPLOYEES if code == who)
    told = {
        "salesperson": {"code": who},
        "department": {"code": department},
        **TERMS[place % len(TERMS)],
    }
    if role == "is_customer":
        shrunk = max(LARGEST_LIMIT // (place + 1), LEAST_LIMIT) // 1000 * 1000
        told["credit_limit"] = TIGHT.get(place, shrunk)
        told["credit_days"] = CREDIT_DAYS
    return told
