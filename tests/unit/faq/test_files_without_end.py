"""Files that would cost more time or memory than their length explains."""

import tracemalloc

import pytest

from faq import LibraryError
from faq.files.reading import parse
from faq.files.yaml_rows import MOST_TAGS


def test_names_for_tags_are_refused_where_they_are_too_many() -> None:
    few, many = ("".join(f"%TAG !{n}! x\n" for n in range(count)) for count in (MOST_TAGS, MOST_TAGS + 2))
    entry = "---\n- id: parking\n  question: 停车费\n  answer: 每月 200 元\n"
    assert len(parse("a.yaml", (few + entry).encode())) == 1
    with pytest.raises(LibraryError) as refused:
        parse("a.yaml", (many + entry).encode())
    assert "too many lines begin with %TAG" in refused.value.problems[0].what


def test_a_table_of_endless_columns_is_not_told_column_by_column() -> None:
    content = b"a," * 200_000
    tracemalloc.start()
    try:
        with pytest.raises(LibraryError) as refused:
            parse("a.csv", content)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [problem.what for problem in refused.value.problems] == [
        "More than 60 columns; take out those that are not needed."
    ]
    assert most < 25 * len(content)
