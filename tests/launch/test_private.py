"""Secrets are made once, whole, and for their owner only."""

import stat
from pathlib import Path

import pytest

from stopext.launch.private import demo_secrets, private_text


def test_secrets_stay_the_same_and_private(tmp_path: Path) -> None:
    first = demo_secrets(tmp_path)

    assert demo_secrets(tmp_path) == first
    assert len({first.owner, first.app, first.login, first.job}) == 4
    assert len(bytes.fromhex(first.master_key_file.read_text(encoding="ascii"))) == 32
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == {"secrets.json": 0o600, "master.key": 0o600, "django.key": 0o600}


def test_two_checkouts_share_nothing(tmp_path: Path) -> None:
    one, other = demo_secrets(tmp_path / "one"), demo_secrets(tmp_path / "other")

    assert one.owner != other.owner
    assert one.master_key_file.read_bytes() != other.master_key_file.read_bytes()


def test_a_secret_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    def killed() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        private_text(tmp_path / "secret", killed)

    assert not (tmp_path / "secret").exists()
    assert private_text(tmp_path / "secret", lambda: "whole") == "whole"
