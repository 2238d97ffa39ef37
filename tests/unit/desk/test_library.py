"""An entry and its keepers: who may do what to it, and what customers are answered from then."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.content import Kind
from desk.errors import Conflict, IllegalMove
from desk.learning import autonomy
from desk.library import commands as c
from desk.library import events as e
from desk.library import notices as n
from desk.library.alterations import Add, Alteration, Field, Put, Take
from desk.library.batch import LibraryBatch
from desk.library.loading import Stock
from desk.library.looking import FindEntries, ListLapsed, ListUnused, ShowEntry, TryQuestion
from desk.library.outcomes import LibraryOutcome, LibraryTold, Trouble
from desk.library.shelf import GateReport, Shelf, Shelved, Standing, Theft, evolve_shelf, fold_shelf
from desk.people import Agent, Role
from desk.ports import Answered
from desk.rules import LibraryRules, Rules
from faq import Entry, KnowledgeBase
from faq.upkeep.golden import Golden
from faq.upkeep.usage import Unused
from tests.kit.cast import CHEN, FEE, HOURS, LIN, TEN, ZHAO
from tests.kit.keepers import HERE, PASSED, PRESSED, Keeping, asks, fills, saves

WORKER = Agent(user_id=30, number="30", role=Role.WORKER)
STOPPED = GateReport(passed=False, stolen=(Theft(question="When?", owner="hours", thief="fee"),))
o = LibraryOutcome


def kept(*, review: bool = True) -> Keeping:
    """Return a library of two entries that came from a file."""
    return Keeping(FEE, HOURS, rules=Rules(library=LibraryRules(review=review)))


def drafted(*, by: Agent = LIN, review: bool = True) -> Keeping:
    """Return a library in which the fee's question has been changed and is checked by the gate."""
    keeping = kept(review=review)
    keeping.do(saves("fee", Add(Field.VARIANTS, "How can I pay?"), by=by))
    keeping.do(asks(c.Submit, by, entry_id="fee", seen=2))
    return keeping


def passed(*, by: Agent = LIN, review: bool = True) -> Keeping:
    """Return the same once the gate has let it pass."""
    keeping = drafted(by=by, review=review)
    keeping.do(c.Gated(entry_id="fee", number=2, report=PASSED))
    return keeping


def stopped() -> Keeping:
    """Return the same once the gate has stopped it."""
    keeping = drafted()
    keeping.do(c.Gated(entry_id="fee", number=2, report=STOPPED))
    return keeping


# --- saving ----------------------------------------------------------------------------------------------------------


def test_what_is_saved_is_a_draft_and_customers_are_answered_as_before() -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.ANSWER, "At the desk."), by=LIN))
    assert keeping.shelf("fee") == Shelf(
        entry_id="fee",
        version=2,
        newest=2,
        published=1,
        past=(1,),
        draft=2,
        standing=Standing.DRAFT,
        author=LIN.user_id,
        touched_by=LIN.user_id,
    )
    assert keeping.answer("fee") == FEE.answer


def test_a_saved_entry_is_shown_with_what_it_would_change() -> None:
    keeping = kept()
    (shown,) = keeping.do(saves("fee", Put(Field.ANSWER, "At the desk."), note="moved"))
    assert shown == n.EntryShown(
        outcome=o.SAVED,
        entry=replace(FEE, answer="At the desk."),
        number=2,
        current=True,
        standing=Standing.DRAFT,
        published=1,
        retired=False,
        by=CHEN.number,
        at=TEN,
        note="moved",
        differences=(n.Difference(field=Field.ANSWER, before=(FEE.answer or "",), after=("At the desk.",)),),
    )


def test_every_save_is_a_version_that_stays() -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.ANSWER, "One."), by=LIN))
    keeping.do(saves("fee", Put(Field.ANSWER, "Two."), seen=2, by=CHEN))
    versions = keeping.shelves["fee"].versions
    assert [(number, one.entry.answer, one.author) for number, one in versions.items()] == [
        (1, FEE.answer, None),
        (2, "One.", LIN.user_id),
        (3, "Two.", CHEN.user_id),
    ]


def test_who_saves_over_what_another_has_saved_meanwhile_is_told_who_it_was_and_shown_it() -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.ANSWER, "Lin's."), by=LIN))
    told, shown = keeping.do(saves("fee", Put(Field.ANSWER, "Chen's."), by=CHEN))
    assert told == LibraryTold(outcome=o.CHANGED_MEANWHILE, entry_id="fee", by=LIN.number, number=2)
    assert isinstance(shown, n.EntryShown)
    assert (shown.number, shown.entry.answer) == (2, "Lin's.")
    assert keeping.change is None


def test_three_phrasings_can_be_given_to_one_prompt_by_one_person() -> None:
    keeping = kept()
    for text in ("One?", "Two?", "Three?"):
        keeping.do(saves("fee", Add(Field.VARIANTS, text), seen=1))
    assert keeping.shelves["fee"].versions[4].entry.variants == ("One?", "Two?", "Three?")


def test_a_new_entry_has_an_id_that_nothing_ever_had_and_the_language_of_its_question() -> None:
    keeping = Keeping(FEE, Entry(id="entry-3", question="Taken?"), HOURS)
    keeping.live.entry_ids |= {"entry-5"}
    keeping.do(saves(None, Put(Field.QUESTION, "停车怎么收费?"), Put(Field.ANSWER, "每天十元。"), seen=None))
    (made,) = set(keeping.shelves) - {"fee", "entry-3", "hours"}
    assert made == "entry-6"
    assert keeping.shelves[made].versions[1].entry == Entry(
        id="entry-6", question="停车怎么收费?", answer="每天十元。", language="zh"
    )
    assert made in keeping.live.entry_ids


def test_an_entry_that_is_not_there_cannot_be_changed() -> None:
    keeping = kept()
    assert keeping.outcome(saves("gone", Put(Field.ANSWER, "x"))) is o.NO_SUCH_ENTRY
    assert keeping.change is None


def test_a_save_that_changes_nothing_makes_no_version() -> None:
    keeping = kept()
    assert keeping.outcome(saves("fee", Put(Field.QUESTION, FEE.question))) is o.NOTHING_CHANGED
    assert keeping.change is None


@pytest.mark.parametrize(
    ("alteration", "refused"),
    [
        (Put(Field.QUESTION, "  "), n.SaveRefused(field=Field.QUESTION, trouble=Trouble.EMPTY)),
        (Put(Field.QUESTION, "？！"), n.SaveRefused(field=Field.QUESTION, trouble=Trouble.NO_WORDS, text="？！")),
        (Add(Field.VARIANTS, "👍"), n.SaveRefused(field=Field.VARIANTS, trouble=Trouble.NO_WORDS, text="👍")),
        (Add(Field.VARIANTS, "\u200b"), n.SaveRefused(field=Field.VARIANTS, trouble=Trouble.EMPTY)),
        (
            Put(Field.ANSWER, "x" * 4001),
            n.SaveRefused(field=Field.ANSWER, trouble=Trouble.TOO_LONG, text="x" * 100, most=4000),
        ),
        (Put(Field.LANGUAGE, "fr"), n.SaveRefused(field=Field.LANGUAGE, trouble=Trouble.NO_LANGUAGE, text="fr")),
        (Put(Field.LEADS_TO, "泳池"), n.SaveRefused(field=Field.LEADS_TO, trouble=Trouble.NO_LEAD, text="泳池")),
        (
            Put(Field.VALID_UNTIL, "tomorrow"),
            n.SaveRefused(field=Field.VALID_UNTIL, trouble=Trouble.NO_DATE, text="tomorrow"),
        ),
        (
            Put(Field.VALID_UNTIL, "2027-02-30"),
            n.SaveRefused(field=Field.VALID_UNTIL, trouble=Trouble.NO_DATE, text="2027-02-30"),
        ),
        (Add(Field.VETO, "property"), n.SaveRefused(field=Field.VETO, trouble=Trouble.VETOES_ITSELF, text="property")),
        (Add(Field.VARIANTS, " \n "), n.SaveRefused(field=Field.VARIANTS, trouble=Trouble.EMPTY)),
        (Take(Field.VARIANTS, 0), n.SaveRefused(field=Field.VARIANTS, trouble=Trouble.NO_ITEM)),
        (Take(Field.ANSWER, 0), n.SaveRefused(field=Field.ANSWER, trouble=Trouble.NO_ITEM)),
        (
            Put(Field.VARIANTS, "\n".join(f"q{i}" for i in range(1001))),
            n.SaveRefused(field=Field.VARIANTS, trouble=Trouble.TOO_MANY, most=1000),
        ),
    ],
)
def test_words_that_cannot_be_put_into_an_entry_are_refused_with_what_is_wrong(
    alteration: Alteration, refused: n.SaveRefused
) -> None:
    keeping = kept()
    assert keeping.do(saves("fee", alteration)) == [refused]
    assert keeping.change is None


@pytest.mark.parametrize("written", ["2027-01-31", "2027/1/31", "2027年1月31日", "2027.01.31"])
def test_a_day_may_be_written_as_people_write_it(written: str) -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.VALID_UNTIL, written)))
    until = keeping.shelves["fee"].versions[2].entry.valid_until
    assert until is not None
    assert until.isoformat() == "2027-01-31"


def test_lists_are_added_to_line_by_line_and_taken_from_by_place() -> None:
    keeping = kept()
    keeping.do(saves("fee", Add(Field.KEYWORDS, "fee\n bill \n\nfee")))
    keeping.do(saves("fee", Take(Field.KEYWORDS, 0), Put(Field.OWNER, "Finance"), seen=2))
    entry = keeping.shelves["fee"].versions[3].entry
    assert (entry.keywords, entry.owner) == (("bill",), "Finance")


def test_an_end_before_the_beginning_is_refused() -> None:
    keeping = kept()
    said = keeping.do(saves("fee", Put(Field.VALID_FROM, "2027-01-31"), Put(Field.VALID_UNTIL, "2027-01-30")))
    assert said == [n.SaveRefused(field=Field.VALID_UNTIL, trouble=Trouble.ENDS_BEFORE, text="2027-01-30")]


# --- submitting and the gate -----------------------------------------------------------------------------------------


def test_a_submitted_draft_waits_for_the_gate_and_then_for_a_second_person() -> None:
    keeping = drafted()
    assert keeping.shelf("fee").standing is Standing.CHECKING
    shown, wanted = keeping.do(c.Gated(entry_id="fee", number=2, report=PASSED))[::-1]
    assert keeping.shelf("fee").standing is Standing.REVIEW
    assert wanted == n.ReviewWanted(entry_id="fee", question=FEE.question, number=2, by=LIN.number)
    assert shown == n.GateShown(entry_id="fee", question=FEE.question, number=2, report=PASSED)
    assert [origin for origin, _ in keeping.said] == [None, HERE]


def test_a_change_of_the_answer_alone_needs_no_gate() -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.ANSWER, "At the desk."), Put(Field.OWNER, "Finance")))
    assert keeping.outcome(asks(c.Submit, entry_id="fee", seen=2)) is o.SUBMITTED
    assert keeping.history[-1] == e.EntryPassed(at=TEN, entry_id="fee", number=2, tested=False)
    assert keeping.shelf("fee").standing is Standing.REVIEW


def test_a_draft_the_gate_stops_is_shown_with_what_would_go_wrong_where_it_was_submitted() -> None:
    keeping = drafted()
    said = keeping.do(c.Gated(entry_id="fee", number=2, report=STOPPED))
    assert said == [n.GateShown(entry_id="fee", question=FEE.question, number=2, report=STOPPED)]
    assert keeping.history[-1] == e.EntryRefused(at=TEN, entry_id="fee", number=2, stolen=1, wrong=0, rivals=0)
    assert keeping.shelf("fee").standing is Standing.REFUSED
    (shown,) = keeping.do(asks(ShowEntry, entry_id="fee"))
    assert isinstance(shown, n.EntryShown)
    assert shown.report == STOPPED


def test_a_draft_that_is_stopped_can_be_mended_and_submitted_again() -> None:
    keeping = stopped()
    keeping.do(saves("fee", Put(Field.VARIANTS, "Where are fees paid?"), seen=2, by=LIN))
    assert keeping.outcome(asks(c.Submit, LIN, entry_id="fee", seen=3)) is o.CHECKING
    assert keeping.shelves["fee"].report is None


def test_what_the_gate_says_of_a_draft_that_has_gone_on_is_not_heard() -> None:
    keeping = drafted()
    keeping.do(saves("fee", Add(Field.VARIANTS, "More?"), seen=2, by=LIN))
    assert keeping.do(c.Gated(entry_id="fee", number=2, report=PASSED)) == []
    assert keeping.shelf("fee").standing is Standing.DRAFT


def test_a_draft_that_waits_for_a_second_person_may_be_stopped_yet() -> None:
    keeping = passed()
    assert keeping.do(c.Gated(entry_id="fee", number=2, report=PASSED)) == []
    said = keeping.do(c.Gated(entry_id="fee", number=2, report=STOPPED))
    assert said == [n.GateShown(entry_id="fee", question=FEE.question, number=2, report=STOPPED)]
    assert keeping.shelf("fee").standing is Standing.REFUSED


def test_an_entry_without_an_answer_cannot_be_published() -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.ANSWER, "")))
    assert keeping.outcome(asks(c.Submit, entry_id="fee", seen=2)) is o.NO_ANSWER


def test_a_draft_is_submitted_once() -> None:
    keeping = drafted()
    assert keeping.outcome(asks(c.Submit, entry_id="fee", seen=2)) is o.STILL_CHECKING
    assert passed().outcome(asks(c.Submit, entry_id="fee", seen=2)) is o.SUBMITTED_ALREADY


# --- the second person -----------------------------------------------------------------------------------------------


def test_what_a_second_person_approves_is_what_the_next_customer_hears() -> None:
    keeping = passed()
    said = keeping.do(asks(c.Approve, CHEN, entry_id="fee", seen=2))
    assert keeping.history[-1] == e.EntryPublished(at=TEN, entry_id="fee", number=2, by=CHEN.user_id)
    assert keeping.live.knowledge.match("How can I pay?").entry_id == "fee"
    told = n.DraftDecided(entry_id="fee", question=FEE.question, number=2, by=CHEN.number, approved=True)
    assert said[0] == told
    assert keeping.shelf("fee").draft is None


def test_nobody_approves_what_they_wrote() -> None:
    keeping = passed(by=CHEN)
    assert keeping.outcome(asks(c.Approve, CHEN, entry_id="fee", seen=2)) is o.SECOND_PERSON
    assert keeping.outcome(asks(c.Approve, ZHAO, entry_id="fee", seen=2)) is o.PUBLISHED


@pytest.mark.rule("library")
def test_without_review_what_an_editor_submits_is_published_as_soon_as_the_gate_lets_it_pass() -> None:
    keeping = drafted(by=CHEN, review=False)
    (shown,) = keeping.do(c.Gated(entry_id="fee", number=2, report=PASSED))
    assert shown == n.GateShown(entry_id="fee", question=FEE.question, number=2, report=PASSED, published=True)
    assert keeping.shelf("fee").published == 2


@pytest.mark.rule("library")
def test_without_review_an_agents_draft_still_waits_for_an_editor() -> None:
    keeping = passed(by=LIN, review=False)
    assert keeping.shelf("fee").standing is Standing.REVIEW


def test_a_draft_is_approved_only_as_it_was_looked_at() -> None:
    keeping = passed()
    keeping.do(saves("fee", Put(Field.ANSWER, "Other."), seen=2, by=LIN))
    assert keeping.outcome(asks(c.Approve, CHEN, entry_id="fee", seen=2)) is o.CHANGED_MEANWHILE
    assert keeping.outcome(asks(c.Approve, CHEN, entry_id="fee", seen=3)) is o.NOT_SUBMITTED


def test_a_draft_is_given_back_with_a_reason_to_whoever_submitted_it() -> None:
    keeping = passed()
    said = keeping.do(asks(c.Reject, CHEN, entry_id="fee", seen=2, reason=" too long "))
    assert said == [
        n.DraftDecided(
            entry_id="fee", question=FEE.question, number=2, by=CHEN.number, approved=False, reason="too long"
        ),
        LibraryTold(outcome=o.REJECTED, entry_id="fee", number=2),
    ]
    assert keeping.shelf("fee").standing is Standing.DRAFT
    assert keeping.change is not None
    assert [remark.text for remark in keeping.change.remarks] == ["too long"]


def test_an_approver_may_insist_with_a_reason_on_what_the_gate_has_stopped() -> None:
    keeping = stopped()
    assert keeping.outcome(asks(c.Approve, CHEN, entry_id="fee", seen=2)) is o.STOPPED
    assert keeping.outcome(asks(c.Insist, CHEN, entry_id="fee", seen=2, reason=" ")) is o.REASON_NEEDED
    assert keeping.outcome(asks(c.Insist, LIN, entry_id="fee", seen=2, reason="x")) is o.NOT_ALLOWED
    keeping.do(asks(c.Insist, CHEN, entry_id="fee", seen=2, reason="new law"))
    assert keeping.history[-1] == e.EntryPublished(at=TEN, entry_id="fee", number=2, by=CHEN.user_id, insisted=True)
    assert keeping.shelf("fee").forced == (2,)
    assert keeping.change is not None
    assert [remark.text for remark in keeping.change.remarks] == ["new law"]


def test_who_wrote_it_is_not_even_asked_why_they_insist() -> None:
    keeping = stopped()
    why = c.Blank.REASON_TO_INSIST
    assert isinstance(keeping.do(asks(c.Ask, CHEN, entry_id="fee", blank=why, seen=2))[0], n.FillIn)
    keeping.do(saves("fee", Put(Field.ANSWER, "Other."), seen=2, by=CHEN))
    assert keeping.outcome(asks(c.Ask, CHEN, entry_id="fee", blank=why, seen=3)) is o.SECOND_PERSON


def test_there_is_nothing_to_insist_upon_where_the_gate_has_let_it_pass() -> None:
    assert passed().outcome(asks(c.Insist, CHEN, entry_id="fee", seen=2, reason="x")) is o.NOT_STOPPED


def test_a_draft_is_thrown_away_by_who_wrote_it_or_by_an_editor() -> None:
    keeping = drafted(by=CHEN)
    assert keeping.outcome(asks(c.DropDraft, LIN, entry_id="fee", seen=2)) is o.NOT_ALLOWED
    assert keeping.outcome(asks(c.DropDraft, ZHAO, entry_id="fee", seen=2)) is o.DROPPED
    assert drafted(by=LIN).outcome(asks(c.DropDraft, LIN, entry_id="fee", seen=2)) is o.DROPPED
    assert keeping.shelf("fee").shown == 1


# --- going back ------------------------------------------------------------------------------------------------------


def test_retiring_takes_effect_at_once_and_restoring_brings_back_what_was() -> None:
    keeping = kept()
    assert keeping.outcome(asks(c.Retire, entry_id="fee")) is o.RETIRED
    assert (keeping.answer("fee"), keeping.shelf("fee").live) == (None, None)
    assert keeping.outcome(asks(c.Retire, entry_id="fee")) is o.RETIRED_ALREADY
    assert keeping.outcome(saves("fee", Put(Field.ANSWER, "x"))) is o.IS_RETIRED
    assert keeping.outcome(asks(c.Restore, entry_id="fee")) is o.RESTORED
    assert keeping.answer("fee") == FEE.answer
    assert keeping.outcome(asks(c.Restore, entry_id="fee")) is o.NOT_RETIRED


def test_rolling_back_moves_the_pointer_at_once_and_again_brings_it_back() -> None:
    keeping = passed()
    keeping.do(asks(c.Approve, CHEN, entry_id="fee", seen=2))
    assert keeping.outcome(asks(c.RollBack, entry_id="fee")) is o.ROLLED_BACK
    assert (keeping.shelf("fee").published, keeping.shelf("fee").newest) == (1, 2)
    assert keeping.live.knowledge.entry("fee") == FEE
    keeping.do(asks(c.RollBack, entry_id="fee"))
    assert keeping.shelf("fee").published == 2


def test_a_version_that_was_never_published_cannot_be_rolled_back_to() -> None:
    keeping = drafted()
    assert keeping.outcome(asks(c.RollBack, entry_id="fee", to=2)) is o.NO_SUCH_VERSION
    assert keeping.outcome(asks(c.RollBack, entry_id="fee")) is o.NOTHING_EARLIER
    assert keeping.outcome(asks(c.RollBack, entry_id="fee", to=1)) is o.NOTHING_CHANGED


@pytest.mark.parametrize("command", [c.Retire, c.Restore, c.RollBack])
def test_an_agent_cannot_retire_restore_or_roll_back(command: type[c.EditorCommand]) -> None:
    keeping = kept()
    assert keeping.outcome(asks(command, LIN, entry_id="fee")) is o.NOT_ALLOWED
    assert keeping.change is None


def test_a_worker_may_look_but_not_write() -> None:
    keeping = Keeping(FEE, agents=(WORKER,))
    assert keeping.outcome(saves("fee", Put(Field.ANSWER, "x"), by=WORKER)) is o.NOT_ALLOWED
    assert [type(one) for one in keeping.do(asks(ShowEntry, WORKER, entry_id="fee"))] == [n.EntryShown]


# --- a conversation with an editor -----------------------------------------------------------------------------------


def test_a_prompt_remembers_what_it_asks_for_and_a_reply_to_it_saves() -> None:
    keeping = kept()
    (prompt,) = keeping.do(asks(c.Ask, LIN, blank=Field.VARIANTS, entry_id="fee", seen=1))
    assert prompt == n.FillIn(blank=Field.VARIANTS, entry_id="fee", seen=1, question=FEE.question)
    assert isinstance(prompt, n.FillIn)
    fill, keeping.stock = fills("Where do I pay?\nHow do I pay?", prompt, LIN)
    keeping.do(fill)
    assert keeping.shelves["fee"].versions[2].entry.variants == ("Where do I pay?", "How do I pay?")


def test_a_picture_as_a_reply_is_an_attachment() -> None:
    keeping = kept()
    fill, keeping.stock = fills(
        "", n.FillIn(blank=Field.ATTACHMENTS, entry_id="fee", seen=1), kind=Kind.PHOTO, file_id="AgAD"
    )
    keeping.do(fill)
    assert keeping.shelves["fee"].versions[2].entry.attachments == ("photo:AgAD",)


@pytest.mark.parametrize("text", ["the map on the wall", "sticker:AgAD", "photo:", "photo:two words"])
def test_what_telegram_cannot_send_is_no_attachment(text: str) -> None:
    keeping = kept()
    (refused,) = keeping.do(saves("fee", Add(Field.ATTACHMENTS, text)))
    assert refused == n.SaveRefused(field=Field.ATTACHMENTS, trouble=Trouble.NO_FILE, text=text)


def test_a_picture_where_words_are_asked_for_gives_the_words_below_it() -> None:
    keeping = kept()
    prompt = n.FillIn(blank=Field.ANSWER, entry_id="fee", seen=1)
    fill, keeping.stock = fills("At the desk.", prompt, kind=Kind.PHOTO, file_id="AgAD")
    keeping.do(fill)
    assert keeping.shelves["fee"].versions[2].entry.answer == "At the desk."
    fill, keeping.stock = fills("", prompt, kind=Kind.PHOTO, file_id="AgAD")
    assert keeping.outcome(fill) is o.WORDS_NEEDED


def test_a_prompt_shows_what_stands_there_now() -> None:
    keeping = kept()
    (answer,) = keeping.do(asks(c.Ask, blank=Field.ANSWER, entry_id="fee", seen=1))
    assert isinstance(answer, n.FillIn)
    assert answer.now == (FEE.answer,)
    keeping.do(saves("fee", Add(Field.KEYWORDS, "bill\nfee")))
    (keywords,) = keeping.do(asks(c.Ask, blank=Field.KEYWORDS, entry_id="fee"))
    assert isinstance(keywords, n.FillIn)
    assert (keywords.now, keywords.seen) == (("bill", "fee"), 2)


def test_a_prompt_made_with_an_old_button_asks_about_what_there_is_now() -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.ANSWER, "Lin's."), by=LIN))
    (prompt,) = keeping.do(asks(c.Ask, blank=Field.ANSWER, entry_id="fee", seen=1))
    assert isinstance(prompt, n.FillIn)
    assert (prompt.seen, prompt.now) == (2, ("Lin's.",))


def test_a_reply_that_is_edited_later_is_not_saved_again() -> None:
    keeping = kept()
    fill, keeping.stock = fills("At the desk.", n.FillIn(blank=Field.ANSWER, entry_id="fee", seen=1))
    assert keeping.outcome(replace(fill, edited=True)) is o.EDIT_UNHEARD
    assert keeping.change is None


def test_a_prompt_that_is_left_changes_nothing() -> None:
    keeping = kept()
    assert keeping.outcome(asks(c.Leave, origin=PRESSED)) is o.LEFT
    assert keeping.change is None


def test_a_place_in_a_list_that_has_changed_is_nobodys_even_by_the_same_hand() -> None:
    keeping = kept()
    keeping.do(saves("fee", Add(Field.VARIANTS, "One?\nTwo?")))
    keeping.do(saves("fee", Take(Field.VARIANTS, 0), seen=2))
    told, _ = keeping.do(saves("fee", Take(Field.VARIANTS, 0), seen=2))
    assert told == LibraryTold(outcome=o.CHANGED_MEANWHILE, entry_id="fee", number=3)
    assert keeping.shelves["fee"].versions[3].entry.variants == ("Two?",)


@pytest.mark.parametrize(("blank", "seen"), [(c.Blank.PART, 2), (c.Blank.RETIRE, 2), (c.Blank.ROLL_BACK, None)])
def test_a_question_that_is_answered_with_a_press_takes_no_reply(blank: c.Blank, seen: int | None) -> None:
    keeping = kept()
    keeping.do(c.ImportEntries(put=(replace(FEE, answer="At the desk."),), revision=len(keeping.history)))
    (prompt,) = keeping.do(asks(c.Ask, blank=blank, entry_id="fee"))
    assert prompt == n.FillIn(blank=blank, entry_id="fee", seen=seen, question=FEE.question)
    assert isinstance(prompt, n.FillIn)
    fill, keeping.stock = fills("yes", prompt)
    assert keeping.outcome(fill) is o.OLD_PROMPT


@pytest.mark.parametrize(
    ("blank", "happened"),
    [
        (c.Blank.REASON_TO_INSIST, e.EntryPublished(at=TEN, entry_id="fee", number=2, by=CHEN.user_id, insisted=True)),
        (c.Blank.REASON_TO_REJECT, e.EntryReturned(at=TEN, entry_id="fee", number=2, by=CHEN.user_id)),
        (c.Blank.GOLDEN, e.GoldenAdded(at=TEN, entry_id="fee", by=CHEN.user_id)),
        (c.Blank.GOLDEN_NONE, e.GoldenAdded(at=TEN, entry_id=None, by=CHEN.user_id)),
    ],
)
def test_a_reply_does_what_its_prompt_asked_for(blank: c.Blank, happened: object) -> None:
    keeping = stopped()
    fill, keeping.stock = fills("because", n.FillIn(blank=blank, entry_id="fee", seen=2))
    keeping.do(fill)
    assert keeping.history[-1] == happened


def test_a_reply_to_what_is_no_prompt_is_told_so() -> None:
    keeping = kept()
    fill, _ = fills("x", n.FillIn(blank=c.Blank.NEW))
    assert keeping.outcome(fill) is o.OLD_PROMPT
    fill, keeping.stock = fills("  ", n.FillIn(blank=c.Blank.NEW))
    assert keeping.outcome(fill) is o.WORDS_NEEDED


def test_the_first_line_of_a_new_entry_is_its_question_and_the_others_are_phrasings() -> None:
    keeping = kept()
    fill, keeping.stock = fills("Where do I park?\nMay I park here?", n.FillIn(blank=c.Blank.NEW))
    keeping.do(fill)
    (made,) = set(keeping.shelves) - {"fee", "hours"}
    assert keeping.shelves[made].versions[1].entry.phrasings == ("Where do I park?", "May I park here?")


def test_an_entry_is_made_of_what_an_agent_answered_without_names_and_numbers() -> None:
    keeping = kept()
    keeping.stock = {
        "answered": {
            (-5, 9): Answered(
                question="My number is 13812345678,\nwhere do I park?", answer="Behind the house, or call 13800138000."
            )
        }
    }
    keeping.do(asks(c.MakeEntry, LIN, chat_id=-5, message_id=9))
    (made,) = set(keeping.shelves) - {"fee", "hours"}
    entry = keeping.shelves[made].versions[1].entry
    assert (entry.question, entry.answer) == ("where do I park?", "Behind the house, or call [phone].")


def test_an_entry_cannot_be_made_of_what_is_no_answer() -> None:
    assert kept().outcome(asks(c.MakeEntry, LIN, chat_id=-5, message_id=9)) is o.ANSWER_UNKNOWN


def test_a_press_is_answered_in_its_window_and_the_entry_shown_in_a_message() -> None:
    keeping = kept()
    keeping.do(asks(c.Retire, origin=PRESSED, entry_id="fee"))
    assert [(origin, type(notice)) for origin, notice in keeping.said] == [
        (PRESSED, LibraryTold),
        (HERE, n.EntryShown),
    ]
    keeping.do(asks(ShowEntry, origin=PRESSED, entry_id="fee"))
    assert keeping.said[1] == (PRESSED, LibraryTold(outcome=o.SHOWN))


# --- looking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "listing", "found"),
    [
        ("How do I pay the property fee?", n.Listing.FOUND, ["fee"]),
        ("PROPERTY", n.Listing.FOUND, ["fee"]),
        ("hours", n.Listing.FOUND, ["hours"]),
        ("Where is the fee in the app shown?", n.Listing.NEAR, ["fee"]),
    ],
)
def test_a_search_tells_what_was_found_from_what_is_only_near(text: str, listing: n.Listing, found: list[str]) -> None:
    (listed,) = kept().do(asks(FindEntries, LIN, text=text))
    assert isinstance(listed, n.EntriesListed)
    assert (listed.listing, [line.entry_id for line in listed.lines][:1], listed.text) == (listing, found, text)


def test_a_search_for_what_nothing_is_about_finds_nothing() -> None:
    (listed,) = kept().do(asks(FindEntries, LIN, text="火星移民"))
    assert isinstance(listed, n.EntriesListed)
    assert (listed.listing, listed.text) == (n.Listing.NEAR, "火星移民")


def test_a_search_puts_what_a_word_stands_in_before_what_is_only_like_it() -> None:
    sheds = Entry(
        id="sheds",
        question="电瓶车在哪里充电？",
        answer="在 3 号楼北侧。",
        variants=("电动车在哪里充电", "小区有电瓶车充电棚吗", "电瓶车可以推上楼充电吗"),
    )
    posts = Entry(
        id="posts",
        question="地库车位可以装充电桩吗？",
        answer="可以的。",
        variants=("我家地库车位可以装充电桩吗？", "私家车位能装充电桩吗"),
    )
    (listed,) = Keeping(sheds, posts).do(asks(FindEntries, LIN, text="充电桩"))
    assert isinstance(listed, n.EntriesListed)
    assert [line.entry_id for line in listed.lines] == ["posts", "sheds"]


def asked_of_example() -> Keeping:
    """Return a desk that answers from the library that comes with it, and has earned nothing yet."""
    keeping = kept()
    keeping.live.knowledge = KnowledgeBase.load(Path(__file__).parents[3] / "faq" / "example")
    return keeping


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("物业费怎么交", [n.Tried.ANSWERED]),
        ("在哪交物业费啊", [n.Tried.UNEARNED]),
        ("电费", [n.Tried.OFFERED]),
        ("火星移民", [n.Tried.NOTHING]),
        ("谢谢", [n.Tried.TALK]),
        ("。。。", [n.Tried.TALK]),
        ("我的报修到哪一步了", [n.Tried.TALK]),
        ("转人工", [n.Tried.PERSON]),
        ("找 07 号", [n.Tried.PERSON]),
        ("家里着火了", [n.Tried.DANGER]),
        ("厨房漏水了", [n.Tried.PERSON, n.Tried.REGISTERED]),
        ("我要报修", [n.Tried.FILLED_IN]),
        ("我要投诉", [n.Tried.FILLED_IN]),
        ("物业费怎么交？停车证怎么办？", [n.Tried.ANSWERED, n.Tried.OFFERED]),
    ],
)
def test_an_editor_may_try_what_a_customer_would_get(text: str, steps: list[n.Tried]) -> None:
    (told,) = asked_of_example().do(asks(TryQuestion, LIN, text=f" {text} "))
    assert isinstance(told, n.QuestionTried)
    assert (told.text, [one.outcome for one in told.steps]) == (text, steps)


def test_of_several_questions_the_least_sure_one_is_explained() -> None:
    (told,) = asked_of_example().do(asks(TryQuestion, LIN, text="物业费怎么交？停车证怎么办？"))
    assert isinstance(told, n.QuestionTried)
    assert [one.exact for one in told.steps] == [True, False]
    assert told.confidence < 1
    assert "停车" in told.guesses[0].question


def test_what_is_tried_has_words_in_it() -> None:
    assert kept().outcome(asks(TryQuestion, LIN, text="  ")) is o.WORDS_NEEDED


def test_an_entry_that_has_earned_it_answers_what_is_tried_at_once() -> None:
    keeping = asked_of_example()
    keeping.live.autonomy = autonomy.Autonomy(entries={"zh-fee-pay": autonomy.Standing(direct=True)})
    (told,) = keeping.do(asks(TryQuestion, LIN, text="在哪交物业费啊"))
    assert isinstance(told, n.QuestionTried)
    (step,) = told.steps
    assert (step.outcome, step.exact, told.guesses[0].entry_id) == (n.Tried.ANSWERED, False, "zh-fee-pay")


def test_what_nobody_needed_is_listed_once_it_is_counted_without_what_was_retired_since() -> None:
    keeping = kept()
    assert keeping.outcome(asks(ListUnused, LIN)) is o.NOT_COUNTED
    keeping.live.unused = [
        Unused(entry_id="gone", days=400),
        Unused(entry_id="hours", days=200, last_at=TEN),
        Unused(entry_id="fee", days=31),
    ]
    (listed,) = keeping.do(asks(ListUnused, LIN))
    assert isinstance(listed, n.EntriesListed)
    assert (listed.listing, listed.total) == (n.Listing.UNUSED, 2)
    assert [(one.entry_id, one.days, one.last_at) for one in listed.lines] == [("hours", 200, TEN), ("fee", 31, None)]
    keeping.do(asks(c.Retire, entry_id="hours"))
    (listed,) = keeping.do(asks(ListUnused, LIN))
    assert isinstance(listed, n.EntriesListed)
    assert [one.entry_id for one in listed.lines] == ["fee"]


def test_what_has_expired_is_listed_before_what_is_overdue_for_review() -> None:
    today = TEN.astimezone(Rules().organisation.zone).date()
    before = today - timedelta(days=1)
    keeping = Keeping(
        replace(FEE, review_on=before - timedelta(days=9)),
        replace(HOURS, valid_until=before, review_on=before),
        Entry(id="last", question="Last?", answer="Yes.", valid_until=today, review_on=today),
    )
    (listed,) = keeping.do(asks(ListLapsed, LIN))
    assert isinstance(listed, n.EntriesListed)
    assert (listed.listing, listed.total) == (n.Listing.LAPSED, 2)
    assert [(one.entry_id, one.expired_on, one.review_on) for one in listed.lines] == [
        ("hours", before, None),
        ("fee", None, before - timedelta(days=9)),
    ]


# --- the golden set --------------------------------------------------------------------------------------------------


def test_a_golden_question_is_added_and_dropped_by_editors() -> None:
    keeping = kept()
    assert keeping.outcome(asks(c.AddGolden, LIN, question="Who?", entry_id="fee")) is o.NOT_ALLOWED
    assert keeping.outcome(asks(c.AddGolden, question="Who?", entry_id="gone")) is o.NO_SUCH_ENTRY
    assert keeping.outcome(asks(c.AddGolden, question=" Who? ", entry_id="fee")) is o.GOLDEN_ADDED
    assert keeping.change is not None
    assert keeping.change.golden == ((Golden("Who?", "fee"), CHEN.user_id),)
    assert keeping.outcome(asks(c.DropGolden, question="What?")) is o.NO_SUCH_QUESTION
    keeping.stock = {"golden": {"Who?": Golden("Who?", "fee")}}
    assert keeping.outcome(asks(c.DropGolden, question="Who?")) is o.GOLDEN_DROPPED
    assert keeping.change.forgotten == ("Who?",)


# --- a file ----------------------------------------------------------------------------------------------------------


def test_a_file_is_published_as_it_is_and_what_it_lacks_is_retired() -> None:
    keeping = kept()
    new = Entry(id="new", question="New?", answer="Yes.")
    said = keeping.do(
        c.ImportEntries(put=(new, replace(FEE, answer="Mended.")), retired=("hours",), revision=len(keeping.history))
    )
    assert said == [n.ImportTold(added=1, changed=1, retired=1)]
    assert {one: keeping.shelf(one).live for one in keeping.shelves} == {"fee": 2, "hours": None, "new": 1}
    assert keeping.history[-1] == e.LibraryImported(at=TEN, added=1, changed=1, retired=1)


def test_a_file_compared_with_another_library_than_this_one_is_not_taken_over() -> None:
    keeping = kept()
    with pytest.raises(Conflict):
        keeping.do(c.ImportEntries(put=(FEE,), revision=0))


def test_a_draft_under_review_has_to_be_looked_at_again_after_an_import() -> None:
    keeping = passed()
    keeping.do(c.ImportEntries(put=(replace(FEE, answer="Mended."),), revision=len(keeping.history)))
    shelf = keeping.shelf("fee")
    assert (shelf.published, shelf.draft, shelf.standing) == (3, 2, Standing.DRAFT)


# --- the fold --------------------------------------------------------------------------------------------------------


def test_a_shelf_is_the_fold_of_its_events() -> None:
    keeping = passed()
    keeping.do(asks(c.Approve, CHEN, entry_id="fee", seen=2))
    keeping.do(asks(c.RollBack, entry_id="fee"))
    keeping.do(asks(c.Retire, entry_id="fee"))
    own = [one for one in keeping.history if isinstance(one, e.EntryEvent) and one.entry_id == "fee"]
    assert fold_shelf("fee", own) == keeping.shelf("fee")


def test_a_move_the_table_does_not_know_changes_nothing() -> None:
    with pytest.raises(IllegalMove):
        evolve_shelf(Shelf(entry_id="fee"), e.EntryPassed(at=TEN, entry_id="fee", number=1, tested=True))


def test_a_moment_passes_between_saving_and_approving_and_both_are_kept() -> None:
    keeping = passed()
    keeping.now = TEN + timedelta(minutes=5)
    keeping.do(asks(c.Approve, CHEN, entry_id="fee", seen=2))
    assert [one.at for one in keeping.history[-2:]] == [TEN, TEN + timedelta(minutes=5)]


def test_what_is_on_an_empty_shelf_is_nothing() -> None:
    empty = Shelved(shelf=Shelf(entry_id="x"), versions={})
    assert (empty.shown, empty.in_force) == (None, None)


def test_a_look_at_the_library_does_not_undo_what_another_process_said_of_autonomy_meanwhile() -> None:
    keeping = kept()
    batch = LibraryBatch(
        now=TEN,
        rules=Rules(),
        knowledge=keeping.live.knowledge,
        agents=keeping.agents,
        stock=Stock(revision=len(keeping.history)),
        entry_ids=keeping.live.entry_ids,
        autonomy=keeping.live.autonomy,
    )
    batch.handle(asks(FindEntries, text="fee"))
    keeping.live.autonomy = direct = autonomy.Autonomy(library=autonomy.Standing(direct=True))
    batch.exchange(keeping.live)
    assert keeping.live.autonomy is direct


def test_an_answer_that_shows_nothing_is_none() -> None:
    keeping = kept()
    keeping.do(saves("fee", Put(Field.ANSWER, "\u200b\u2060")))
    assert keeping.shelves["fee"].versions[2].entry.answer is None


def test_nobody_is_asked_whether_to_go_back_to_a_version_that_was_never_published() -> None:
    keeping = kept()
    for seen in (None, 9):
        ask = asks(c.Ask, blank=c.Blank.ROLL_BACK, entry_id="fee", seen=seen)
        assert keeping.outcome(ask) is o.NO_SUCH_VERSION
