"""The agents: when they come and go, and what each does on seeing what happens in the staff room.

A habit is a function of the agent and the message, asked for every message an agent sees in the room or in private; a
chore is a function of the agent alone, done every few minutes while on duty. A new command (`/away`, `/hold` …) is a
chore of three lines and its place in `CHORES`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.people import User
from tests.kit.desks import ROOM
from tests.simulation.customers import HOUR, MINUTE
from tests.simulation.town import Message, Town, button, said

TAKE, DECLINE, RESOLVE, SEND = "接单", "不接", "结案", "发送"
_NUMBER = re.compile(r"工号(?:是)? (\d+)")
_HOLDER = re.compile(r"接待：(\d+)")
_NEWER = "新消息"
_ANSWERS = (
    "您好，我来帮您看一下。请问是哪一栋楼？",
    "已经为您登记，师傅今天下午两点上门。",
    "查到了，上个月的物业费已经缴清，请放心。",
    "抱歉让您久等了，这件事我已经转给工程部处理。",
    "请您把照片发过来，我们马上核实。",
)


@dataclass
class Served:
    """A conversation an agent holds, as seen in its topic."""

    card: Message
    replies: int = 0
    answering: bool = False


@dataclass
class Board:
    """What hangs in the staff room: cards that may be taken, by topic."""

    to_take: dict[int, Message] = field(default_factory=dict[int, Message])


class Agent:
    """Somebody who serves, and sees the staff room."""

    def __init__(self, town: Town, number: int, board: Board) -> None:
        self.town = town
        self.id = number
        self.chance = town.chance
        self.board = board
        self.on_duty = False
        self.known_as: str | None = None
        self.serving: dict[int, Served] = {}
        self.taken = 0
        self._pressed: dict[str, int] = {}
        town.join(User(number, f"客服{number % 1000:03}", language_code="zh-hans"), self, staff=True)

    # --- a day ---------------------------------------------------------------------------------------------------

    def works(self, begins: float, hours: float) -> None:
        """Have a shift that begins in so many seconds."""
        self.town.later(begins, self.comes)
        self.town.later(begins + hours * HOUR, self.goes)

    def comes(self) -> None:
        """Come on duty."""
        self.on_duty = True
        self.writes("/on" if self.likely(0.5) else "上班")
        self.town.later(self.chance.uniform(1, 4) * MINUTE, self._looks_around)

    def goes(self) -> None:
        """Go off duty; now and then somebody forgets to say so."""
        self.on_duty = False
        if self.likely(0.95):
            self.writes("/off" if self.likely(0.5) else "下班")

    def _looks_around(self) -> None:
        if self.on_duty:
            for chore in CHORES:
                chore(self)
            self.town.later(self.chance.expovariate(1 / (6 * MINUTE)) + 10, self._looks_around)

    # --- what they can do ----------------------------------------------------------------------------------------

    def writes(self, text: str, thread: int | None = None) -> None:
        """Write in the room or in a topic."""
        self.town.write(self.id, text, chat=ROOM, thread=thread)

    def presses(self, message: Message, words: str, after: float) -> None:
        """Press a button after a while, if it is still there."""

        def press() -> None:
            pressed = self.town.press(self.id, message, words) if self.on_duty else None
            if pressed is not None and "message_thread_id" in message:
                self._pressed[pressed] = message["message_thread_id"]

        self.town.later(after, press)

    def likely(self, chance: float) -> bool:
        """Tell whether something of this chance happens."""
        return self.chance.random() < chance

    def answers(self, thread: int, after: float) -> None:
        """Write to the customer after a while, once for all that was asked meanwhile."""
        served = self.serving.get(thread)
        if served is None or served.answering:
            return
        served.answering = True

        def answer() -> None:
            served.answering = False
            if not self.on_duty or self.serving.get(thread) is not served:
                return
            served.replies += 1
            if button(served.card, SEND) is not None and self.likely(0.2):
                self.town.press(self.id, served.card, SEND)
            else:
                self.writes(self.chance.choice(_ANSWERS), thread)

        self.town.later(after, answer)

    # --- what they see -------------------------------------------------------------------------------------------

    def sees(self, message: Message) -> None:
        """Do what one does on seeing this."""
        for habit in HABITS:
            habit(self, message)

    def hears(self, press: Message) -> None:
        """A refused resolve shows that there is something to answer."""
        thread = self._pressed.pop(press["press"], None)
        if thread is not None and _NEWER in press["answer"]["text"]:
            self.answers(thread, self.chance.uniform(10, 60))


# --- habits ------------------------------------------------------------------------------------------------------


def learn_ones_number(agent: Agent, message: Message) -> None:
    """Who comes on duty is told the number."""
    found = _NUMBER.search(said(message)) if agent.known_as is None else None
    if found is not None and message.get("reply_to_message", {}).get("from", {}).get("id") == agent.id:
        agent.known_as = found[1]


def watch_the_cards(agent: Agent, message: Message) -> None:
    """A card tells whether its customer waits, and who serves."""
    thread = message.get("message_thread_id")
    if thread is None or ("reply_markup" not in message and thread not in agent.serving):
        return
    if button(message, TAKE) is not None:
        agent.board.to_take[thread] = message
    elif "reply_markup" in message:
        agent.board.to_take.pop(thread, None)
    holder = _HOLDER.search(said(message))
    if holder is not None and holder[1] == agent.known_as and button(message, RESOLVE) is not None:
        begin_to_serve(agent, thread, message)
    elif "状态：" in said(message):
        agent.serving.pop(thread, None)


def begin_to_serve(agent: Agent, thread: int, card: Message) -> None:
    """One's own number stands on the card."""
    served = agent.serving.get(thread)
    if served is not None:
        served.card = card
        return
    agent.serving[thread] = Served(card)
    agent.taken += 1
    if agent.likely(0.95):
        agent.answers(thread, agent.chance.uniform(15, 280))


def take_at_once(agent: Agent, message: Message) -> None:
    """Whatever can be taken is taken by somebody who has a hand free, wherever the button is seen."""
    if agent.on_duty and button(message, TAKE) is not None and len(agent.serving) < 6 and agent.likely(0.12):
        agent.presses(message, TAKE, agent.chance.expovariate(1 / 35))


def turn_down(agent: Agent, message: Message) -> None:
    """Where something is offered, not everybody wants it."""
    if agent.on_duty and button(message, DECLINE) is not None and agent.likely(0.05):
        agent.presses(message, DECLINE, agent.chance.uniform(3, 40))


def simply_answer(agent: Agent, message: Message) -> None:
    """Some write in the topic without taking anything."""
    thread = message.get("message_thread_id")
    if agent.on_duty and thread is not None and button(message, TAKE) is not None and agent.likely(0.005):
        agent.town.later(agent.chance.uniform(20, 200), lambda: agent.writes(agent.chance.choice(_ANSWERS), thread))


def answer_the_customer(agent: Agent, message: Message) -> None:
    """New words in a topic of one's own want an answer; now and then it is forgotten."""
    thread = message.get("message_thread_id")
    if thread in agent.serving and "reply_markup" not in message and agent.likely(0.93):
        agent.answers(thread, agent.chance.expovariate(1 / 90) + 8)


# --- chores ------------------------------------------------------------------------------------------------------


def take_who_waits(agent: Agent) -> None:
    """The first in the room who still waits."""
    if agent.board.to_take and len(agent.serving) < 6 and agent.likely(0.6):
        card = next(iter(agent.board.to_take.values()))
        agent.presses(card, TAKE, agent.chance.uniform(1, 20))


def resolve_what_is_done(agent: Agent) -> None:
    """What was answered and is quiet is over; now and then with a word instead of the button."""
    for thread, served in list(agent.serving.items()):
        if served.replies > 0 and not served.answering and agent.likely(0.3):
            if agent.likely(0.85):
                agent.presses(served.card, RESOLVE, agent.chance.uniform(1, 30))
            else:
                agent.writes("/resolve", thread)


def answer_what_was_forgotten(agent: Agent) -> None:
    """Somebody looks through the open topics."""
    for thread, served in agent.serving.items():
        if served.replies == 0 and agent.likely(0.3):
            agent.answers(thread, agent.chance.uniform(5, 60))


def ask_why_or_who(agent: Agent) -> None:
    """Now and then somebody wants to know."""
    if agent.serving and agent.likely(0.02):
        agent.writes("/why", next(iter(agent.serving)))
    elif agent.likely(0.01):
        agent.writes("/queue")


Habit = Callable[[Agent, Message], None]
HABITS: tuple[Habit, ...] = (
    learn_ones_number,
    watch_the_cards,
    take_at_once,
    turn_down,
    simply_answer,
    answer_the_customer,
)
Chore = Callable[[Agent], None]
CHORES: tuple[Chore, ...] = (
    take_who_waits,
    resolve_what_is_done,
    answer_what_was_forgotten,
    ask_why_or_who,
)
