"""A file that is broken, foreign or hostile changes nothing, and the person at the terminal learns what is wrong."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from amends.config.operations.backup import files as attachments
from amends.config.operations.backup import manifest as said
from amends.config.operations.backup import writing
from amends.config.operations.backup.verifying import verify
from amends.config.tests.conftest import KINDS, run
from amends.config.tests.houses import House, listing, rows_here
from amends.foundation.kernel.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Empty = Callable[..., House]
Entry = tuple[tarfile.TarInfo, bytes]


def entries(path: Path) -> list[Entry]:
    with tarfile.open(path) as tar:
        return [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]


def packed(path: Path, content: list[Entry], form: int = tarfile.USTAR_FORMAT) -> Path:
    """A new archive of these entries, whatever they are."""
    with tarfile.open(path, "w:gz", format=form) as tar:
        for info, data in content:
            if info.isreg():
                info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def entry(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, target: str = "") -> Entry:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, len(data)
    return info, data


def refusal(house: House, path: Path, *options: str) -> str:
    """Why a file is not taken; and nothing is there afterwards that was not there before."""
    with house.entered():
        before = listing(house.var)
    with pytest.raises(CommandError) as refused:
        run(house, "restore", str(path), *options)
    assert "Nothing was changed." in str(refused.value)
    assert listing(house.var) == before
    return str(refused.value)


def test_a_file_that_ends_too_early(backup: Path, empty_house: Empty) -> None:
    whole, house = backup.read_bytes(), empty_house()
    for length in (len(whole) - 1, len(whole) - 8, len(whole) * 9 // 10, len(whole) // 2, 1000, 11):
        backup.write_bytes(whole[:length])
        assert "ends too early" in refusal(house, backup), length


def test_any_single_changed_byte_is_noticed(backup: Path) -> None:
    whole = backup.read_bytes()
    # The ten bytes at the front say when and where it was packed and are nobody's data.
    for place in range(10, len(whole), len(whole) // 150):
        changed = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        backup.write_bytes(changed)
        try:
            verify(backup)
        except Refused:
            continue
        # The last byte of the packed data has bits that mean nothing.
        assert gzip.decompress(changed) == gzip.decompress(whole), place


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ends too early"),
        (b"PK\x03\x04 something else", "damaged, or it is no backup"),
        (gzip.compress(b"x" * 5000), "damaged, or it is no backup"),
        (gzip.compress(b"\0" * 1024), "ends too early"),
    ],
    ids=["nothing", "a zip file", "packed words", "packed zeros"],
)
def test_a_file_that_is_something_else(tmp_path: Path, empty_house: Empty, content: bytes, says: str) -> None:
    path = tmp_path / "other.tar.gz"
    path.write_bytes(content)
    assert says in refusal(empty_house(), path)


def test_a_file_that_is_not_there(tmp_path: Path, empty_house: Empty) -> None:
    assert "No such file" in refusal(empty_house(), tmp_path / "none.tar.gz")


def test_an_archive_of_somebody_else(tmp_path: Path, empty_house: Empty) -> None:
    theirs = [entry("manifest.json", b"{}")]
    assert "This is no backup of Amends" in refusal(empty_house(), packed(tmp_path / "t.tar.gz", theirs))


def test_rows_that_were_changed_by_somebody_who_packed_them_again(backup: Path, empty_house: Empty) -> None:
    content = entries(backup)
    changed = [(info, data.replace("王小明".encode(), "王大明".encode())) for info, data in content]
    assert "“tables/customers_customer/000000.tsv” in the backup is not what" in refusal(
        empty_house(), packed(backup, changed)
    )


@pytest.mark.parametrize(
    "dropped", ["files/", "tables/cases_case/", "secret_key", "manifest.json", "about.json"]
)
def test_a_part_that_is_missing(backup: Path, empty_house: Empty, dropped: str) -> None:
    refusal(
        empty_house(), packed(backup, [one for one in entries(backup) if not one[0].name.startswith(dropped)])
    )


@pytest.mark.parametrize(
    "twice", ["files/", "tables/cases_case/", "secret_key", "manifest.json", "about.json"]
)
def test_a_part_that_comes_twice(backup: Path, empty_house: Empty, twice: str) -> None:
    content = entries(backup)
    at = next(place for place, one in enumerate(content) if one[0].name.startswith(twice))
    refusal(empty_house(), packed(backup, [*content[: at + 1], content[at], *content[at + 1 :]]))


HOSTILE = [
    entry("../../../etc/amends-hostile", b"x"),
    entry("/etc/amends-hostile", b"x"),
    entry("files/../../amends-hostile", b"x"),
    entry("files/attachments/../../../amends-hostile", b"x"),
    entry("files/.ssh/authorized_keys", b"x"),
    entry("files//etc/passwd", b"x"),
    entry("files/a\\..\\b", b"x"),
    entry("files/a\nb", b"x"),
    entry("tables/cases_case; DROP TABLE cases_case/000000.tsv", b"x"),
    entry("secret_key", b"", tarfile.SYMTYPE, "/etc/passwd"),
    entry("files/attachments", b"", tarfile.SYMTYPE, "/etc"),
    entry("files/a", b"", tarfile.LNKTYPE, "/etc/passwd"),
    entry("files/a", b"", tarfile.CHRTYPE),
    entry("files/a", b"", tarfile.FIFOTYPE),
    entry("files/a", b"", tarfile.DIRTYPE),
    entry("files/a", b"", tarfile.GNUTYPE_SPARSE),
    entry("files/" + "a" * 300, b"x"),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: repr(one[0].name[:30] + one[0].type.decode()))
def test_names_and_kinds_that_have_no_place_in_a_backup(
    backup: Path, empty_house: Empty, hostile: Entry
) -> None:
    content = [*entries(backup)[:-1], hostile, entries(backup)[-1]]
    says = refusal(empty_house(), packed(backup, content, tarfile.GNU_FORMAT))
    assert "which is no part of a backup" in says


def told(path: Path, change: Callable[[dict[str, Any]], Any], name: str = said.MANIFEST) -> Path:
    """The backup with something else in what it says about itself."""
    content = []
    for info, data in entries(path):
        if info.name == name:
            told = json.loads(data)
            change(told)
            data = json.dumps(told).encode()
        content.append((info, data))
    return packed(path, content)


def test_a_format_of_another_time(backup: Path, empty_house: Empty) -> None:
    path = told(backup, lambda about: about.update(format=2), said.ABOUT)
    assert "has format 2, and this program reads format 1" in refusal(empty_house(), path)


def test_a_backup_of_a_newer_program(backup: Path, empty_house: Empty) -> None:
    path = told(backup, lambda one: one["migrations"].append(["cases", "0099_later"]))
    assert "made by a newer program (0.1.0, migration cases.0099_later)" in refusal(empty_house(), path)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["tables"]["cases_case"]["columns"].append("colour"),
        lambda one: one["tables"].update(cases_colour=one["tables"]["cases_workload"]),
        lambda one: one["tables"]["cases_case"].update(count=77),
        lambda one: one["tables"].pop("cases_case"),
        lambda one: one.pop("files"),
        lambda one: one.update(tables=[]),
        lambda one: one.update(migrations=[["cases"]]),
    ],
)
def test_a_backup_that_says_wrong_things_of_itself(
    backup: Path, full_house: House, change: Callable[[dict[str, Any]], Any]
) -> None:
    refusal(full_house, told(backup, change), "--force")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("cases_case", b"\tt\t", b"\tmaybe\t"),
        ("cases_message", b"\n", b"\tone cell more\n"),
        ("cases_note", b"1\t", b"99999\t"),
        ("cases_case", b"+00", b"+00 o'clock"),
    ],
)
def test_rows_that_do_not_fit_leave_the_house_as_it_was(
    backup: Path, full_houses: dict[str, House], kind: str, table: str, old: bytes, new: bytes
) -> None:
    house = full_houses[kind]
    with house.entered():
        before = rows_here()
    content = [
        (info, data.replace(old, new) if info.name.startswith(f"tables/{table}/") else data)
        for info, data in entries(backup)
    ]
    told(packed(backup, content), figures_of(content))
    refusal(house, backup, "--force")
    with house.entered():
        assert rows_here() == before


def figures_of(content: list[Entry]) -> Callable[[dict[str, Any]], None]:
    """Whoever can write such rows can write the figures that go with them."""
    found = {info.name: (len(data), hashlib.sha256(data).hexdigest()) for info, data in content}

    def change(one: dict[str, Any]) -> None:
        for rows in one["tables"].values():
            for part in rows["parts"]:
                part["size"], part["sha256"] = found[part["name"]]

    return change


def no_room(*_: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_no_half_backup_and_keeps_the_old_one(
    full_house: House, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backup.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(writing.Archive, "finish", no_room)
        with pytest.raises(CommandError, match="There is no room left for the backup"):
            run(full_house, "backup", str(backup))
    assert backup.read_bytes() == before
    assert listing(backup.parent) == [backup.name]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["take", "place"])
def test_a_full_disk_while_restoring_changes_nothing(
    backup: Path, full_houses: dict[str, House], monkeypatch: pytest.MonkeyPatch, where: str, kind: str
) -> None:
    house = full_houses[kind]
    with house.entered():
        before = rows_here()
    monkeypatch.setattr(attachments.Staged, where, no_room)
    assert "There is no room left" in refusal(house, backup, "--force")
    with house.entered():
        assert rows_here() == before


def test_files_that_were_put_in_place_go_away_when_the_database_fails(
    backup: Path, empty_house: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.config.operations.backup.target.move_into", no_room)
    house = empty_house()
    refusal(house, backup)
    assert listing(house.var) == []


def test_a_file_that_shrinks_while_it_is_read_stops_the_backup(full_house: House, tmp_path: Path) -> None:
    with pytest.raises(EOFError), writing.written(tmp_path / "b.tar.gz", at=0) as archive:
        archive.add_file("files/a", io.BytesIO(b"short"), 10)
    assert listing(tmp_path) == []


def test_two_backups_into_one_file_do_not_mix(full_house: House, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    with (
        writing.written(file, at=0),
        pytest.raises(CommandError, match="Another backup is writing this file"),
    ):
        run(full_house, "backup", str(file))


@pytest.mark.parametrize(
    ("locale", "says"),
    [
        ("zh_CN.UTF-8", "不是 Amends 的备份"),
        ("zh_TW.UTF-8", "不是 Amends 的備份"),
        ("en_US", "no backup of Amends"),
    ],
)
def test_what_is_wrong_is_said_in_the_terminals_language(
    tmp_path: Path, empty_house: Empty, monkeypatch: pytest.MonkeyPatch, locale: str, says: str
) -> None:
    path = packed(tmp_path / "t.tar.gz", [entry("manifest.json", b"{}")])
    monkeypatch.setenv("LC_ALL", locale)
    with pytest.raises(CommandError, match=says):
        run(empty_house(), "restore", str(path))
