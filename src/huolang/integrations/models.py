"""Where Django finds the tables of imports."""

from huolang.integrations.import_run import ImportLine, ImportRun, RememberedColumns

__all__ = ["ImportLine", "ImportRun", "RememberedColumns"]
