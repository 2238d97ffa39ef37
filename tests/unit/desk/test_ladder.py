"""How the bot climbs: sure, close, other words, a person; and what it remembers of it."""

from collections.abc import Iterable

import pytest

from desk import notices as n
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.events import Reason, Thought
from desk.learning.autonomy import Autonomy, Standing
from desk.library.events import Ground
from desk.state import Doubt, State
from faq import Candidate, Entry, KnowledgeBase, Language, Match, Outcome, parts_of
from tests.kit.cast import FEE, HOURS, LIN, MEI, PARKING_DAY, PARKING_MONTH, TEN
from tests.kit.lines import AskForPerson, Choose, Edit, Judge, Reply, Resolve, Say, SendEntry, Take
from tests.kit.script import (
    AgentReplied,
    Answer,
    AnswerFromAgent,
    AnswerJudged,
    BotAnswered,
    BotMissed,
    BotReplied,
    BotSuggested,
    CustomerEdited,
    CustomerWrote,
    Deliver,
    EntrySent,
    Farewell,
    GladToHelp,
    HandedOff,
    HelpText,
    Mirror,
    NoMatter,
    Prompt,
    Queued,
    Rephrase,
    Resolved,
    Script,
    StillHere,
    Suggestions,
    Taken,
    TakenBy,
    Told,
    Welcome,
    WellWished,
    WhoIAm,
)

ABOUT_FEE = "How do I pay the property fee?"
ABOUT_HOURS = "When is the office open?"
PARKING = "What does parking cost?"


class Library(KnowledgeBase):
    """A library that says of some texts what it is told to, so that a story needs no likeness."""

    def __init__(self, said: dict[str, Match]) -> None:
        super().__init__([FEE, HOURS, PARKING_DAY, PARKING_MONTH])
        self.said = said
        self.asked: list[tuple[str, Language | None, str | None]] = []

    def match(self, text: str, **more: object) -> Match:
        self.asked.append((text, more.get("language"), more.get("follows")))  # type: ignore[arg-type]
        return self.said.get(text) or super().match(text)


def sure(entry_id: str, *others: str, confidence: float = 0.97) -> Match:
    candidates = tuple(Candidate(one, 0.9) for one in (entry_id, *others))
    return Match(Outcome.ANSWER, entry_id, confidence, candidates)


def close(*entry_ids: str) -> Match:
    return Match(Outcome.SUGGEST, None, 0.5, tuple(Candidate(one, 0.5) for one in entry_ids))


OPEN_CASE = Case(
    id=4,
    number="BX-20261123-0001",
    customer=MEI.chat_id,
    kind=CaseKind.REPAIR,
    state=CaseState.ACCEPTED,
    filed_at=TEN,
    moved_at=TEN,
)


def play(said: dict[str, Match] | None = None, *, direct: bool = False, off: Iterable[str] = ()) -> Script:
    script = Script(knowledge=Library(said or {}))
    entries = {entry_id: Standing(direct=False, ground=Ground.LOST) for entry_id in off}
    script.floor.autonomy = Autonomy(library=Standing(direct=direct), entries=entries)
    return script


# --- several questions -----------------------------------------------------------------------------------------------


def test_two_sure_questions_in_one_message_are_both_answered_in_order() -> None:
    script = play() >> Say(f"Hello! {ABOUT_FEE} And: {ABOUT_HOURS}") << CustomerWrote
    script << BotAnswered("fee", 1.0) << BotAnswered("hours", 1.0) << Answer("fee") << Answer("hours")


BOTH = "物业费怎么交，前台几点上班"
PAYING, OPENING = BOTH.split("，")


@pytest.mark.parametrize("whole", [sure("fee"), close("fee", "hours"), Match(Outcome.NONE)])
def test_two_questions_between_commas_are_both_answered_where_each_is_sure(whole: Match) -> None:
    known = {BOTH: whole, PAYING: sure("fee"), OPENING: sure("hours")}
    script = play(known, direct=True) >> Say(BOTH) << CustomerWrote
    script << BotAnswered("fee") << BotAnswered("hours") << Answer("fee") << Answer("hours")
    parts = [one.thought.part for one in script.conversation.questions]
    assert [parts_of(BOTH)[part] for part in parts] == [PAYING, OPENING]


@pytest.mark.parametrize(
    "known",
    [
        {PAYING: sure("fee"), OPENING: sure("fee")},
        {PAYING: sure("fee"), OPENING: close("hours")},
    ],
)
def test_what_stands_between_commas_is_one_question_where_not_each_has_an_answer_of_its_own(
    known: dict[str, Match],
) -> None:
    script = play({BOTH: sure("fee"), **known}, direct=True) >> Say(BOTH) << CustomerWrote
    script << BotAnswered("fee") << Answer("fee")


def test_where_the_whole_is_not_sure_what_is_sure_in_it_is_answered_and_the_rest_asked_back_about() -> None:
    known = {BOTH: close("fee", "parking-day"), PAYING: sure("fee"), OPENING: close("hours")}
    script = play(known, direct=True) >> Say(BOTH) << CustomerWrote << BotAnswered("fee") << BotSuggested
    script << Answer("fee") << Suggestions(("hours",), about=OPENING)


def test_a_phrasing_with_a_comma_in_it_is_one_question() -> None:
    entries = [Entry(text, text, answer="好的。") for text in (BOTH, PAYING, OPENING)]
    script = Script(knowledge=KnowledgeBase(entries)) >> Say(BOTH) << CustomerWrote << BotAnswered(BOTH) << Answer(BOTH)
    assert script.conversation.state is State.BOT


def test_of_two_questions_the_sure_one_is_answered_and_the_other_asked_back_about() -> None:
    script = play() >> Say(f"{ABOUT_FEE} {PARKING}") << CustomerWrote << BotAnswered("fee") << BotSuggested
    script << Answer("fee") << Suggestions(("parking-day", "parking-month"))


def test_of_two_questions_the_one_that_is_left_open_is_named() -> None:
    script = play() >> Say(f"{ABOUT_FEE} Can you mend my old gramophone?") << CustomerWrote << BotAnswered("fee")
    script << BotMissed << Answer("fee") << Rephrase(about="Can you mend my old gramophone")


def test_of_two_questions_the_one_that_could_mean_several_things_is_named_above_the_choice() -> None:
    script = play() >> Say(f"{ABOUT_FEE} {PARKING}") << CustomerWrote << BotAnswered("fee") << BotSuggested
    script << Answer("fee") << Suggestions(("parking-day", "parking-month"), about="What does parking cost")


def test_who_asks_one_thing_is_not_told_it_back() -> None:
    script = play() >> Say("Can you mend my old gramophone?") << CustomerWrote << BotMissed << Rephrase(about="")
    assert script.conversation.misses == 1


def test_trouble_that_is_told_after_a_question_is_left_open_and_named() -> None:
    script = play() >> Say(f"{ABOUT_FEE} My wifi does not connect, it doesn't work") << CustomerWrote
    script << BotAnswered("fee") << BotMissed << Answer("fee") << Rephrase


def test_a_fault_that_is_told_after_a_question_goes_to_a_person_like_one_alone() -> None:
    script = play() >> Say(f"{ABOUT_FEE} By the way, my kitchen tap is leaking") << CustomerWrote << BotAnswered("fee")
    script << HandedOff(Reason.REPAIR) << Answer("fee") << Queued


def test_two_questions_with_one_answer_are_answered_once() -> None:
    script = play({"Where do I pay?": sure("fee")}, direct=True) >> Say(f"{ABOUT_FEE} Where do I pay?") << CustomerWrote
    script << BotAnswered("fee") << Answer("fee")


def test_a_story_around_a_question_does_not_hide_it() -> None:
    script = play() >> Say(f"Good morning. We moved in last week. {ABOUT_FEE} Thanks a lot!") << CustomerWrote
    script << BotAnswered("fee", 1.0) << Answer("fee")


def test_each_question_of_a_message_remembers_its_own_thought() -> None:
    script = play() >> Say(f"{ABOUT_FEE} {ABOUT_HOURS}")
    script.clear()
    assert [one.thought for one in script.conversation.questions] == [
        Thought(message=1, part=0, entry_id="fee", confidence=1.0, direct=True, exact=True),
        Thought(message=1, part=1, entry_id="hours", confidence=1.0, direct=True, exact=True),
    ]


# --- what has been earned --------------------------------------------------------------------------------------------


def test_until_it_is_earned_a_sure_answer_is_offered_and_the_thought_is_kept() -> None:
    script = play({"paying?": sure("fee", "hours")}) >> Say("paying?") << CustomerWrote
    script << BotSuggested(("fee", "hours"), Thought(message=1, entry_id="fee", confidence=0.97, direct=True))
    script << Suggestions(("fee", "hours"))


def test_once_it_is_earned_a_sure_answer_is_given() -> None:
    script = play({"paying?": sure("fee")}, direct=True) >> Say("paying?") << CustomerWrote << BotAnswered("fee", 0.97)
    script << Answer("fee")


def test_an_entry_that_has_lost_it_is_offered_while_others_are_answered() -> None:
    script = play({"paying?": sure("fee"), "open?": sure("hours")}, direct=True, off=["fee"])
    script >> Say("paying?") << CustomerWrote << BotSuggested(("fee",)) << Suggestions
    script >> Say("open?") << CustomerWrote << BotAnswered("hours") << Answer


def test_the_very_words_of_a_phrasing_are_always_answered() -> None:
    script = play() >> Say("hello, how do I pay the PROPERTY fee ??") << CustomerWrote << BotAnswered("fee", 1.0)
    script << Answer("fee")


# --- never twice -----------------------------------------------------------------------------------------------------


def test_what_was_just_answered_is_not_offered_either() -> None:
    script = play({"paying again": close("fee", "hours")}) >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Say("paying again") << CustomerWrote << BotSuggested(("hours",)) << Suggestions(("hours",))


def test_where_only_the_answer_just_given_is_left_other_words_are_asked_for() -> None:
    script = play({"paying again": close("fee")}) >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Say("paying again") << CustomerWrote << BotMissed << Rephrase


def test_the_same_choice_is_not_offered_to_who_has_passed_it_by() -> None:
    script = play({"once": close("fee", "hours"), "again": close("fee", "hours")})
    script >> Say("once") << CustomerWrote << BotSuggested << Suggestions
    script >> Say("again") << CustomerWrote << BotMissed << Rephrase


def test_a_question_picked_twice_is_answered_once_and_the_press_is_told() -> None:
    script = play() >> Say(PARKING) << CustomerWrote << BotSuggested << Suggestions
    script >> Choose("parking-day") << BotAnswered << Answer
    script >> Choose("parking-day") << n.Told(outcome=n.Outcome.ANSWERED_ALREADY)


@pytest.mark.parametrize("words", ["是的", "对", "嗯。", "Yes!"])
def test_who_says_yes_to_the_only_question_offered_has_picked_it(words: str) -> None:
    script = play({"paying?": sure("fee")}) >> Say("paying?") << CustomerWrote << BotSuggested(("fee",)) << Suggestions
    script >> Say(words) << CustomerWrote << BotAnswered("fee") << Answer("fee")


def test_a_yes_picks_nothing_where_several_were_offered_or_where_it_comes_late() -> None:
    script = play({"once": close("fee", "hours")}) >> Say("once") << CustomerWrote << BotSuggested << Suggestions
    script >> Say("是的") << CustomerWrote << Welcome
    late = play({"paying?": sure("fee")}) >> Say("paying?") << CustomerWrote << BotSuggested << Suggestions
    late.wait(minutes=11) >> Say("是的") << CustomerWrote << Welcome


# --- follow-ups, and what is no question ----------------------------------------------------------------------------


def test_a_follow_up_leans_on_the_entry_just_heard_and_not_on_one_of_long_ago() -> None:
    script = play() >> Say(ABOUT_HOURS) << CustomerWrote << BotAnswered << Answer
    script >> Say("and on Sundays?")
    script.clear()
    script.wait(minutes=11) >> Say("and on Mondays?")
    script.clear()
    library = script.floor.knowledge
    assert isinstance(library, Library)
    follows = {text: follows for text, _, follows in library.asked}
    assert (follows["and on Sundays?"], follows["and on Mondays?"]) == ("hours", None)


def test_the_library_is_asked_in_the_customers_language() -> None:
    script = play() >> Say("停车", locale="zh")
    script.clear()
    library = script.floor.knowledge
    assert isinstance(library, Library)
    assert {language for _, language, _ in library.asked} == {"zh"}


@pytest.mark.parametrize("words", ["Who are you?", "are you a bot", "你是机器人吗？", "你是真人吗"])
def test_who_asks_whether_we_are_a_person_is_told_the_truth(words: str) -> None:
    script = play() >> Say(words) << CustomerWrote << BotReplied << WhoIAm
    assert script.conversation.state is State.BOT


@pytest.mark.parametrize("words", ["怎么没人理我", "等了半天了", "到底管不管", "Why is nobody answering?"])
def test_who_finds_that_nobody_answers_is_not_answered_by_the_library_but_offered_a_person(words: str) -> None:
    script = play() >> Say(words) << CustomerWrote << BotReplied << StillHere
    assert script.conversation.state is State.BOT


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        *(("菜单", HelpText), ("What can you do?", HelpText), ("新年快乐", WellWished), ("等一下", NoMatter)),
        *(("打错了", NoMatter), ("算了", NoMatter), ("我是3栋502的", Prompt), ("修好了", Welcome), ("不用了", Welcome)),
    ],
)
def test_what_is_said_about_the_talk_itself_is_no_question_and_no_miss(words: str, reply: type[n.Notice]) -> None:
    script = play() >> Say(words) << CustomerWrote << BotReplied << reply
    assert (script.conversation.state, script.conversation.misses) == (State.BOT, 0)


def test_never_mind_is_looked_into_while_a_case_goes_on() -> None:
    script = play()
    script.floor.cases[MEI.chat_id] = [OPEN_CASE]
    script >> Say("算了") << CustomerWrote << BotMissed << Rephrase


@pytest.mark.parametrize("words", ["答非所问", "不是这个", "没用", "That's not what I asked"])
def test_who_writes_that_the_answer_is_none_gets_a_person_like_who_presses_it(words: str) -> None:
    script = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Say(words) << CustomerWrote << AnswerJudged("fee", helpful=False)
    script << HandedOff(Reason.NOT_HELPFUL) << Queued(reason=Reason.NOT_HELPFUL)


@pytest.mark.parametrize("words", ["有帮助", "解决了，谢谢", "很有用！", "That helped, thank you"])
def test_who_writes_that_the_answer_helped_is_heard_like_who_presses_it(words: str) -> None:
    script = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Say(words) << CustomerWrote << AnswerJudged("fee", helpful=True) << BotReplied << GladToHelp
    script >> Say(words) << CustomerWrote << BotReplied << Welcome


def test_thanks_alone_do_not_say_that_it_helped() -> None:
    script = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Say("谢谢") << CustomerWrote << BotReplied << Welcome


def test_who_writes_that_nothing_offered_is_meant_gets_a_person() -> None:
    script = play() >> Say(PARKING) << CustomerWrote << BotSuggested << Suggestions
    script >> Say("都不是") << CustomerWrote << HandedOff(Reason.NOT_HELPFUL) << Queued


def test_who_finds_no_answer_where_none_was_given_is_asked_for_other_words() -> None:
    script = play() >> Say("没用") << CustomerWrote << BotMissed << Rephrase
    script.wait(minutes=11) >> Say("不是这个") << CustomerWrote << HandedOff(Reason.MISSES) << Queued


def test_noise_is_prompted_twice_and_then_counts_like_a_miss() -> None:
    script = play() >> Say("asdfgh") << CustomerWrote(noise=True) << Prompt
    script >> Say("。。。") << CustomerWrote(noise=True) << Prompt
    script >> Say("🐶") << CustomerWrote(noise=True) << BotMissed << Rephrase
    script >> Say("111") << CustomerWrote(noise=True) << HandedOff(Reason.MISSES) << Queued


def test_a_word_between_makes_noise_begin_anew() -> None:
    script = play() >> Say("asdfgh") << CustomerWrote << Prompt
    script >> Say("jkjkjkjk") << CustomerWrote << Prompt
    script >> Say("Thanks") << CustomerWrote << Welcome
    script >> Say("asdfgh") << CustomerWrote << Prompt


# --- what is remembered ----------------------------------------------------------------------------------------------


def doubts(script: Script) -> list[tuple[Doubt | None, bool]]:
    return [(one.doubt, one.moot) for one in script.conversation.questions]


def test_a_person_asked_for_right_after_an_answer_casts_doubt_on_it() -> None:
    script = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> AskForPerson() << HandedOff << Queued
    assert doubts(script) == [(Doubt.PERSON, False)]


def test_a_person_asked_for_after_a_thank_you_or_much_later_does_not() -> None:
    thanked = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    thanked >> Say("Thanks") << CustomerWrote << Welcome
    thanked >> AskForPerson() << HandedOff << Queued
    later = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    later.wait(minutes=11) >> AskForPerson() << HandedOff << Queued
    assert [doubts(thanked), doubts(later)] == [[(None, True)], [(None, True)]]


def test_anger_after_an_answer_says_nothing_about_it() -> None:
    script = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Say("You are useless idiots") << CustomerWrote << HandedOff(Reason.ANGER) << Queued
    assert doubts(script) == [(None, True)]


def test_what_is_resolved_is_forgotten() -> None:
    script = play() >> Say("flurble wug") << CustomerWrote << BotMissed << Rephrase
    script >> Take(LIN) << Taken << TakenBy << Told
    script >> Reply("Please come to the desk downstairs.") << AgentReplied(answers=True) << Deliver
    script >> Resolve() << Resolved << Farewell << Told
    assert script.conversation.questions == ()


def test_words_after_an_agents_answer_are_a_question_of_their_own() -> None:
    script = play() >> Say("human") << CustomerWrote << HandedOff << Queued
    script >> Take(LIN) << Taken << TakenBy << Told
    script >> Say("Where is the pool?") << CustomerWrote << Mirror
    assert [one.thought for one in script.conversation.questions] == [Thought(message=2)]
    script >> Reply("On the roof, from nine.") << AgentReplied << Deliver
    script >> Say("And the gym?") << CustomerWrote << Mirror
    assert [one.thought for one in script.conversation.questions] == [Thought(message=4)]


def test_an_agents_one_moment_please_answers_nothing_yet() -> None:
    script = play() >> Say("human") << CustomerWrote << HandedOff << Queued
    script >> Reply("One moment please") << Taken << AgentReplied(answers=False) << TakenBy << Deliver
    script >> Reply("The pool is on the roof.") << AgentReplied(answers=True) << Deliver


def test_an_edit_that_brings_the_answer_just_given_to_mind_is_passed_over() -> None:
    script = play({"pay how": close("fee", "hours")}) >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Edit(message=1, text="pay how") << CustomerEdited


def test_the_answer_an_agent_sent_is_not_offered_again() -> None:
    script = play() >> Say("human") << CustomerWrote << HandedOff << Queued
    script >> Take(LIN) << Taken << TakenBy << Told
    script >> SendEntry("fee") << EntrySent << AnswerFromAgent << Told
    script >> SendEntry("fee") << n.Told(outcome=n.Outcome.ENTRY_SENT_ALREADY)


def test_an_answer_judged_helpful_is_settled() -> None:
    script = play() >> Say(ABOUT_FEE) << CustomerWrote << BotAnswered << Answer
    script >> Judge("fee", helpful=True) << AnswerJudged
    script.clear()
    assert [(one.told, one.moot) for one in script.conversation.questions] == [(True, True)]
