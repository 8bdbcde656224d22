"""Every document has a test, a word in the glossary, and somebody who may use it."""

from __future__ import annotations

import re

import pytest

from huolang.forms import registry
from huolang.kernel import roles
from tests.architecture.source import ROOT, SOURCE, files

GLOSSARY = (ROOT / "CONTEXT.md").read_text()
FORMS = registry.all()
DOCUMENTS = [form for form in FORMS if form.kind == "document"]
TESTS = "\n".join(
    file.text for folder in (SOURCE, ROOT / "tests") for file in files(folder) if file.is_test
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_has_a_word_in_the_glossary(form) -> None:
    assert re.search(rf"`{form.model.__name__}`", GLOSSARY), "add a line to CONTEXT.md"


@pytest.mark.parametrize("form", DOCUMENTS, ids=lambda form: form.name)
def test_every_document_is_tested(form) -> None:
    named = (form.name, form.model.__name__)

    assert any(re.search(rf"\b{name}\b", TESTS) for name in named)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_somebody_other_than_the_administrator_may_use_every_form(form) -> None:
    assert any(form.name in role.permissions for role in roles.SHIPPED)
