"""The API does what its own description says, whatever a stranger sends to it."""

from __future__ import annotations

import os
import zlib
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks as openapi

from huolang.site.wsgi import application
from tests.support.client import ApiClient
from tests.support.live import LiveCompany

load_all_checks()

NOT_ASKED = [
    # What the schema allows may still be refused: the product may not exist.
    openapi.positive_data_acceptance,
    openapi.ignored_auth,
]


@pytest.fixture
def caller(live_client: Any) -> ApiClient:
    """An administrator: nothing is refused for want of a permission."""
    return live_client("admin")


TOO_LARGE = 413
TRIED = "product|sales_order"
"""A master and a document; the routes of every other form are the same code."""
ASKED = "sales|stock_movement"
"""A report of groups and one of rows; the routes of every other report are the same code."""

ALIKE = {
    "incorrect_type",
    "unspecified_http_method",
    "string_above_max_length",
    "invalid_pattern",
    "object_required_and_optional",
}
"""A field given each type but its own, an address asked by each method but its own, and the like:
most of all cases, and one piece of code that answers each kind. One in six is tried each time."""

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
for path in schema.raw_schema["paths"].values():
    path.pop("parameters", None)  # X-Company: a stranger's would be all that is ever answered
if "HUOLANG_LONG" not in os.environ:
    schema = schema.exclude(path_regex=f"/records/(?!({TRIED})(/|$))")
    schema = schema.exclude(path_regex=f"/reports/(?!({ASKED})([./]|$))")


@schema.parametrize()
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_to_its_description(
    caller: ApiClient, live_company: LiveCompany, case: Any
) -> None:
    if _left_out(case):
        return
    headers = {"Authorization": f"Bearer {caller.token}", "X-Company": str(live_company.id)}

    answer = case.call(headers=headers)

    if answer.status_code == TOO_LARGE:  # a stranger may also send 9 MB, which is described too
        assert str(TOO_LARGE) in case.operation.definition.raw["responses"]
        return
    case.validate_response(answer, headers=headers, excluded_checks=NOT_ASKED)


def _left_out(case: Any) -> bool:
    if "HUOLANG_LONG" in os.environ or not case.meta:
        return False
    told = f"{case.method} {case.path} {case.query} {case.body}".encode()
    return getattr(case.meta.phase.data, "scenario", None) in ALIKE and zlib.crc32(told) % 6 > 0
