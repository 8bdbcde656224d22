"""Finds a Chromium for the tests that drive a real browser, or installs one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from huolang.cli.progress import step
from huolang.cli.stop import Stop

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OF_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find() -> str | None:
    """A browser on the PATH, the one named by HUOLANG_CHROMIUM, or Playwright's own."""
    named = os.environ.get("HUOLANG_CHROMIUM")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return named or found or _playwrights()


def find_or_install() -> str:
    """Debian's package when we may, else Playwright's download."""
    if found := find():
        return found
    with step("安装 Chromium Installing Chromium"):
        if os.geteuid() == 0 and shutil.which("apt-get"):
            quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(["apt-get", "update", "-qq"], capture_output=True, env=quiet)
            command = ["apt-get", "install", "-y", "-qq", "chromium"]
            subprocess.run(command, capture_output=True, env=quiet)
        if not find():
            command = [sys.executable, "-m", "playwright", "install", "chromium"]
            subprocess.run(command, capture_output=True)
    if found := find():
        return found
    raise Stop(
        "缺少 Chromium，无法进行浏览器测试 / No Chromium was found and none could be installed: "
        "install chromium or google-chrome, then run the tests again."
    )


def _playwrights() -> str | None:
    told = subprocess.run([sys.executable, "-c", OF_PLAYWRIGHT], capture_output=True, text=True)
    path = told.stdout.strip()
    return path if path and Path(path).exists() else None
