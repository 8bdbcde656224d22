"""What a company decides for itself is typed, bounded, audited, and its own."""

from decimal import Decimal

import pytest

from huolang.kernel import settings_registry
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting as acting_for
from huolang.kernel.keys import new_id
from huolang.kernel.settings_registry import BadValue, Setting, UnknownSetting, change, load

ME = new_id()


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch):
    monkeypatch.setattr(settings_registry, "_declared", {})


@pytest.fixture
def tolerance():
    return settings_registry.declare(
        Setting(
            key="test.tolerance",
            kind="decimal",
            default=Decimal("0"),
            label="超收比例",
            minimum=0,
            maximum=100,
        )
    )


def test_without_a_row_the_default_counts(acting, tolerance):
    assert load()[tolerance] == Decimal("0")


def test_a_value_is_kept_exactly_and_audited(acting, tolerance):
    change("test.tolerance", "2.50", by=ME)

    assert load()[tolerance] == Decimal("2.50")
    trace = AuditEntry.objects.get(form="setting")
    assert (trace.by, trace.changes) == (ME, {"test.tolerance": ["0", "2.50"]})


def test_the_same_value_again_is_no_change(acting, tolerance):
    change("test.tolerance", "2.5", by=ME)
    change("test.tolerance", "2.5", by=ME)

    assert AuditEntry.objects.filter(form="setting").count() == 1


@pytest.mark.parametrize(
    "value", ["-1", "101", "NaN", "Infinity", "abc", None, True, [], 1.5, "1e9"]
)
def test_a_value_that_makes_no_sense_is_refused_and_nothing_changes(acting, tolerance, value):
    with pytest.raises(BadValue) as refused:
        change("test.tolerance", value, by=ME)

    assert refused.value.field == "test.tolerance"
    assert load()[tolerance] == Decimal("0")
    assert not AuditEntry.objects.filter(form="setting").exists()


@pytest.mark.parametrize(
    ("kind", "default", "good", "bad"),
    [
        ("bool", False, True, 1),
        ("int", 5, 7, True),
        ("int", 5, 7, "7"),
        ("text", "", "说明", "a\0b"),
        ("choice", "a", "b", "c"),
    ],
)
def test_each_kind_takes_its_own_type_only(acting, kind, default, good, bad):
    setting = settings_registry.declare(
        Setting(
            key="test.one",
            kind=kind,
            default=default,
            label="一",
            options=[("a", "甲"), ("b", "乙")],
        )
    )
    change("test.one", good, by=ME)

    assert load()[setting] == good
    with pytest.raises(BadValue):
        change("test.one", bad, by=ME)


def test_unknown_settings_are_refused(acting):
    with pytest.raises(UnknownSetting):
        change("test.nothing", 1, by=ME)


def test_one_key_is_declared_once(tolerance):
    with pytest.raises(ValueError, match="twice"):
        settings_registry.declare(Setting(key="test.tolerance", kind="int", default=1, label="二"))


def test_a_default_that_is_out_of_bounds_is_a_bug():
    with pytest.raises(BadValue):
        settings_registry.declare(
            Setting(key="test.two", kind="int", default=1, label="二", minimum=2)
        )


def test_each_company_has_its_own_and_reads_all_of_them_at_once(
    company, other_company, tolerance, statements
):
    with acting_for(company.id):
        change("test.tolerance", 3, by=ME)

    with acting_for(other_company.id):
        assert load()[tolerance] == 0
        with statements() as seen:
            load()
    assert len(seen) == 1
