"""What is true of a conversation whatever agents, leads, the customer and time do with it."""

from datetime import timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from desk import notices as n
from desk.clocks import come_due, started
from desk.conversation import decide
from desk.errors import IllegalMove
from desk.events import Clock, Code, Hold
from desk.evolution import evolve
from desk.people import Agent
from desk.state import Conversation, State
from tests.kit.cast import LIN, MEI, WANG, ZHAO
from tests.kit.lines import Block, Line, Reply, Resolve, Say, SendEntry, Strike, Take, Unblock
from tests.kit.lines_actions import (
    AcknowledgeEmergency,
    AnswerTransfer,
    AskHelp,
    Assist,
    Note,
    Promise,
    SendAside,
    ShowEndings,
    TakeBack,
    TakeOver,
    Transfer,
    Unhold,
)
from tests.kit.lines_actions import Hold as SetAside
from tests.kit.script import Script

_AGENTS = st.sampled_from([LIN, WANG, ZHAO])
_SPANS = st.sampled_from([timedelta(minutes=30), timedelta(hours=2), timedelta(days=8), timedelta(0), None])
_EPOCHS = st.none() | st.integers(0, 4)
_MESSAGES = st.integers(1, 30)
_PASSED_ON = (n.Deliver, n.DeliverEdit)

_LINES: st.SearchStrategy[Line] = st.one_of(
    st.builds(Say, st.sampled_from(["My tap leaks", "Thanks!", "Hello?", "There is a smell of gas", "human"])),
    st.builds(Take, by=_AGENTS, epoch=_EPOCHS),
    st.builds(Reply, st.sampled_from(["We come at three o'clock today", "请稍等"]), by=_AGENTS),
    st.builds(Resolve, by=_AGENTS, code=st.none() | st.sampled_from(Code)),
    st.builds(SendEntry, st.just("fee"), by=_AGENTS),
    st.builds(Transfer, st.sampled_from(["12", "7", "01", "B", "Z", ""]), by=_AGENTS, warm=st.booleans()),
    st.builds(AnswerTransfer, by=_AGENTS, taken=st.booleans(), epoch=_EPOCHS),
    st.builds(TakeBack, by=_AGENTS),
    st.builds(SetAside, _SPANS, st.sampled_from([Hold.SCHEDULED, Hold.THIRD_PARTY, Hold.CUSTOMER_INFO]), by=_AGENTS),
    st.builds(Promise, _SPANS, by=_AGENTS),
    st.builds(Unhold, by=_AGENTS, epoch=_EPOCHS),
    st.builds(Note, by=_AGENTS),
    st.builds(AskHelp, by=_AGENTS),
    st.builds(Assist, by=_AGENTS),
    st.builds(TakeOver, by=_AGENTS, epoch=_EPOCHS),
    st.builds(SendAside, _MESSAGES, by=_AGENTS),
    st.builds(ShowEndings, by=_AGENTS),
    st.builds(AcknowledgeEmergency, by=_AGENTS),
    st.builds(Block),
    st.builds(Unblock),
    st.builds(Strike),
)
_WAITS = st.sampled_from([timedelta(seconds=20), timedelta(seconds=45), timedelta(minutes=6), timedelta(hours=3)])
_STEPS = st.lists(st.one_of(_LINES, _LINES, _LINES, _WAITS, _AGENTS), max_size=40)


@given(steps=_STEPS)
def test_whatever_they_do_the_conversation_stays_whole_and_everybody_hears_how_it_ended(
    steps: list[Line | timedelta | Agent],
) -> None:
    play = Script()
    for step in steps:
        if isinstance(step, timedelta):
            play.now += step
        elif isinstance(step, Agent):
            _come_or_go(play, step)
        else:
            _do(play, step)
            _is_whole(play.conversation)
    assert reduce(evolve, play.history, Conversation(customer=MEI.chat_id, id=1)) == play.conversation


def _come_or_go(play: Script, agent: Agent) -> None:
    if play.floor.on_duty(agent.user_id):
        play.leaves(agent)
    else:
        play.comes(agent)


def _do(play: Script, line: Line) -> None:
    before = play.conversation
    command = line.command(play)
    try:
        decision = decide(before, command, play.now, play.rules, play.floor)
    except IllegalMove:
        assert before.state is State.CLOSED
        return
    play.conversation = decision.after
    play.history += decision.news
    play.floor.follow(before, play.conversation)
    if hasattr(command, "origin"):
        heard = [one for one in decision.says if _answers(one)]
        assert heard != []
    if isinstance(line, Strike):
        assert come_due(play.conversation, play.rules, play.now) == []
    assert before.waiting_since is None or play.conversation.waiting_since in {before.waiting_since, None}
    assert play.conversation.epoch >= before.epoch + (before.owner != play.conversation.owner)
    runs = {run.clock for run in started(play.conversation, play.rules)}
    leased = play.conversation.transfer_to is not None and not play.conversation.unreachable
    assert (Clock.OFFER in runs) == leased


def _answers(notice: n.Notice) -> bool:
    """Who presses to see more sees it on the card."""
    shown = isinstance(notice, n.Card) and notice.more
    return shown or notice.audience is n.Audience.ORIGIN or isinstance(notice, _PASSED_ON)


def _is_whole(one: Conversation) -> None:
    served = one.state in {State.ACTIVE, State.HOLD}
    assert one.state is not State.ACTIVE or None not in {one.owner, one.awaiting, one.handed_off_at}
    assert (one.hold is not None) == (one.state is State.HOLD)
    assert one.state is not State.HOLD or one.owner is not None
    assert one.transfer_to is None or (served and one.transfer_to != one.owner)
    assert not one.warm or one.transfer_to is not None
    assert one.owner not in one.helpers
    assert served or one.helpers == ()
    assert one.state not in {State.RESOLVED, State.CLOSED} or one.promised_until is None
    assert one.emergency_at is None or served or one.state in {State.QUEUED, State.OFFERED}
    assert all(pause.end is None or pause.start <= pause.end for pause in one.held)
