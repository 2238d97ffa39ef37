"""What a customer writes when asked whether there is anything else to say about what was done (003:428)."""

from datetime import timedelta
from typing import Final

from desk.cases.callbacks import commands as k
from desk.cases.state import Case
from desk.content import Content, Kind
from desk.state import State
from desk.turn import Turn
from faq import Manner
from faq import Outcome as Found
from faq.text import fold

WITHIN: Final = timedelta(hours=1)
"""So long after we asked, what a customer writes is taken as the answer (ours)."""
_WITH_THE_BOT = frozenset({State.BOT, State.RESOLVED})
_MEANT_OTHERWISE = frozenset(
    {Manner.DANGER, Manner.PERSON_WANTED, Manner.GREETING, Manner.WHO, Manner.HELP, Manner.ASIDE}
)
_ALSO_SERVED = frozenset({Manner.COMPLAINT, Manner.ANGRY, Manner.REPAIR})
_NOTHING: Final = frozenset(
    fold(one)
    for one in (
        "没有",
        "没有了",
        "没有啦",
        "没了",
        "没有了谢谢",
        "没有谢谢",
        "没了谢谢",
        "暂时没有",
        "无",
        "no",
        "nope",
        "none",
        "nothing",
        "nothing else",
        "no thanks",
        "no thank you",
        "that's all",
    )
)


def take_words(turn: Turn, content: Content, manner: Manner) -> bool:
    """Keep a message with the case it was asked for; tell whether nobody else need answer it.

    A talk that is over stays so. Danger, a question that is sure to have an answer and the wish for a person are what
    they always are; a new complaint or repair is kept and served as well.
    """
    case = _asked(turn, content)
    if case is None or case.id is None or manner in _MEANT_OTHERWISE:
        return False
    if manner is Manner.NONE and turn.floor.match(content.text).outcome is Found.ANSWER:
        return False
    nothing = manner is Manner.COURTESY or fold(content.text) in _NOTHING
    words = "" if nothing else content.text
    turn.ask_case(case.id, k.AddCallbackWords(at=turn.moment(content.sent_at), words=words))
    return manner not in _ALSO_SERVED


def _asked(turn: Turn, content: Content) -> Case | None:
    """Return the case we have just asked about, if the customer is busy with nothing else."""
    if content.kind is not Kind.TEXT or not content.text.strip() or turn.conversation.state not in _WITH_THE_BOT:
        return None
    if turn.form is not None and not turn.form.offered:
        return None
    theirs = turn.floor.cases.get(turn.conversation.customer, ())
    lately = (one for one in theirs if one.more_asked_at is not None and turn.now - one.more_asked_at <= WITHIN)
    return next(lately, None)
