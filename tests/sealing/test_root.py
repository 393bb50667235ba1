"""The root key opens with its passphrase alone."""

import pytest
from nacl.signing import SigningKey

from reports.sealing.opening import CannotOpen
from reports.sealing.root import open_root, seal_root


def test_the_root_key_opens_with_its_passphrase_and_no_other() -> None:
    root = SigningKey.generate()
    sealed = seal_root(root, "correct horse battery")
    assert open_root(sealed, "correct horse battery") == root
    with pytest.raises(CannotOpen):
        open_root(sealed, "correct horse batterz")
    with pytest.raises(CannotOpen):
        open_root(sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:], "correct horse battery")
