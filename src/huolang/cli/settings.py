"""What a command was told: on its line, else in the environment, else in `huolang.toml`."""

import argparse
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huolang.cli.stop import Stop, reason

ROOT = Path(__file__).resolve().parents[3]
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Settings:
    """Everything the launcher can be told; the names are the keys of `huolang.toml`."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = os.cpu_count() or 1
    database_url: str | None = None  # another PostgreSQL; the user in it is the owner
    application_url: str | None = None  # only if the owner may not create roles
    report_url: str | None = None
    hosts: str | None = None  # host names to answer to, separated by commas
    origins: str | None = None  # addresses of a proxy in front, https://…, separated by commas
    backup_to: str | None = None  # a folder: a backup every night
    backup_key: str | None = None  # the key file that locks it
    backup_at: str = "02:30"  # by this machine's clock
    backup_keep: int = 14  # as many of them stay

    def environment(self) -> dict[str, str]:
        """What Django's settings read, besides the database."""
        told = {"HUOLANG_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "huolang.site.settings"}
        if hosts := self.hosts or self._own_hosts():
            told["HUOLANG_HOSTS"] = hosts
        if self.origins:
            told["HUOLANG_ORIGINS"] = self.origins
        return told

    def _own_hosts(self) -> str | None:
        """Whoever opens the server to the network answers to any name until they say which."""
        return None if self.host in LOOPBACK else "*"


def read(given: argparse.Namespace) -> Settings:
    """Settings from the three places; the command line wins, then the environment."""
    data = getattr(given, "data", None) or os.environ.get("HUOLANG_DATA") or ROOT / "data"
    data = Path(data).expanduser().resolve()
    if data.exists() and not data.is_dir():
        raise Stop(f"{data} 不是目录 / {data} is not a folder: choose one with --data.")
    told = _from_file(data / "huolang.toml") | _from_environment()
    told |= {key: value for key in KEYS if (value := getattr(given, key, None)) is not None}
    told = {key: _checked(key, value) for key, value in told.items()}
    return Settings(data=data, **told)


NUMBERS = ("port", "workers", "backup_keep")
AT_LEAST_ONE = ("workers", "backup_keep")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
KEYS = [key for key in Settings.__dataclass_fields__ if key != "data"]


def _from_environment() -> dict[str, Any]:
    names = {key: f"HUOLANG_{key.upper()}" for key in KEYS}
    names |= {"database_url": "DATABASE_URL"}
    return {key: os.environ[name] for key, name in names.items() if os.environ.get(name)}


def _from_file(file: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise reason(error, str(file)) or error from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Stop(f"{file} 格式错误 / {file} is not valid TOML: {error}") from error
    if unknown := sorted(set(told) - set(KEYS)):
        raise Stop(f"{file}：未知设置 / unknown settings: {', '.join(unknown)}")
    return told


def _checked(key: str, value: Any) -> Any:
    if key in NUMBERS:
        return _number(key, value)
    if key == "backup_at" and not TIME.fullmatch(str(value)):
        raise Stop(f'{key} 不正确：{value} / {key} must be a time of day like "02:30", not {value}')
    if not isinstance(value, str):
        raise Stop(f'{key} 应为文字 / {key} must be text in quotes, like {key} = "…", not {value}')
    return value


def _number(key: str, value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if not 0 <= number <= 65535 or (key in AT_LEAST_ONE and number == 0):
        raise Stop(f"{key} 不正确：{value} / {key} is not a number that can be used: {value}")
    return number
