"""What a new company begins with: its till and its bank."""

from __future__ import annotations

from huolang.forms import registry, validate, writer
from huolang.kernel import clock

FUNDS = (("ZJ01", "现金", "cash"), ("ZJ02", "银行存款", "bank"))


def seed() -> None:
    """Write the funds accounts of the acting company."""
    form = registry.get("funds_account")
    for code, name, kind in FUNDS:
        payload = {"code": code, "name": name, "kind": kind}
        writer.save(form, validate.read(form, payload), by=None, at=clock.now())
