"""`huolang pictures [NAME…]`: 重拍使用指南里的图片 / takes the pictures of the guide anew.

示例公司装进临时的数据库，停在固定的一天 / The demo company, in a database that is thrown away
afterwards (unless --data says where to keep it), on a day that is always the same."""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from huolang.cli import browser, postgres, preparation, screen
from huolang.cli.progress import step
from huolang.cli.settings import ROOT, Settings
from huolang.cli.up import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="*", help="只拍这几张 / only these: home delivery …")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """0 when every picture was taken and all of them together are not too large."""
    screen.build()
    with contextlib.ExitStack() as stack:
        folder = given.data and settings.data  # kept for the next time
        if not folder:
            made = tempfile.TemporaryDirectory(prefix="huolang-pictures-")
            folder = Path(stack.enter_context(made)) / "data"
        own_settings = replace(settings, data=folder, database_url=None)
        own = stack.enter_context(postgres.own(folder, durable=False))
        told = environment(own_settings) | own.environment()
        told["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        told["DJANGO_SETTINGS_MODULE"] = "tests.pictures.settings"
        told["HUOLANG_CHROMIUM"] = browser.find_or_install()
        preparation.prepare(told, folder, demo=True)
        with step("装入示例公司 Loading the demo company"):
            _python(told, "huolang.cli.inside.sample", "demo")
        return _python(told, "tests.pictures", *given.name)


def _python(told: dict[str, str], module: str, *more: str) -> int:
    return subprocess.run([sys.executable, "-m", module, *more], env=told, cwd=ROOT).returncode
