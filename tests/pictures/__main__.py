"""Takes the pictures of the guide; started by `./huolang pictures`, on a database of its own that
holds nothing but the demo company."""

from __future__ import annotations

import argparse
import secrets
import sys

import django

django.setup()

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from bench._serving import Serving  # noqa: E402
from huolang.cli import screen  # noqa: E402
from huolang.kernel import tokens  # noqa: E402
from huolang.kernel.company import Company, acting  # noqa: E402
from huolang.kernel.first_run import join  # noqa: E402
from huolang.kernel.people import User  # noqa: E402
from huolang.samples import demo, sample_company, tour  # noqa: E402
from tests.e2e.conftest import launch  # noqa: E402
from tests.pictures import shots  # noqa: E402
from tests.pictures.camera import (  # noqa: E402
    DESK,
    IMAGES,
    LANGUAGES,
    PHONE,
    Person,
    Seat,
    camera,
    sit_down,
)
from tests.pictures.settings import MORNING  # noqa: E402

MOST = 2_500_000
"""Bytes of all pictures: everybody who clones the repository fetches them."""


def main(wanted: list[str]) -> int:
    people = hired()
    with Serving(static=screen.BUILT) as server, sync_playwright() as playwright:
        browser = launch(playwright)
        seats = [
            sit_down(browser, server.address, person, company=company, token=token, now=MORNING)
            for person, company, token in people
        ]
        for language in LANGUAGES:
            take(browser, seats, language, wanted)
        browser.close()
    return told()


def take(browser: Browser, seats: list[Seat], language: str, wanted: list[str]) -> None:
    """Every picture in one language, or those that are wanted."""
    clerk, owner, own = seats
    rounds = (
        (owner, DESK, shots.OWNER),
        (clerk, DESK, shots.DESK),
        (clerk, PHONE, shots.PHONE),
        (own, DESK, shots.OWN),
    )
    for seat, size, them in rounds:
        for name, shot in them.items():
            if wanted and name not in wanted:
                continue
            with camera(browser, seat, language=language, size=size) as at:
                print(f"· {language} {name}", flush=True)
                shot(at)


def hired() -> list[tuple[Person, int, str]]:
    """Somebody who may do everything in the demo company, its owner, and somebody in the empty
    company beside it; each with a program's way into it."""
    shop = sample_company.ensure(demo.COMPANY, demo.DATA_SET, sample_company.administrator())
    own = Company.objects.exclude(id=shop.id).first()
    assert own, "no company of one's own"
    found: list[tuple[Person, int, str]] = []
    told = (
        ("wang", "王经理", "admin", shop),
        ("gao", "高老板", "owner", shop),
        ("xin", "王经理", "admin", own),
    )
    for username, name, role, company in told:
        person = Person(username, secrets.token_urlsafe(12))
        user = User.objects.filter(username=username).first()
        if user is None:
            user = User.objects.create_user(username, None, name=name)
            join(user, company, roles=[role])
        user.set_password(person.password)
        user.save()
        with acting(shop.id):
            tour.note(user.id, seen=True)
        found.append((person, company.id, tokens.issue(user, name="pictures", company=company.id)))
    return found


def told() -> int:
    """1 when they are more than a clone should carry."""
    weights = {path: path.stat().st_size for path in sorted(IMAGES.glob("*/*.webp"))}
    whole = sum(weights.values())
    largest = max(weights.values(), default=0)
    print(f"{len(weights)} pictures, {whole / 1e6:.2f} MB, the largest {largest:,} bytes")
    return 0 if whole <= MOST else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="huolang pictures")
    parser.add_argument("name", nargs="*", help="only these pictures")
    sys.exit(main(parser.parse_args().name))
