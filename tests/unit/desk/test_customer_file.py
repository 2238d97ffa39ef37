"""A customer's file: what it takes in, who may change it, and what is kept of that."""

from dataclasses import replace

import pytest

from desk import events as e
from desk.commands import Origin
from desk.customers import commands as k
from desk.customers import notices as n
from desk.customers.batch import FileBatch
from desk.customers.events import FileChanged, FileMerged, FileTookIn, FileWished
from desk.customers.file import (
    Check,
    CustomerClass,
    CustomerFile,
    FileField,
    changed,
    learn_from,
    merged,
    readable,
)
from desk.customers.loading import Drawer
from desk.customers.looks import Look, Seen
from desk.customers.notices import FileOutcome, HistoryLine
from desk.customers.phones import masked_phone, phone_in, phone_of
from desk.evolution import fold
from desk.floor import Floor
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.notices import Notice, Outcome, Told
from desk.people import Agent, Role
from desk.ports.files import FileChange
from tests.kit.cast import KNOWLEDGE, LIN, MEI, PENG, STAFF, STAFF_ROOM, TEN, WANG, ZHAO

MOBILE, OTHER = "13800138000", "13900139000"
HERE = Origin(chat_id=STAFF_ROOM, message_id=1, thread_id=5)
KNOWN = CustomerFile(chat_id=MEI.chat_id, called="王女士", phones=(MOBILE,), home="3栋502")
CASE = HistoryLine(number="BX-20261122-0007", at=TEN, state="OPEN", kind="repair", open=True)
TALK = HistoryLine(number="9", at=TEN, state="ACTIVE", open=True)


def batch(
    *files: CustomerFile, history: tuple[HistoryLine, ...] = (TALK,), staff: tuple[Agent, ...] = STAFF
) -> FileBatch:
    floor = Floor(knowledge=KNOWLEDGE, agents={one.user_id: one for one in staff})
    drawer = Drawer(
        files={file.chat_id: file for file in files},
        known={MEI.chat_id: MEI, PENG.chat_id: PENG},
        histories={MEI.chat_id: (len(history), history)},
    )
    return FileBatch(now=TEN, floor=floor, drawer=drawer)


def change(field: FileField, value: str, by: Agent = LIN, *, removed: bool = False) -> k.ChangeFile:
    return k.ChangeFile(agent=by.user_id, origin=HERE, field=field, value=value, removed=removed)


def told(outcome: FileOutcome, field: FileField | None = None) -> list[Notice]:
    return [n.FileTold(outcome=outcome, field=field)]


# --- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("138 0013 8000", MOBILE),
        ("+86-138-0013-8000", MOBILE),
        ("１３８００１３８０００", MOBILE),
        ("0571-88886666", "057188886666"),
        ("88886666", "88886666"),
        ("400-800-1234", "4008001234"),
        ("+44 20 7946 0958", "+442079460958"),
        ("12345", None),
        ("1380013800", None),
        ("无", None),
        ("3栋502", None),
    ],
)
def test_a_phone_number_is_told_from_what_is_none(written: str, phone: str | None) -> None:
    assert phone_of(written) == phone


def test_a_phone_number_is_found_among_words() -> None:
    assert phone_in("请打 138-0013-8000，下午都在") == MOBILE
    assert phone_in("发消息就好") is None


def test_lists_show_no_whole_phone_number() -> None:
    assert [masked_phone(phone) for phone in (MOBILE, "+442079460958", "8888666")] == [
        "138****8000",
        "+44****0958",
        "****66",
    ]


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        (FileField.CALLED, " 王  先生 ", "王 先生"),
        (FileField.CALLED, "王" * 25, None),
        (FileField.CALLED, "13800138000", None),
        (FileField.HOME, "3栋502", "3栋502"),
        (FileField.HOME, "x" * 4000, None),
        (FileField.CLASS, "vip", "vip"),
        (FileField.CLASS, "皇帝", None),
        (FileField.NOTE, "\n", None),
    ],
)
def test_a_file_keeps_only_what_fits_the_field(field: FileField, written: str, kept: str | None) -> None:
    assert readable(field, written) == kept


def test_a_new_phone_stands_first_and_three_are_kept() -> None:
    file = KNOWN
    for phone in ("1390000000", "1370000000", "1360000000"):
        file = changed(file, FileField.PHONE, phone)
    assert file.phones == ("1360000000", "1370000000", "1390000000")
    assert changed(file, FileField.PHONE, "1390000000").phones == ("1390000000", "1360000000", "1370000000")
    assert changed(file, FileField.PHONE, "1370000000", removed=True).phones == ("1360000000", "1390000000")


# --- what forms tell -------------------------------------------------------------------------------------------------

ANSWERS = {
    Field.CALLED: Answer(text="李先生"),
    Field.CONTACT: Answer(text="打 139 0013 9000"),
    Field.PLACE: Answer(text="5栋101"),
    Field.WHAT: Answer(text="漏水"),
}


def test_what_a_customer_tells_in_a_form_counts_and_the_place_only_where_none_was_known() -> None:
    file, fields = learn_from(KNOWN, ANSWERS)
    assert file == replace(KNOWN, called="李先生", phones=(OTHER, MOBILE))
    assert fields == (FileField.CALLED, FileField.PHONE)


def test_what_an_agent_fills_in_for_a_customer_only_fills_what_was_empty() -> None:
    assert learn_from(KNOWN, ANSWERS, by_customer=False) == (KNOWN, ())
    file, fields = learn_from(CustomerFile(chat_id=1), ANSWERS, by_customer=False)
    assert file == CustomerFile(chat_id=1, called="李先生", phones=(OTHER,), home="5栋101")
    assert fields == (FileField.CALLED, FileField.PHONE, FileField.HOME)


def test_an_answer_that_was_skipped_or_is_no_phone_changes_nothing() -> None:
    answers = {Field.CALLED: Answer(text="李先生", skipped=True), Field.CONTACT: Answer(text="不用打电话")}
    assert learn_from(KNOWN, answers) == (KNOWN, ())


def test_a_form_that_was_filed_changes_the_file_and_a_workers_report_does_not() -> None:
    here = batch(KNOWN)
    own = Form(chat_id=MEI.chat_id, kind=FormKind.REPAIR, began_at=TEN, answers=ANSWERS)
    here.note(MEI.chat_id, [Filing(form=own, at=TEN), Filing(form=replace(own, kind=FormKind.REPORT), at=TEN)])
    here.take_lessons()
    (made,) = here.changes()
    fields = (FileField.CALLED, FileField.PHONE)
    assert made.news == (FileChanged(at=TEN, fields=fields),)
    assert made.after == replace(KNOWN, called="李先生", phones=(OTHER, MOBILE), version=1)


# --- changing --------------------------------------------------------------------------------------------------------


def test_what_was_empty_is_filled_in_at_once() -> None:
    here = batch()
    assert here.handle(change(FileField.PHONE, MOBILE), MEI.chat_id) == told(FileOutcome.CHANGED, FileField.PHONE)
    before = CustomerFile(chat_id=MEI.chat_id)
    event = FileChanged(at=TEN, fields=(FileField.PHONE,), by=LIN.user_id)
    assert here.changes() == [
        FileChange(before=before, after=replace(before, phones=(MOBILE,), version=1), news=(event,))
    ]


def test_a_change_waits_until_two_fields_were_checked_and_it_is_kept_which() -> None:
    here = batch(KNOWN, history=(CASE, TALK))
    asked = n.FileCheckAsked(
        customer=MEI.chat_id, wish=1, field=FileField.PHONE, checks=(Check.PHONE, Check.HOME, Check.CASE)
    )
    assert here.handle(change(FileField.PHONE, OTHER), MEI.chat_id) == [asked]
    confirm = k.ConfirmFile(agent=LIN.user_id, origin=HERE, wish=1, checked=(Check.PHONE, Check.CASE))
    assert here.handle(confirm, MEI.chat_id) == told(FileOutcome.CHANGED, FileField.PHONE)
    (made,) = here.changes()
    assert made.after == replace(KNOWN, phones=(OTHER, MOBILE), wishes=1, version=2)
    assert made.news == (
        FileWished(at=TEN, by=LIN.user_id, field=FileField.PHONE),
        FileChanged(at=TEN, fields=(FileField.PHONE,), by=LIN.user_id, checked=(Check.PHONE, Check.CASE)),
    )
    assert here.handle(confirm, MEI.chat_id) == told(FileOutcome.WISH_OVER), "a button is good once"


@pytest.mark.parametrize(
    "checked", [(Check.PHONE, Check.PHONE), (Check.PHONE, Check.CASE)], ids=["one twice", "a case nobody has"]
)
def test_two_different_fields_that_can_match_are_needed(checked: tuple[Check, Check]) -> None:
    here = batch(KNOWN)
    here.handle(change(FileField.HOME, "5栋101"), MEI.chat_id)
    confirm = k.ConfirmFile(agent=LIN.user_id, origin=HERE, wish=1, checked=checked)
    assert here.handle(confirm, MEI.chat_id) == told(FileOutcome.WISH_OVER)
    assert here.changes()[0].after.home == KNOWN.home


def test_a_change_whose_fields_did_not_match_is_dropped() -> None:
    here = batch(KNOWN)
    here.handle(change(FileField.PHONE, OTHER), MEI.chat_id)
    drop = k.DropFileWish(agent=LIN.user_id, origin=HERE, wish=1)
    assert here.handle(drop, MEI.chat_id) == told(FileOutcome.WISH_DROPPED, FileField.PHONE)
    assert here.handle(drop, MEI.chat_id) == told(FileOutcome.WISH_OVER)
    assert here.changes()[0].after == replace(KNOWN, wishes=1, version=2)


def test_where_two_fields_cannot_match_a_lead_decides() -> None:
    thin = CustomerFile(chat_id=MEI.chat_id, phones=(MOBILE,))
    here = batch(thin)
    asked = change(FileField.PHONE, OTHER)
    assert here.handle(asked, MEI.chat_id) == told(FileOutcome.TOO_LITTLE_KNOWN, FileField.PHONE)
    by_lead = change(FileField.PHONE, OTHER, ZHAO)
    assert here.handle(by_lead, MEI.chat_id) == told(FileOutcome.CHANGED, FileField.PHONE)


def test_the_note_is_the_staffs_own_and_the_class_is_the_leads() -> None:
    here = batch(KNOWN)
    assert here.handle(change(FileField.NOTE, "先打电话"), MEI.chat_id) == told(FileOutcome.CHANGED, FileField.NOTE)
    asked = change(FileField.CLASS, "vip")
    assert here.handle(asked, MEI.chat_id) == told(FileOutcome.CLASS_FOR_LEADS, FileField.CLASS)
    by_lead = change(FileField.CLASS, "vip", ZHAO)
    assert here.handle(by_lead, MEI.chat_id) == told(FileOutcome.CHANGED, FileField.CLASS)
    (made,) = here.changes()
    assert (made.after.note, made.after.noted_at, made.after.klass) == ("先打电话", TEN, CustomerClass.VIP)


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        (change(FileField.PHONE, "12345"), FileOutcome.NOT_A_PHONE),
        (change(FileField.PHONE, OTHER, removed=True), FileOutcome.NO_SUCH_PHONE),
        (change(FileField.CALLED, "1" * 5), FileOutcome.UNREADABLE),
        (change(FileField.NOTE, "x" * 501), FileOutcome.UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_sentence(asked: k.ChangeFile, outcome: FileOutcome) -> None:
    here = batch(KNOWN)
    assert here.handle(asked, MEI.chat_id) == told(outcome, asked.field)
    assert here.changes() == []


# --- looking ---------------------------------------------------------------------------------------------------------

SHOW = k.ShowFile(agent=LIN.user_id, origin=HERE)


def test_a_file_is_shown_with_masked_phones_and_it_is_kept_who_looked() -> None:
    here = batch(KNOWN, history=(CASE, TALK))
    (shown,) = here.handle(SHOW, MEI.chat_id)
    assert shown == n.FileShown(
        customer=MEI.chat_id,
        name=MEI.name,
        called="王女士",
        phones=("138****8000",),
        home="3栋502",
        language="en",
        history=(CASE, TALK),
    )
    assert here.looks == [Look(chat_id=MEI.chat_id, agent=LIN.user_id, at=TEN, what=Seen.FILE)]
    assert here.changes() == []


def test_whole_phones_are_shown_to_who_presses_and_that_is_kept() -> None:
    here = batch(KNOWN)
    press = k.ShowPhones(agent=WANG.user_id, origin=HERE)
    assert here.handle(press, MEI.chat_id) == [n.PhonesShown(phones=(MOBILE,))]
    assert here.looks == [Look(chat_id=MEI.chat_id, agent=WANG.user_id, at=TEN, what=Seen.PHONES)]


def test_only_leads_see_who_has_looked() -> None:
    here = batch(KNOWN)
    here.drawer.looks[MEI.chat_id] = (3, [Look(chat_id=MEI.chat_id, agent=LIN.user_id, at=TEN, what=Seen.FILE)])
    assert here.handle(k.ShowLooks(agent=LIN.user_id, origin=HERE), MEI.chat_id) == told(FileOutcome.LOOKS_FOR_LEADS)
    line = n.LookLine(at=TEN, what="file", number="07")
    assert here.handle(k.ShowLooks(agent=ZHAO.user_id, origin=HERE), MEI.chat_id) == [
        n.LooksShown(lines=(line,), more=2)
    ]


def test_a_file_is_for_who_serves_the_customer_and_for_leads() -> None:
    talk = fold(
        MEI.chat_id,
        [e.Opened(at=TEN), e.HandedOff(at=TEN, reason=e.Reason.ASKED), e.Taken(at=TEN, agent=LIN.user_id)],
    )
    here = batch(KNOWN)

    def asks(who: Agent) -> list[Notice]:
        return here.handle(k.ShowFile(agent=who.user_id, origin=HERE), MEI.chat_id, talk)

    assert asks(WANG) == told(FileOutcome.NOT_CONCERNED)
    assert [type(one) for who in (LIN, ZHAO) for one in asks(who)] == [n.FileShown, n.FileShown]
    assert [one.agent for one in here.looks] == [LIN.user_id, ZHAO.user_id]


def test_a_worker_sees_no_file_of_a_customer_whose_case_is_another_ones() -> None:
    worker = Agent(user_id=31, number="31", role=Role.WORKER)
    here = batch(KNOWN, staff=(*STAFF, worker))
    asked = k.ShowFile(agent=worker.user_id, origin=HERE)
    assert here.handle(asked, MEI.chat_id) == told(FileOutcome.NOT_CONCERNED)


def test_strangers_and_topics_of_nobody_are_told_so() -> None:
    here = batch(KNOWN)
    stranger = k.ShowFile(agent=555, origin=HERE)
    assert here.handle(stranger, MEI.chat_id) == [Told(outcome=Outcome.NOT_ADMITTED)]
    assert here.handle(SHOW, None) == [Told(outcome=Outcome.NO_CONVERSATION)]


# --- merging ---------------------------------------------------------------------------------------------------------

DOUBLE = CustomerFile(chat_id=PENG.chat_id, phones=(OTHER,), klass=CustomerClass.KEY, note="怕狗")


def merge(other: int = PENG.chat_id, by: Agent = ZHAO) -> k.MergeFiles:
    return k.MergeFiles(agent=by.user_id, origin=HERE, other=other)


def test_one_file_stands_for_both_and_the_other_points_to_it() -> None:
    here = batch(KNOWN, DOUBLE)
    assert here.handle(merge(), MEI.chat_id) == told(FileOutcome.MERGED)
    kept, gone = here.changes()
    assert kept.after == replace(
        KNOWN, phones=(MOBILE, OTHER), klass=CustomerClass.KEY, note="怕狗", merged=(PENG.chat_id,), version=1
    )
    assert kept.news == (FileTookIn(at=TEN, other=PENG.chat_id, by=ZHAO.user_id),)
    assert (gone.after.merged_into, gone.news) == (
        MEI.chat_id,
        (FileMerged(at=TEN, into=MEI.chat_id, by=ZHAO.user_id),),
    )


def test_the_topic_of_a_merged_customer_shows_the_file_that_stands_for_both() -> None:
    kept, gone = merged(KNOWN, DOUBLE)
    (shown,) = batch(kept, gone).handle(SHOW, PENG.chat_id)
    assert isinstance(shown, n.FileShown)
    assert (shown.customer, shown.called, shown.merged) == (MEI.chat_id, "王女士", (PENG.chat_id,))


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (merge(by=LIN), FileOutcome.MERGE_FOR_LEADS),
        (merge(777), FileOutcome.NO_SUCH_CUSTOMER),
        (merge(MEI.chat_id), FileOutcome.MERGE_ITSELF),
    ],
)
def test_what_cannot_be_merged_is_refused(command: k.MergeFiles, outcome: FileOutcome) -> None:
    assert batch(KNOWN, DOUBLE).handle(command, MEI.chat_id) == told(outcome)


def test_who_was_merged_is_not_merged_again() -> None:
    kept, gone = merged(KNOWN, DOUBLE)
    assert batch(kept, gone).handle(merge(), MEI.chat_id) == told(FileOutcome.MERGED_ALREADY)
    elsewhere = replace(DOUBLE, merged_into=555)
    assert batch(KNOWN, elsewhere).handle(merge(), MEI.chat_id) == told(FileOutcome.MERGED_ELSEWHERE)
