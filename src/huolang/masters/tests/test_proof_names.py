"""People have a name for every check of a proof, also for those of masters."""

import re
from inspect import getsource

from huolang.ledger.proof_names import NAMES
from huolang.masters import item_proof, serial_proof


def test_people_have_a_name_for_every_check_of_masters() -> None:
    asked = re.findall(r"\('(\w+)', p\.", item_proof.TOLD)
    assert asked and 'f"item_{asked}"' in getsource(item_proof)

    assert {*serial_proof.CHECKS, *(f"item_{one}" for one in asked)} <= set(NAMES)
