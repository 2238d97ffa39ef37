"""The customers: what brings them, and what each does on seeing what the desk says.

A habit is a function of the customer and the message; the first that does something ends the matter. A new habit is
such a function and its place in `HABITS`.
"""

from collections.abc import Callable, Sequence
from functools import partial

from bot.sandbox.acts import Person
from bot.sandbox.people import User
from tests.simulation.town import Message, Town, button, buttons, said

MINUTE, HOUR = 60.0, 3600.0
PERSON, HELPED, DID_NOT = "人工", "有帮助", "没帮助"
_FAREWELL = "已经处理完了"
_WAITING = ("正在为您转接", "让您久等", "让您等了", "同事暂时不在班", "请同事来", "马上通知同事")
_SERVED = "为您服务"
_ODD = ("我家的鹦鹉会唱歌怎么办", "请帮我算一下明天的运势", "这个那个怎么弄呢", "隔壁小孩练琴几点结束", "asdf 测试一下")
_COMPLAINTS = ("我要投诉，保安态度太差", "投诉！垃圾三天没收了", "你们太不负责任了，气死我了")
_REPAIRS = ("我家水管漏水了", "电梯坏了，请派人来修", "厨房下水道堵了，要报修")
_MORE = ("在吗", "麻烦快一点", "补充一下，是 12 号楼 302", "还有一件事想问", "照片我待会发", "有人吗")
_TO_PEOPLE = (
    "好的，是昨天开始的",
    "302 室，下午在家",
    "不是这个意思，我再说一遍",
    "那什么时候能好？",
    "可以，麻烦您了",
)
_THANKS = ("谢谢", "好的谢谢", "ok", "👍")
_BACK = ("还是没有解决", "又出现了同样的问题，请再看一下", "昨天那件事怎么样了？")


class Customer:
    """Somebody who has a matter, and sees one chat."""

    def __init__(self, town: Town, number: int, questions: Sequence[str]) -> None:
        self.town = town
        self.id = number
        self.chance = town.chance
        self.patience = self.chance.randint(1, 6)
        self.wrote = 0
        self._questions = questions
        town.join(User(number, f"客户{number % 100000:05}", language_code="zh-hans"), self)

    def comes(self) -> None:
        """Bring a matter."""
        _one_of(self, _MATTERS)(self)

    def sees(self, message: Message) -> None:
        """Do what one does on seeing this."""
        for habit in HABITS:
            if habit(self, message):
                return

    def hears(self, press: Message) -> None:
        """A press was answered; that is enough."""

    def says(self, *texts: str, after: float = 1.0, apart: float = 4.0) -> None:
        """Write one message or several."""
        for n, text in enumerate(texts):
            self.town.later(after + n * apart, partial(self._write, text))

    def presses(self, message: Message, words: str) -> None:
        """Press a button before long."""
        self.town.later(self.chance.uniform(2, 40), lambda: self.town.press(self.id, message, words))

    def blocks(self, *, blocked: bool, after: float) -> None:
        """Stop the bot, or start it again."""
        self.town.later(after, lambda: Person.at(self.town.world, self.id).block(blocked=blocked))

    def asks(self) -> str:
        """Return something that is asked often."""
        return self.chance.choice(self._questions)

    def likely(self, chance: float) -> bool:
        """Tell whether something of this chance happens."""
        return self.chance.random() < chance

    def one_of(self, texts: Sequence[str]) -> str:
        """Return one of these."""
        return self.chance.choice(texts)

    def _write(self, text: str) -> None:
        self.town.write(self.id, text)
        self.wrote += 1


# --- what brings them --------------------------------------------------------------------------------------------


def a_question(customer: Customer) -> None:
    customer.says(customer.asks())


def a_burst(customer: Customer) -> None:
    customer.says("你好", "我想问一下", customer.asks(), apart=customer.chance.uniform(0.5, 6))


def a_person_please(customer: Customer) -> None:
    customer.says("转人工" if customer.likely(0.7) else "/human", "我的情况比较复杂，请人来看看")


def a_complaint(customer: Customer) -> None:
    customer.says(customer.one_of(_COMPLAINTS))


def a_repair(customer: Customer) -> None:
    customer.says(customer.one_of(_REPAIRS), "12 号楼 302", apart=customer.chance.uniform(3, 60))


def something_odd(customer: Customer) -> None:
    customer.says(customer.one_of(_ODD))


def a_picture(customer: Customer) -> None:
    customer.town.later(1, lambda: customer.town.write(customer.id, "", kind="photo"))


def a_look(customer: Customer) -> None:
    customer.says("/start")


_MATTERS = (
    *[a_question] * 70, *[a_burst] * 5, *[a_person_please] * 7, *[a_complaint] * 3, *[a_repair] * 7,
    *[something_odd] * 4, *[a_picture] * 1, *[a_look] * 3,
)  # fmt: skip


# --- what they do on seeing something ----------------------------------------------------------------------------


def judge_an_answer(customer: Customer, message: Message) -> bool:
    """An answer asks whether it helped."""
    if button(message, HELPED) is None:
        return False
    if customer.likely(0.3):
        customer.presses(message, HELPED)
    elif customer.likely(0.15):
        customer.presses(message, DID_NOT)
    elif customer.likely(0.15):
        customer.says(customer.one_of(_THANKS), after=20)
    elif customer.likely(0.1):
        customer.says(customer.asks(), after=40)
    return True


def pick_a_choice(customer: Customer, message: Message) -> bool:
    """Buttons that are no judgement are choices, the last of them a person."""
    choices = [label for label, _ in buttons(message) if PERSON not in label]
    if button(message, PERSON) is None:
        return False
    if choices and customer.likely(0.7):
        customer.presses(message, customer.one_of(choices))
    elif customer.likely(0.2):
        customer.presses(message, PERSON)
    elif customer.likely(0.3):
        customer.says(customer.asks(), after=customer.chance.uniform(10, 90))
    return True


def press_what_there_is(customer: Customer, message: Message) -> bool:
    """Whatever else the desk may offer is tried now and then."""
    labels = [label for label, _ in buttons(message)]
    if not labels:
        return False
    if customer.likely(0.5):
        customer.presses(message, customer.one_of(labels))
    return True


def come_back_or_thank(customer: Customer, message: Message) -> bool:
    """The matter is over; for some it is not."""
    if _FAREWELL not in said(message):
        return False
    if customer.likely(0.25):
        customer.says(customer.one_of(_THANKS), after=customer.chance.uniform(5, 300))
    if customer.likely(0.1):
        customer.says(customer.one_of(_BACK), after=customer.chance.uniform(10 * MINUTE, 60 * HOUR))
    elif customer.likely(0.05):
        customer.says(customer.one_of(_BACK), after=customer.chance.uniform(73 * HOUR, 120 * HOUR))
    return True


def wait_or_give_up(customer: Customer, message: Message) -> bool:
    """While nobody is there one adds something, or loses patience."""
    if not any(words in said(message) for words in _WAITING):
        return False
    if customer.likely(0.2):
        customer.says(customer.one_of(_MORE), after=customer.chance.uniform(10, 200))
    elif customer.likely(0.04):
        customer.blocks(blocked=True, after=customer.chance.uniform(60, 600))
        if customer.likely(0.5):
            customer.blocks(blocked=False, after=customer.chance.uniform(1 * HOUR, 20 * HOUR))
            customer.says(customer.one_of(_BACK), after=21 * HOUR)
    elif customer.likely(0.03):
        _edits(customer)
    return True


def hear_who_serves(_: Customer, message: Message) -> bool:
    """Somebody has taken the matter: good."""
    return _SERVED in said(message)


def answer_a_person(customer: Customer, message: Message) -> bool:
    """Whatever else comes are the words of a person."""
    customer.patience -= 1
    if customer.patience > 0 and customer.likely(0.55):
        customer.says(customer.one_of(_TO_PEOPLE), after=customer.chance.uniform(15, 400))
    elif customer.likely(0.3):
        customer.says(customer.one_of(_THANKS), after=customer.chance.uniform(15, 400))
    elif customer.likely(0.1):
        emoji = customer.one_of(("👍", "🙏", "❤"))
        customer.town.later(
            9, lambda: Person.at(customer.town.world, customer.id).react(message["message_id"], [emoji])
        )
    return True


def _edits(customer: Customer) -> None:
    """Change the last message of one's own."""

    def edit() -> None:
        person = Person.at(customer.town.world, customer.id)
        mine = [m for m in person.chat.messages.values() if m["from"]["id"] == customer.id and "text" in m]
        if mine and not mine[-1]["text"].startswith("/"):
            person.edit(mine[-1]["message_id"], f"{mine[-1]['text']}（更正）")

    customer.town.later(30, edit)


def _one_of(customer: Customer, matters: Sequence[Callable[[Customer], None]]) -> Callable[[Customer], None]:
    return customer.chance.choice(matters)


Habit = Callable[[Customer, Message], bool]
HABITS: tuple[Habit, ...] = (
    judge_an_answer,
    pick_a_choice,
    press_what_there_is,
    come_back_or_thank,
    wait_or_give_up,
    hear_who_serves,
    answer_a_person,
)
