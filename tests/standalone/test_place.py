"""What stops a start is told in one sentence."""

import socket
from pathlib import Path

import pytest

from tipline.standalone.child import CannotStart
from tipline.standalone.place import check_port, hold, port_from


def test_a_taken_port_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} is taken; free it or choose another"):
            check_port(port, patience=0)
    check_port(port)


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "65536", "８０００"])
def test_a_port_must_be_a_number_in_range(text: str) -> None:
    with pytest.raises(CannotStart, match="PORT must be a number"):
        port_from(text)


def test_a_folder_can_be_held_once_and_again_after_it_was_let_go(tmp_path: Path) -> None:
    with hold(tmp_path / "data"), pytest.raises(CannotStart, match="already runs on"), hold(tmp_path / "data"):
        pass
    with hold(tmp_path / "data"):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotStart, match="cannot be written"), hold(tmp_path / "file" / "data"):
        pass
