"""What axe finds on a page that keeps somebody from using it."""

from __future__ import annotations

from playwright.sync_api import Page

from huolang.cli import screen

AXE = screen.MODULES / "axe-core" / "axe.min.js"
FIND = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""


def serious(page: Page) -> list[str]:
    """Faults that axe calls serious or critical: its rule, where, and what to do."""
    if not AXE.exists():  # whoever only runs a few tests has what the screen is built from
        screen.install_packages(to_check=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(FIND)
    return found
