"""A company that has goods and a partner, made once: stories that begin with these need not wait
for them."""

from __future__ import annotations

from huolang.kernel import tokens
from huolang.kernel.company import Company
from huolang.kernel.first_run import join, new_company
from huolang.kernel.people import User
from tests.support.client import ApiClient
from tests.support.shop import Shop

NAME = "青山百货"
_ids = dict[str, str]()


def make() -> None:
    """Commit the screws S1 to S3 and the partner P1."""
    company = new_company(NAME)
    owner = User.objects.create_user("who-stocked", None)
    membership = join(owner, company, roles=["admin"])
    shop = Shop(ApiClient(tokens.issue(owner, name="测试")), company.id, _ids)
    shop.partner("P1", "华联商贸")
    for number in (1, 2, 3):
        shop.product(f"S{number}", f"螺丝 {number} 号", purchase_price="2.5", sales_price="4")
    membership.delete()  # nobody is there but whom a story brings along
    owner.delete()


def shop(client: ApiClient, company: Company) -> Shop:
    """The company as `client` sees it."""
    return Shop(client, company.id, dict(_ids))
