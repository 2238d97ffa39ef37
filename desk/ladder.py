"""The bot's ladder of answers: what needs a person, then what is sure, then a choice, then other words, then a person.

How sure it is, is the library's to say; whether that is enough to answer without asking back is earned: see
`desk/learning/autonomy.py`. The same answer is never given twice in a row, nor offered to who has just had it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from desk import events as e
from desk import leading
from desk import notices as n
from desk.content import Content, Kind
from desk.forms import forming
from desk.forms.form import FormKind
from desk.forms.sayings import asked_for, says_yes
from desk.learning import outcomes as learning
from desk.learning.labels import Vain
from desk.question import ALL, Asked, choices_for, is_repeated, just_said, look_up, may_answer
from desk.queue.handoff import hand_off
from desk.turn import Turn
from faq import Manner, clauses_in, manner_of, questions_in
from faq import Outcome as Found
from faq.small_talk import finds_it_helpful
from faq.text import normalise
from faq.wishes import gives_up

_ASKING = (Manner.NONE, Manner.REPAIR, Manner.COMPLAINT)
_TELLING = (*_ASKING, Manner.INTRODUCES)
_WEIGHTIEST = (Manner.DANGER, Manner.PERSON_WANTED, Manner.ANGRY, *reversed(_ASKING), Manner.UNHELPED)
_BEYOND_DOUBT = 0.9
_QUESTIONS = 3
_BARE = frozenset(
    {"报修", "要报修", "我要报修", "我想报修", "投诉", "要投诉", "我要投诉", "我想投诉", "repair", "complaint"}
)
_TOLD_BACK = 100
_PROMPTS = 2  # for noise in a row; the next counts like a miss


def serve(turn: Turn, contents: Sequence[Content]) -> None:
    """Let the bot deal with what a customer wrote in one go: mostly one message."""
    manners = {content.message_id: manner_of(content.text) if content.text else Manner.NONE for content in contents}
    content = max(reversed(contents), key=lambda one: _weight(manners[one.message_id]))
    manner = manners[content.message_id]
    if manner is Manner.DANGER:
        _alert(turn, content, contents)
    elif spoke_too_much(turn):
        _hand_over(turn, content, e.Reason.LIMIT)
    elif (agreed := _agreed_to(turn, content)) is not None:
        learning.picked(turn, agreed)
        answer(turn, agreed, confidence=1.0)
    elif (wished := asked_for(content.text)) is not None and wished in _FORMS_OF_THEIR_OWN:
        forming.start(turn, wished)
    elif (said := _small_talk(turn, content, manner)) is not None:
        reply(turn, said)
    elif not content.text.strip():
        _hand_over(turn, content, e.Reason.ATTACHMENT)
    elif manner is Manner.UNHELPED and _says_no_answer(turn):
        _hand_over(turn, content, e.Reason.NOT_HELPFUL)
    elif manner in {Manner.PERSON_WANTED, Manner.ANGRY}:
        _hand_over(turn, content, forming.reason(turn) if manner is Manner.PERSON_WANTED else e.Reason.ANGER)
    elif manner is Manner.NOISE:
        _serve_noise(turn, content)
    else:
        asking = [one for one in contents if manners[one.message_id] in _ASKING] or [content]
        told = [one.text for one in contents if manners[one.message_id] in _TELLING]
        _serve_questions(turn, asking, manner, told)


_FORMS_OF_THEIR_OWN = (FormKind.SUGGESTION, FormKind.GRIEVANCE)
REPLIES: Mapping[Manner, n.Notice] = {
    Manner.GREETING: n.Prompt(),
    Manner.COURTESY: n.Welcome(),
    Manner.WHO: n.WhoIAm(),
    Manner.HELP: n.HelpText(),
    Manner.WISHES: n.WellWished(),
    Manner.ASIDE: n.NoMatter(),
    Manner.INTRODUCES: n.Prompt(),
    Manner.IMPATIENT: n.StillHere(),
}
"""What is said to words that ask the library nothing."""


def answer_if_sure(turn: Turn, content: Content) -> bool:
    """Answer a question of somebody who waits, if it is sure; tell whether it was."""
    if spoke_too_much(turn):
        return False
    asked = look_up(turn, content, ALL, content.text)
    if not may_answer(turn, asked) or leading.is_there(turn, asked.match.entry_id):
        return False
    _answer_it(turn, asked)
    return True


def asks_the_way(turn: Turn, content: Content) -> bool:
    """Tell whether somebody asks for the way to the form that is open, or to the people they wait for."""
    asked = look_up(turn, content, ALL, content.text)
    return may_answer(turn, asked) and leading.is_there(turn, asked.match.entry_id)


def answer(
    turn: Turn, entry_id: str, confidence: float, thought: e.Thought | None = None, *, judged: bool = True
) -> None:
    """Give an entry's answer, and ask whether it helped, unless there are other things to think of now."""
    turn.happen(e.BotAnswered(at=turn.moment(), entry_id=entry_id, confidence=round(confidence, 4), thought=thought))
    turn.say(n.Answer(entry_id=entry_id, library=turn.floor.knowledge.version, judged=judged))


def reply(turn: Turn, notice: n.Notice) -> None:
    """Say what no event is about; who has heard more of it in an hour than anybody wants hears no more."""
    if spoke_too_much(turn):
        return
    turn.happen(e.BotReplied(at=turn.moment()))
    turn.say(notice)


def spoke_too_much(turn: Turn) -> bool:
    """Tell whether the customer has had as many automatic messages as an hour may bring."""
    since = turn.conversation.automatic_since
    recent = since is not None and turn.now - since < timedelta(hours=1)
    return recent and turn.conversation.automatic >= turn.rules.automatic_per_hour


def _weight(manner: Manner) -> int:
    return len(_WEIGHTIEST) - _WEIGHTIEST.index(manner) if manner in _WEIGHTIEST else 0


def _hand_over(turn: Turn, content: Content, reason: e.Reason, thought: e.Thought | None = None) -> None:
    """The customer waits from the moment of writing, not of our reading: who wrote first is served first."""
    hand_off(turn, reason, turn.moment(content.sent_at), thought)
    if reason is e.Reason.ASKED:
        learning.handed_over(turn)


def _small_talk(turn: Turn, content: Content, manner: Manner) -> n.Notice | None:
    """Return what is said to words that ask nothing; of a case that goes on 不用了 may be said, and is looked into."""
    if content.kind is Kind.STICKER:
        return n.Prompt()
    if manner is Manner.COURTESY and _says_it_helped(turn, content):
        return n.GladToHelp()
    if manner in REPLIES or not gives_up(content.text):
        return REPLIES.get(manner)
    of_a_case = any(one.open for one in turn.floor.cases.get(turn.conversation.customer, ()))
    return None if of_a_case else n.NoMatter()


def _says_it_helped(turn: Turn, content: Content) -> bool:
    """Take in that the answer just given has helped; tell whether that was said."""
    last = turn.conversation.asked
    if last is None or last.given is None or last.told or not last.is_recent(turn.now):
        return False
    if not finds_it_helpful(content.text):
        return False
    learning.helped(turn, last.given)
    turn.happen(e.AnswerJudged(at=turn.moment(), entry_id=last.given, helpful=True))
    return True


def _says_no_answer(turn: Turn) -> bool:
    """Take in that what the bot has just said is no answer; tell whether it has said anything just now."""
    last = turn.conversation.asked
    if last is None or not last.is_recent(turn.now):
        return False
    if last.given is not None:
        learning.did_not_help(turn, last.given)
        turn.happen(e.AnswerJudged(at=turn.moment(), entry_id=last.given, helpful=False))
    return True


def _agreed_to(turn: Turn, content: Content) -> str | None:
    """Return the only question that was just offered, where the customer says yes to it instead of pressing it."""
    last = turn.conversation.asked
    if last is None or last.given or len(last.offered) != 1 or not last.is_recent(turn.now):
        return None
    (entry_id,) = last.offered
    known = turn.floor.knowledge.entry(entry_id) is not None and not just_said(turn, entry_id)
    return entry_id if known and says_yes(content.text) else None


def _alert(turn: Turn, content: Content, contents: Sequence[Content]) -> None:
    """Danger waits for nobody: a person at once, and what to do until then where there is hardly a doubt.

    Place and phone may stand in other messages of the same breath.
    """
    asked = look_up(turn, content, ALL, content.text)
    if asked.match.entry_id is not None and asked.match.confidence >= _BEYOND_DOUBT and may_answer(turn, asked):
        answer(turn, asked.match.entry_id, asked.match.confidence, asked.thought, judged=False)
    _hand_over(turn, content, e.Reason.DANGER)
    forming.start_emergency(turn, [one.text for one in contents])


def _serve_noise(turn: Turn, content: Content) -> None:
    """A prompt is never an answer; who makes noise on and on is asked for words, and then a person looks."""
    if turn.conversation.noises <= _PROMPTS:
        reply(turn, n.Prompt())
    elif turn.conversation.misses + 1 >= turn.rules.misses:
        _hand_over(turn, content, e.Reason.MISSES)
    else:
        turn.happen(e.BotMissed(at=turn.moment()))
        turn.say(n.Rephrase())


def _serve_questions(turn: Turn, contents: Sequence[Content], manner: Manner, told: Sequence[str]) -> None:
    """Of several questions those are answered that can be, and the first of the rest is dealt with as if alone.

    `told` is what was written about a fault or a complaint, and by whom.
    """
    parts = [(one, part, text) for one in contents for part, text in enumerate(questions_in(one.text))]
    alone = len(contents) == 1 and len(parts) > 1
    if alone and (exact := _in_these_very_words(turn, contents[0])) is not None:
        _answer_it(turn, exact)
        return
    asked = [look_up(turn, *one) for one in parts[-_QUESTIONS:]]
    if len(asked) == 1 and manner is Manner.NONE:
        asked = _asked_apart(turn, asked[0]) or asked
    sure = [one for one in asked if may_answer(turn, one) and (len(asked) == 1 or not _is_report(one))]
    if len(asked) > 1 and sure:
        _serve_several(turn, asked, sure)
        return
    one = asked[-1]
    reduced = len(asked) > 1 or parts[-1][2] != one.content.text.strip()
    if reduced and (len(asked) > 1 or one.match.outcome is Found.NONE):
        one = look_up(turn, one.content, ALL, one.content.text)
    if manner in forming.KINDS:
        _take_report(turn, one, manner, told)
    elif may_answer(turn, one):
        _answer_it(turn, one)
    else:
        _ask_back(turn, one)


def _take_report(turn: Turn, asked: Asked, manner: Manner, texts: Sequence[str]) -> None:
    """A fault goes to a person at once, with what is known to do until then; a complaint, where no answer settles it.

    Either is offered to be registered meanwhile, and how one registers it or finds a person is no answer then. Who
    only says 报修 or 投诉 has told nothing that could be answered, and is asked for it at once; so is who names the
    place and the time of a visit, for that orders a repair.
    """
    kind, text = forming.KINDS[manner], asked.content.text
    met = leading.is_met_by(turn, asked.match.entry_id, kind)
    answered = may_answer(turn, asked) and normalise(text) not in _BARE and not met
    if not answered and asked_for(text) is kind:
        forming.start(turn, kind, texts)
        return
    ordered = kind is FormKind.REPAIR and forming.is_ordered(turn, texts)
    if answered:
        _answer_it(turn, asked, judged=not ordered)
    if ordered:
        forming.start(turn, kind, texts)
        return
    if not answered or manner is Manner.REPAIR:
        _hand_over(turn, asked.content, forming.REASONS[kind])
    forming.offer(turn, kind, texts)


def _in_these_very_words(turn: Turn, content: Content) -> Asked | None:
    """Some phrasings have two questions in them."""
    asked = look_up(turn, content, ALL, content.text)
    return asked if asked.thought.exact and may_answer(turn, asked) else None


def _asked_apart(turn: Turn, whole: Asked) -> list[Asked]:
    """Return the questions that stand between commas, where they are better answered apart; else none.

    They are where each is sure to have an answer of its own, or at least one of them is and the whole is not.
    """
    text = whole.content.text
    clauses = clauses_in(text) if not whole.thought.exact else ()
    apart = [look_up(turn, whole.content, part, one) for part, one in enumerate(clauses, start=len(questions_in(text)))]
    answers = {one.match.entry_id for one in apart if may_answer(turn, one) and not _is_report(one)}
    enough = len(apart) if may_answer(turn, whole) else 1
    return apart if len(answers) >= enough else []


def _is_report(asked: Asked) -> bool:
    return manner_of(asked.text) in forming.KINDS


def _serve_several(turn: Turn, asked: Sequence[Asked], sure: Sequence[Asked]) -> None:
    given = {one.match.entry_id: one for one in reversed(sure)}
    rest = [one for one in asked if one not in sure and one.match.entry_id not in given]
    for one in reversed(given.values()):
        _answer_it(turn, one)
    if rest:
        _deal_with_rest(turn, rest[0])


def _deal_with_rest(turn: Turn, asked: Asked) -> None:
    """A fault or a complaint beside a question is taken up like one alone; of a question it is said which is open."""
    if _is_report(asked):
        _take_report(turn, asked, manner_of(asked.text), [asked.text])
    else:
        _ask_back(turn, asked, about=_told_back(asked.text))


def _told_back(text: str) -> str:
    return text.strip().rstrip("。！？!?.,，；;~～ ")[:_TOLD_BACK]


def _answer_it(turn: Turn, asked: Asked, *, judged: bool = True) -> None:
    if asked.match.entry_id is not None:
        answer(turn, asked.match.entry_id, asked.match.confidence, asked.thought, judged=judged)


def _ask_back(turn: Turn, asked: Asked, *, about: str = "") -> None:
    """Offer what might be meant; else ask for other words, once; then a person helps on.

    Who asks again for what has just been said was understood, and is told so.
    """
    thought = asked.thought
    if choices := choices_for(turn, asked.match):
        turn.happen(e.BotSuggested(at=turn.moment(), entry_ids=choices, thought=thought))
        turn.say(n.Suggestions(entry_ids=choices, about=about))
        return
    repeated = is_repeated(turn, asked.match)
    learning.in_vain(turn, thought, Vain.NOT_HELPFUL if repeated else Vain.MISS)
    if turn.conversation.misses + 1 >= turn.rules.misses:
        _hand_over(turn, asked.content, e.Reason.MISSES, thought)
    else:
        turn.happen(e.BotMissed(at=turn.moment(), thought=thought))
        turn.say(n.SaidAlready() if repeated else n.Rephrase(about=about))
