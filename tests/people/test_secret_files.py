"""Two versions of a secret in one file, written in place, and read again by whoever runs."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from reports import vault
from reports.people.secret_files import NoneBefore, OnItsWay, add_version, drop_before, mark
from tests.conftest import House
from tests.people.root import secrets_put_back


@pytest.fixture(autouse=True)
def _secrets(house: House) -> Iterator[None]:
    with secrets_put_back():
        yield


def test_a_fresh_version_is_in_force_at_once_and_the_one_before_is_good_until_it_is_dropped(house: House) -> None:
    path = settings.SECRETS_DIR / "request_pepper"
    inode, old, told = path.stat().st_ino, vault.secret("request_pepper"), mark("request_pepper")
    with pytest.raises(NoneBefore):
        drop_before("request_pepper")
    add_version("request_pepper")
    fresh = vault.secret("request_pepper")
    assert vault.versions("request_pepper") == (fresh, old)
    assert len(fresh) == 32
    assert fresh != old
    assert mark("request_pepper") != told
    with pytest.raises(OnItsWay):
        add_version("request_pepper")
    drop_before("request_pepper")
    assert vault.versions("request_pepper") == (fresh,)
    assert path.stat().st_ino == inode, "a container that mounts the file sees it"
    assert path.stat().st_mode & 0o077 == 0
