"""The screen's types are those of the API as it is now."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from huolang.api.management.commands import openapi
from huolang.cli import screen

KEPT = screen.WEB / "src" / "lib" / "schema.d.ts"
MAKER = screen.MODULES / "openapi-typescript"


@pytest.mark.skipif(not MAKER.exists(), reason="the packages that check the screen are not there")
def test_the_types_of_the_screen_are_those_of_the_description(tmp_path: Path) -> None:
    description, made = tmp_path / "openapi.json", tmp_path / "schema.d.ts"
    description.write_text(openapi.text(), encoding="utf-8")

    command = ["node", "schema.mjs", str(description), str(made)]
    subprocess.run(command, cwd=screen.WEB, env=screen.environment(), check=True)

    assert made.read_text("utf-8") == KEPT.read_text("utf-8"), "cd web; npm run schema"
