"""The slow hashes cost what was decided: this process hashes cheaply, the product and what it once sealed do not.

Each answer was computed once at the product's cost. Another cost, or another construction, gives another answer, and
no officer, tipster or administrator of a running installation could get in any more.
"""

import subprocess
import sys
from pathlib import Path

from nacl.signing import SigningKey

from reports.sealing.officers import stretch
from reports.sealing.receipts import open_receipt
from reports.sealing.root import open_root
from tests.costs import hashing_slowly

VERIFIER = "6bd625f96a7e31ffbd349f3836c318e618df8c3bd8a7b846fd1993cfc03101b8"
LOOKUP = "5c1daa16e7e9d33a4f3b50b7ff5385e758f1ada225911240435424db7a66376a"
ROOT_KEY = (
    "4d8d7e439d1d849daadbbef226a96ef701cc7637b0a337d0e4ea07a2a54099cbb5d18a825269d1e251b15e2edecea491dabe90ab1d690945"
    "2bd80e53ed056d7500e0f20242be9286556a4a26b6a0acd1d86e6db4b5b0e8c755736ea26996f4a832b4ae1d10499485a4"
)
_ALONE = """
from reports.sealing.officers import stretch
from reports.sealing.receipts import open_receipt
print(stretch("a long password", bytes(16), bytes(32)).verifier.hex(), open_receipt("1" * 20, bytes(32)).lookup.hex())
"""


def test_a_password_is_stretched_at_the_product_s_own_cost() -> None:
    with hashing_slowly():
        assert stretch("a long password", bytes(16), bytes(32)).verifier.hex() == VERIFIER
    assert stretch("a long password", bytes(16), bytes(32)).verifier.hex() != VERIFIER


def test_a_receipt_is_stretched_at_the_product_s_own_cost() -> None:
    with hashing_slowly():
        assert open_receipt("1" * 20, bytes(32)).lookup.hex() == LOOKUP


def test_a_root_key_that_was_sealed_at_the_product_s_own_cost_opens() -> None:
    with hashing_slowly():
        assert open_root(bytes.fromhex(ROOT_KEY), "correct horse battery") == SigningKey(bytes(32))


def test_a_process_without_the_tests_hashes_slowly() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ALONE], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [VERIFIER, LOOKUP]
