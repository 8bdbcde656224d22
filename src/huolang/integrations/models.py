"""Where Django finds the tables of imports."""

from huolang.integrations.before.given_numbers import GivenNumber
from huolang.integrations.import_run import ImportLine, ImportRun, RememberedColumns

__all__ = ["GivenNumber", "ImportLine", "ImportRun", "RememberedColumns"]
