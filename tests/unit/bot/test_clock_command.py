"""`python -m bot clock`: questions in, answers out, line by line."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

_ROOT = Path(__file__).parents[3]
_OFFICE = """
zone = "Asia/Shanghai"
[week]
mon = [["08:30", "12:00"], ["13:30", "17:30"]]
tue = [["08:30", "12:00"], ["13:30", "25:00"]]
"""


class _Asked:
    """What the command says to lines on its standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: Path) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.path = path

    def __call__(self, *lines: object, hours: str = _OFFICE, whose: Sequence[str] = ()) -> tuple[int, list[Any], str]:
        self.path.write_text(hours, encoding="utf-8")
        written = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(written.encode())))
        code = main(["clock", "--hours", str(self.path), *whose])
        said = self._capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> _Asked:
    return _Asked(monkeypatch, capsys, tmp_path / "hours.toml")


def test_a_question_with_a_moment_tells_deadline_run_and_overrun(ask: _Asked) -> None:
    asked = {"start": "2026-11-23T11:58:00+08:00", "budget": "PT5M", "at": "2026-11-23T13:40:00+08:00"}
    assert ask(asked) == (0, [{"deadline": "2026-11-23T05:33:00+00:00", "run": 720, "overrun": 420}], "")


@pytest.mark.parametrize(
    ("whose", "deadline"), [(("--line", "C"), "20:05"), (("--line", "A"), "05:33"), (("--field",), "16:05")]
)
def test_a_line_and_workers_may_be_asked_about(ask: _Asked, whose: Sequence[str], deadline: str) -> None:
    own = '[lines.C.week]\ntue = [["04:00", "05:00"]]\n[field.week]\ntue = [["00:00", "24:00"]]\n'
    asked = {"start": "2026-11-23T03:58:00Z", "budget": 300}
    _, (answer,), _ = ask(asked, hours=_OFFICE + own, whose=whose)
    assert answer["deadline"] == f"2026-11-23T{deadline}:00+00:00"


def test_workers_without_hours_of_their_own_are_asked_about_by_their_line(ask: _Asked) -> None:
    code, answers, said = ask({"start": "2026-11-23T03:58:00Z", "budget": 300}, whose=("--field",))
    assert (code, answers) == (2, [])
    assert "has no [field]: workers keep those of the line of repairs; ask with --line C." in said


def test_a_question_without_a_moment_tells_the_deadline_alone(ask: _Asked) -> None:
    asked = {"start": "2026-11-23T03:58:00Z", "budget": 300}
    assert ask(asked) == (0, [{"deadline": "2026-11-23T05:33:00+00:00", "run": None, "overrun": None}], "")


def test_pauses_put_the_deadline_off_and_one_without_an_end_takes_it_away(ask: _Asked) -> None:
    asked = {"start": "2026-11-23T09:00:00+08:00", "budget": "PT1H", "at": "2026-11-23T09:45:00.5+08:00"}
    lunch, away = ["2026-11-23T09:30:00+08:00", "2026-11-23T09:40:00+08:00"], ["2026-11-23T09:40:00+08:00", None]
    assert ask(asked | {"pauses": [lunch]}, asked | {"pauses": [away, lunch]}) == (
        0,
        [
            {"deadline": "2026-11-23T02:10:00+00:00", "run": 2100.5, "overrun": 0},
            {"deadline": None, "run": 1800, "overrun": 0},
        ],
        "",
    )


def test_a_desk_that_never_opens_gives_no_deadline(ask: _Asked) -> None:
    asked = {"start": "2026-11-23T11:58:00+08:00", "budget": 1, "at": "2027-11-23T13:40:00+08:00"}
    assert ask(asked, hours="zone = 'UTC'") == (0, [{"deadline": None, "run": 0, "overrun": 0}], "")


def test_empty_lines_and_the_mark_of_some_editors_are_no_mistakes(ask: _Asked) -> None:
    assert ask('\ufeff{"start": "2026-11-23T03:58:00Z", "budget": 0}', "", "  ")[:2] == (
        0,
        [{"deadline": "2026-11-23T03:58:00+00:00", "run": None, "overrun": None}],
    )


_START = '"start": "2026-11-23T03:58:00Z"'


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("tomorrow", 'line 2: this is no JSON; write one object per line, {"start": "2026-11-23T09:00:00+08:00"'),
        ("[" * 100_000, "line 2: this is no JSON"),
        ("[3]", "line 2: this is [3]; write one object per line"),
        ('{"budget": 3}', "line 2: start is missing; write one object per line"),
        (f"{{{_START}}}", "line 2: budget is missing; write one object per line"),
        (f'{{{_START}, "budget": 3, "pause": []}}', "line 2: pause means nothing here; write pauses."),
        (f'{{{_START}, "budget": 3, "x": []}}', "line 2: x means nothing here; write start or budget or pauses or at."),
        (f'{{{_START}, "budget": -3}}', "line 2: budget is -3, which is negative; a span is 0 or more."),
        (
            f'{{{_START}, "budget": true}}',
            "line 2: budget is true, which is no span; write seconds (180) or a duration",
        ),
        (f'{{{_START}, "budget": NaN}}', "line 2: budget is nan, which is no span"),
        (f'{{{_START}, "budget": 1e400}}', "line 2: budget is inf, which is no span"),
        (f'{{{_START}, "budget": 1e300}}', "line 2: budget is 1e+300, which is longer than can be counted."),
        (f'{{{_START}, "budget": "P1M"}}', "line 2: budget is 'P1M', which is no duration; write one like \"PT3M\""),
        (f'{{{_START}, "budget": "P999999999999D"}}', "which is longer than can be counted."),
        (
            '{"start": "noon", "budget": 3}',
            'line 2: start is "noon", which is no moment; write one like "2026-11-23T09',
        ),
        ('{"start": "2026-11-23T09:00", "budget": 3}', 'start is "2026-11-23T09:00", of no zone; write the offset too'),
        ('{"start": "0001-01-01T00:00Z", "budget": 3}', "write a moment of the years 1900 to 2999."),
        (f'{{{_START}, "budget": 3, "at": 3}}', "line 2: at is 3, which is no moment"),
        (f'{{{_START}, "budget": 3, "pauses": "x"}}', 'line 2: pauses has "x"; write pairs of moments, [["2026-11-23T'),
        (f'{{{_START}, "budget": 3, "pauses": ["x"]}}', 'line 2: pauses has "x"; write pairs of moments'),
        (f'{{{_START}, "budget": 3, "pauses": [[]]}}', "line 2: pauses has []; write pairs of moments"),
        (f'{{{_START}, "budget": 3, "pauses": [[null, null]]}}', "line 2: pauses is null, which is no moment"),
        (
            f'{{{_START}, "budget": 3, "pauses": [["2026-11-23T04:00Z", "2026-11-23T03:00Z"]]}}',
            'pauses has ["2026-11-23T04:00Z", "2026-11-23T03:00Z"], which ends before it starts',
        ),
    ],
)
def test_a_line_that_cannot_be_understood_is_named_and_the_others_are_answered(
    ask: _Asked, line: str, sentence: str
) -> None:
    good = {"start": "2026-11-23T03:58:00Z", "budget": 60}
    code, answers, said = ask(good, line, good)
    assert (code, [answer["deadline"] for answer in answers]) == (2, ["2026-11-23T03:59:00+00:00"] * 2)
    assert said.startswith("frontdesk: line 2")
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_holidays_that_are_only_estimated_are_told_once(ask: _Asked) -> None:
    asked = {"start": "2089-12-30T00:00:00Z", "budget": "P3D"}
    code, answers, said = ask(asked, asked, hours=f'holidays = "CN"\n{_OFFICE}')
    assert (code, len(answers)) == (0, 2)
    assert said.splitlines() == [
        f"frontdesk: line 1: the public holidays in CN for {year} are estimated: the arrangement is not published yet."
        for year in (2089, 2090)
    ]


def test_a_bad_hours_file_is_refused_before_any_line_is_read(ask: _Asked) -> None:
    assert ask("nonsense", hours="zone = 'Mars'") == (
        2,
        [],
        f"frontdesk: {ask.path}, line 1: zone is 'Mars', which is no time zone; write one like \"Asia/Shanghai\".\n",
    )


def test_an_hours_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert main(["clock", "--hours", str(path)]) == 2
    assert capsys.readouterr().err == (
        f"frontdesk: {path} cannot be read (No such file or directory); name the file after --hours.\n"
    )


def test_an_hours_file_in_another_encoding_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "hours.toml"
    path.write_bytes('zone = "Asia/Shanghai" # 上海'.encode("gb18030"))
    assert main(["clock", "--hours", str(path)]) == 2
    assert capsys.readouterr().err == f"frontdesk: {path} is not UTF-8; save it again with the encoding UTF-8.\n"


def test_each_line_is_answered_before_the_next_is_read_and_telegram_is_not_loaded() -> None:
    program = (
        "import sys; from bot.__main__ import main; code = main(['clock'])\n"
        "print(code, *sorted({'aiogram', 'sqlalchemy', 'holidays'} & set(sys.modules)))"
    )
    asked = [sys.executable, "-c", program]
    with subprocess.Popen(asked, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603
        assert running.stdin is not None
        assert running.stdout is not None
        for minute in ("00", "30"):
            running.stdin.write(f'{{"start": "2026-11-23T03:{minute}:00Z", "budget": 60}}\n')
            running.stdin.flush()
            answer = json.loads(running.stdout.readline())
            assert answer["deadline"] == f"2026-11-23T03:{int(minute) + 1:02}:00+00:00"
        running.stdin.close()
        assert running.stdout.read() == "0\n"
