"""Where Django finds the table of data sets."""

from huolang.samples.loaded import Loaded

__all__ = ["Loaded"]
