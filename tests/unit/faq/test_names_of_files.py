"""What a file is called is looked at for its kind only; a name that plays tricks is refused by a plain sentence."""

from pathlib import Path

import pytest

from faq.files.problem import LibraryError
from faq.files.reading import parse, read

_NASTY = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "library.yaml.exe",
    "faq\u202elmay.exe",
    "library.yaml\u202e",
    "a" * 4096,
    "library\x1b[2J\x07",
    "line\nbreak",
    "|rm -rf",
    "$(id)",
    ".yaml",
    "",
    "CON",
    "library.pkl",
    "library.xlsm",
    "library.zip",
]


@pytest.mark.parametrize("name", _NASTY, ids=ascii)
def test_a_name_of_no_kind_we_read_is_refused_before_anything_is_opened(name: str) -> None:
    with pytest.raises(LibraryError) as refused:
        parse(name, b"question,answer\na,b\n")
    said = str(refused.value)
    assert ".yaml, .yml, .jsonl, .ndjson, .csv, .xlsx" in said
    assert all(sign.isprintable() for line in said.splitlines() for sign in line)
    assert len(said) < 600


@pytest.mark.parametrize(
    "name", ["a" * 4096 + ".yaml", "zero\0.yaml", "not there.csv", "a/" * 3000 + "b.xlsx"], ids=len
)
def test_a_path_that_leads_nowhere_is_refused_by_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as refused:
        read(tmp_path / name)
    assert [problem.code for problem in refused.value.problems] == ["closed"]


def test_a_link_out_of_a_folder_is_a_file_like_any_other_and_must_be_a_library(tmp_path: Path) -> None:
    (tmp_path / "passwords.yaml").symlink_to("/etc/passwd")
    with pytest.raises(LibraryError) as refused:
        read(tmp_path)
    assert "root:" not in str(refused.value)


def test_a_field_of_twenty_million_signs_is_refused_by_line() -> None:
    with pytest.raises(LibraryError) as refused:
        parse("library.csv", b"question,answer\n" + b"x" * 20_000_000 + b",y\n")
    (problem,) = refused.value.problems
    assert problem.line == 2
    assert len(str(refused.value)) < 300
