"""业务类型: what documents goods come and go by, as the reports call them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from huolang.forms import registry
from huolang.kernel.permissions import CALLED
from huolang.reports.report import Label

TRADE = ("purchasing", "sales", "inventory")


class Forms(Mapping[str, Label]):
    """The documents of the trade by name, in their order; known when somebody looks."""

    def __getitem__(self, name: str) -> Label:
        if not registry.known(name):
            raise KeyError(name)
        return CALLED[name]

    def __iter__(self) -> Iterator[str]:
        documents = [one for one in registry.all() if one.is_document and one.module in TRADE]
        documents.sort(key=lambda one: TRADE.index(one.module))
        return (one.name for one in documents)

    def __len__(self) -> int:
        return sum(1 for _name in self)


FORMS = Forms()
