"""每条都一样: what a file does not say because it is the same in every record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.amounts import line_amounts
from huolang.integrations.columns.headings import PRICES, heading, tax_in
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access

TAX_INCLUDED = "tax_included"
YES = "true"
PLACES = """
SELECT w.code FROM masters_warehouse w WHERE w.company_id = %s::bigint AND w.active LIMIT 2
"""


def proposed(
    form: Form, name: str, headers: Sequence[str], matched: Mapping[str, str], access: Access
) -> dict[str, str]:
    """Path of a field that no column fills → what it is in every record. `matched`: number of a
    column → path; `name` is that of the file."""
    return (
        _only_place(form, matched.values(), access)
        | _tax_in_prices(form, headers, matched)
        | _named_so(form, [*headers, name], matched.values())
    )


def _named_so(form: Form, words: Iterable[str], matched: Collection[str]) -> dict[str, str]:
    """客户名称 above a column, or 客户.xlsx, says of all of them that they are customers."""
    fields = [form.by_name[one] for one in form.said_once]
    if any(one.name in matched for one in fields):
        return {}
    said = {heading(one) for one in words}
    found: dict[str, str] = {}
    for one in fields:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                label = heading(str(one.label))
            if any(label in word for word in said):
                found[one.name] = YES
    return found


def _tax_in_prices(
    form: Form, headers: Sequence[str], matched: Mapping[str, str]
) -> dict[str, str]:
    """含税单价 says so for every document, or 含税金额 where there are no prices."""
    price = next((number for number, path in matched.items() if path in PRICES), None)
    amounts = line_amounts.found(form, headers, matched, None)
    told = amounts.tax if amounts is not None else None
    told = told if price is None else tax_in(headers[int(price)])
    if told is None or TAX_INCLUDED not in form.by_name or TAX_INCLUDED in matched.values():
        return {}
    return {TAX_INCLUDED: str(_("是") if told else _("否"))}


def _only_place(form: Form, matched: Collection[str], access: Access) -> dict[str, str]:
    """Where there is one warehouse only, no column has to name it, as nobody is asked for it on
    the screen."""
    places = [one for one in form.fields if one.to == "warehouse" and one.required]
    wanted = [one.name for one in places if one.name not in matched and not one.readonly]
    if not wanted or not access.allows("warehouse", "view"):
        return {}
    codes = sql.run(PLACES, [current_id()]).fetchall()
    return {name: codes[0][0] for name in wanted} if len(codes) == 1 else {}
