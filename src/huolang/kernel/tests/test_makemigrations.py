"""What makemigrations writes: each table whole, and several tables in one operation."""

from __future__ import annotations

from django.db import migrations, models

from huolang.kernel.management.commands.makemigrations import fold
from huolang.kernel.postgresql.operations import CreateModels, Together


def table(name: str) -> migrations.CreateModel:
    return migrations.CreateModel(name=name, fields=[("id", models.AutoField(primary_key=True))])


def test_what_belongs_to_a_new_table_is_written_where_it_is_made() -> None:
    index = models.Index(fields=["n"], name="n")
    check = models.CheckConstraint(condition=models.Q(n__gt=0), name="n_positive")
    operations = [
        table("First"),
        migrations.AddField("first", "next", models.ForeignKey("x.second", models.PROTECT)),
        migrations.AddField("older", "n", models.IntegerField(default=0)),
        table("Second"),
        migrations.AddField("second", "n", models.IntegerField()),
        migrations.AddIndex("second", index),
        migrations.AddConstraint("second", check),
        migrations.AddIndex("older", models.Index(fields=["n"], name="older_n")),
    ]

    tables, rest = fold(operations)

    assert isinstance(tables, CreateModels)
    first, second = tables.tables
    assert [name for name, _ in first.fields] == ["id", "next"]
    assert [name for name, _ in second.fields] == ["id", "n"]
    assert second.options == {"indexes": [index], "constraints": [check]}
    assert isinstance(rest, Together)
    assert rest.operations == [operations[2], operations[7]]


def test_one_new_table_needs_nothing_of_ours() -> None:
    only = table("Only")

    assert fold([only]) == [only]


def test_what_changes_or_takes_away_stays_in_its_own_place() -> None:
    added = migrations.AddField("older", "n", models.IntegerField(default=0))
    changed = migrations.AlterField("older", "n", models.IntegerField())

    assert fold([added, changed]) == [added, changed]
    assert fold([added]) == [added]
