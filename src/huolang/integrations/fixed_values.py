"""每条都一样: what a file does not say because it is the same in every record."""

from __future__ import annotations

from collections.abc import Collection

from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access

PLACES = """
SELECT w.code FROM masters_warehouse w WHERE w.company_id = %s::bigint AND w.active LIMIT 2
"""


def only_place(form: Form, matched: Collection[str], access: Access) -> dict[str, str]:
    """Where there is one warehouse only, no column has to name it, as nobody is asked for it on
    the screen."""
    places = [one for one in form.fields if one.to == "warehouse" and one.required]
    wanted = [one.name for one in places if one.name not in matched and not one.readonly]
    if not wanted or not access.allows("warehouse", "view"):
        return {}
    codes = sql.run(PLACES, [current_id()]).fetchall()
    return {name: codes[0][0] for name in wanted} if len(codes) == 1 else {}
