"""Whatever staff do in whichever order, and however late: they are what their history leaves, and nobody is lost."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from desk import commands as c
from desk.people import Absence, Agent, Role
from desk.shifts import read_rota
from desk.shifts.agent import evolve
from desk.shifts.duty import enrolled
from desk.shifts.room import fold
from desk.state import State
from tests.kit.crew import HERE, StaffRoom, held

_ROTA = read_rota(
    'zone = "UTC"\n[agents.07]\nid = 7\n[agents.12]\nid = 12\n[shifts.day]\nhours = ["09:00", "17:00"]\n'
    '[rota]\nmon = { day = ["07", "12"] }\ntue = { day = ["12"] }\n',
    "rota.toml",
)
_MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
_PEOPLE = {
    one.user_id: one
    for one in (
        enrolled(Agent(user_id=1, number="01", role=Role.LEAD, on_duty_since=_MONDAY), _MONDAY).agent,
        enrolled(Agent(user_id=7, number="07", on_duty_since=_MONDAY), _MONDAY).agent,
        enrolled(Agent(user_id=12, number="12"), _MONDAY).agent,
    )
}


def _commands(who: int) -> some.SearchStrategy[c.Command]:
    own = {"agent": who, "origin": HERE}
    return some.one_of(
        some.just(c.GoOn(**own)),  # type: ignore[arg-type]
        some.just(c.GoOff(**own)),  # type: ignore[arg-type]
        some.just(c.ComeBack(**own)),  # type: ignore[arg-type]
        some.just(c.LeaveNow(**own, whose=7)),  # type: ignore[arg-type]
        some.just(c.Remove(**own, number="12")),  # type: ignore[arg-type]
        some.just(c.Admit(**own, number="12", role=Role.AGENT)),  # type: ignore[arg-type]
        some.builds(c.GoAway, **{k: some.just(v) for k, v in own.items()}, absence=some.sampled_from(Absence)),
        some.builds(
            c.GrantLeave, **{k: some.just(v) for k, v in own.items()}, whose=some.just(7), absence=some.integers(1, 3)
        ),
        some.builds(
            c.AcknowledgeHandover,
            **{k: some.just(v) for k, v in own.items()},
            whose=some.just(7),
            handover=some.integers(1, 2),
        ),
        some.builds(
            c.HandItemOver, **{k: some.just(v) for k, v in own.items()}, whose=some.just(7), conversation=some.just(1)
        ),
    )


_STEPS = some.lists(
    some.one_of(some.sampled_from(sorted(_PEOPLE)).flatmap(_commands), some.integers(1, 600)), min_size=1, max_size=12
)


@given(_STEPS)
def test_staff_are_what_their_history_leaves_and_no_conversation_is_left_without_an_owner_or_a_place(
    steps: list[c.Command | int],
) -> None:
    lin = _PEOPLE[7]
    play = StaffRoom(
        agents=_PEOPLE.values(),
        rota=_ROTA,
        conversations=[held(lin, 1, since=_MONDAY)],
        now=_MONDAY + timedelta(hours=1),
    )
    for step in steps:
        if isinstance(step, int):
            play.wait(minutes=step)
        else:
            play.do(step)
        for user_id, agent in play.agents.items():
            folded = _PEOPLE[user_id]
            for event in play.histories.get(user_id, []):
                folded = evolve(folded, event)
            assert folded == agent
            assert not agent.available or (agent.on_duty and agent.away_since is None and not agent.removed)
        (state, owner) = play.states()[1]
        assert (state is State.QUEUED) == (owner is None)
        assert play.conversations[1].waiting_since == _MONDAY
    assert fold([]).gaps <= play.room.gaps
