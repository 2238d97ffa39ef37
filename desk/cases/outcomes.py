"""How a command about a case ended, told to whoever gave it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from desk.notices.notice import Audience, Notice, Priority


class CaseOutcome(StrEnum):
    """How it ended; each has its sentence under [case_outcome]."""

    DONE = "done"
    SHOWN = "shown"  # in a message of its own
    NO_SUCH_CASE = "no_such_case"
    WHICH_CASE = "which_case"  # the customer has several; the number is wanted
    NOT_YOUR_CASE = "not_your_case"  # a customer's press on another's case
    CASE_STALE = "case_stale"  # the case has moved on since
    LEADS_ONLY = "leads_only"
    HANDLER_ONLY = "handler_only"
    NO_SUCH_AGENT = "no_such_agent"
    NOT_IN_THE_OFFICE = "not_in_the_office"  # a case goes to agents and leads only
    THEIRS_ALREADY = "theirs_already"
    ASSIGNED = "assigned"
    WORDS_WANTED = "words_wanted"
    NOTED = "noted"
    SENT = "sent"
    ASSIGN_FIRST = "assign_first"
    ONLY_COMPLAINTS = "only_complaints"
    ONLY_GRIEVANCES = "only_grievances"
    NO_SUCH_UNIT = "no_such_unit"
    MONEY_ASKED = "money_asked"
    MONEY_WAITS = "money_waits"
    MONEY_WITHIN = "money_within"
    NOT_DONE_YET = "not_done_yet"
    TRIED_TODAY = "tried_today"
    ATTEMPT_NOTED = "attempt_noted"
    ATTEMPTS_WANTED = "attempts_wanted"
    NOT_UNJUSTIFIED = "not_unjustified"
    VERDICT_FIRST = "verdict_first"
    CALLBACK_FIRST = "callback_first"
    NOT_SETTLED = "not_settled"
    ANSWER_FIRST = "answer_first"
    SETTLED = "settled"
    ARCHIVED = "archived"
    TURNED = "turned"
    ESCALATED = "escalated"
    LEVEL_BY_LEVEL = "level_by_level"
    LEVEL_REACHED = "level_reached"
    TOP_LEVEL = "top_level"
    NOT_ESCALATED = "not_escalated"
    NO_SKIP = "no_skip"
    NO_CRISIS = "no_crisis"
    NOTHING_ASKED = "nothing_asked"
    OWN_REQUEST = "own_request"
    NOT_THE_HANDLER = "not_the_handler"
    FOLLOW_UPS_WANTED = "follow_ups_wanted"
    NO_SLIP = "no_slip"
    NOT_YOUR_SLIP = "not_your_slip"
    SLIP_TO_ONESELF = "slip_to_oneself"
    SLIP_SENT = "slip_sent"
    NOT_WAITING = "not_waiting"
    AGREED_THANKS = "agreed_thanks"  # to the customer
    AGREED_ALREADY = "agreed_already"
    NOT_AGREED = "not_agreed"
    ASKED_ANEW = "asked_anew"
    ONLY_REPAIRS = "only_repairs"
    OFFICE_ONLY = "office_only"
    NOT_ORDERED = "not_ordered"
    PRICE_WANTED = "price_wanted"
    PRICE_UNCLEAR = "price_unclear"
    PRICE_SENT = "price_sent"
    PRICE_NOT_AGREED = "price_not_agreed"
    PRICE_OLD = "price_old"  # to the customer
    PRICE_OVER = "price_over"  # to the customer
    PRICE_AGREED = "price_agreed"
    PRICE_DECLINED = "price_declined"
    WORK_ORDERED = "work_ordered"
    WORKERS_SHOWN = "workers_shown"
    NO_WORKERS = "no_workers"
    DISPATCHED_TO = "dispatched_to"
    WORK_THEIRS = "work_theirs"
    WORK_ACCEPTED = "work_accepted"
    WORK_ACCEPTED_ALREADY = "work_accepted_already"
    WORK_TAKEN_AWAY = "work_taken_away"
    WORK_CALLED_BACK = "work_called_back"
    WORK_OVER = "work_over"
    WORKER_ONLY = "worker_only"
    REASON_WANTED = "reason_wanted"
    WORK_REFUSED = "work_refused"
    ARRIVED = "arrived"
    ARRIVED_ALREADY = "arrived_already"
    ACCEPT_FIRST = "accept_first"
    REPORT_BEGUN = "report_begun"
    WORK_REPORTED = "work_reported"
    CONFIRM_OLD = "confirm_old"  # to the customer
    CONFIRMED = "confirmed"
    CONFIRMED_ALREADY = "confirmed_already"
    NOT_FIXED = "not_fixed"
    VISIT_UNCLEAR = "visit_unclear"
    VISIT_PAST = "visit_past"
    VISIT_CHOSEN = "visit_chosen"
    VISIT_AGREED = "visit_agreed"
    VISIT_CHOSEN_ALREADY = "visit_chosen_already"  # to the customer
    PAYMENT_NOTED = "payment_noted"
    INVOICE_NOTED = "invoice_noted"
    SET_ASIDE = "set_aside"
    SET_ASIDE_UNTIL = "set_aside_until"
    TAKEN_UP = "taken_up"
    REPAIR_DROPPED = "repair_dropped"
    EMERGENCY_TAKEN = "emergency_taken"
    EMERGENCY_OVER = "emergency_over"
    NOT_ON_CALL = "not_on_call"
    NO_EMERGENCY = "no_emergency"
    CALLBACK_NOT_DUE = "callback_not_due"  # nothing was done yet that could be asked about
    CALLBACK_TOO_EARLY = "callback_too_early"
    CALLBACK_TOO_SOON = "callback_too_soon"  # after the attempt before
    CALLBACK_QUIET = "callback_quiet"
    CALLBACK_BY_WORKER = "callback_by_worker"
    CALLBACK_BY_HANDLER = "callback_by_handler"
    CALLBACK_KNOWN = "callback_known"
    CALLBACK_RECORDED = "callback_recorded"
    CALLBACK_REOPENED = "callback_reopened"
    CALLBACK_TRIED = "callback_tried"
    CALLBACK_FAILED = "callback_failed"
    CALLBACK_MOVED = "callback_moved"
    CALLBACK_MOVED_ALREADY = "callback_moved_already"
    CALLBACK_TIME_PAST = "callback_time_past"
    CALLBACK_TIME_FAR = "callback_time_far"
    CALLBACK_THANKS = "callback_thanks"  # to the customer
    CALLBACK_THANKED = "callback_thanked"
    CALLBACK_OLD = "callback_old"
    CONTACT_RENEWED = "contact_renewed"
    CONTACT_FRESH = "contact_fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTold(Notice):
    """The outcome; `number` is the agent's or the case's it is about, the rest what the sentence needs."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: CaseOutcome
    number: str = ""
    count: int = 0
    at: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
