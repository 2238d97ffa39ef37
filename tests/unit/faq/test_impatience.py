"""Who waits and says so is told from who asks something."""

from pathlib import Path
from time import perf_counter

import pytest

from faq import Entry, Manner, manner_of
from faq.files.reading import read
from faq.impatience import is_impatient
from faq.text import fold
from faq.upkeep.golden import golden_beside
from faq.wishes import calls, gives_up

EXAMPLE = Path(__file__).parents[3] / "faq" / "example"

SILENCE = (
    "在吗？怎么没人理我|有没有人啊|到底管不管|怎么没人回我|怎么没人回复|没人理我|为什么不回我消息|你们怎么不说话|"
    "人呢？？？|客服人呢|你们人都去哪了"
    "|喂，有没有人啊|到底有没有人|怎麼沒人理我|有沒有人啊|還有人嗎|怎么还没人回|一直不回我|理理我啊|回个话啊|"
    "来个人啊|还在吗？没人回啊|你们回不回消息啊"
    "|是不是没人啊|为啥没人搭理我|客服怎么还不回|在吗在吗，怎么不理人|请问有没有人在|why is nobody answering|"
    "is anyone even there?"
    "|Why isn't anyone answering me?|nobody is answering|no one replies|are you still there?|"
    "Can somebody answer please|nobody answers my messages"
    "|why don't you reply|does anyone work here|no reply yet|you are ignoring me|is there anybody here at all|"
    "say something|有谁在吗"
)
LONG = (
    "等了半天了|等了好久了|我都等了20分钟了|等了半个小时了，还没人理|都等了这么久了|有人吗？等半天了|"
    "等了好久都沒人回覆|排队排了半个小时了|我在这等了半天"
    "|你好，等很久了|我已经等了一个多小时了|等得花儿都谢了|怎么半天没反应|快点回我|能不能快点|快点啊|赶紧回复我|"
    "急死我了|I've been waiting for ages"
    "|Hello?? I have been waiting for 20 minutes|still waiting...|this is taking forever|what's taking so long|"
    "I've waited half an hour already|hurry up"
)
OTHERS = (
    "I can wait a while|我可以等很久|今天没人值班吗|要等很久吗|我不等了|等一下|我等着|没关系我等|慢慢等|不急|没人|"
    "家里没人|我不在家，没人|还要等多久|师傅怎么还没来|"
    "等了三天了还没修|快递等了半天没到|没反应|没声音"
    "|打电话没人接|门口没人值班|会所没人管|电梯等了半天|你们快点修|你们服务怎么样|怎么回|我答应了|好久不见|"
    "it doesn't help|you did not answer my question"
    "|waiting for the technician|I will wait|please reply to my email|not now|I have waited three days|"
    "no help needed|can you help me|how long?"
)


@pytest.mark.parametrize("saying", [*SILENCE.split("|"), *LONG.split("|")])
def test_whoever_waits_and_says_so_is_impatient(saying: str) -> None:
    assert manner_of(saying) is Manner.IMPATIENT


@pytest.mark.parametrize(
    "saying",
    OTHERS.split("|"),
)
def test_who_speaks_of_something_else_or_waits_gladly_is_not(saying: str) -> None:
    assert manner_of(saying) is not Manner.IMPATIENT


@pytest.mark.parametrize("entry", read(EXAMPLE), ids=lambda entry: entry.id)
def test_no_phrasing_of_the_library_is_taken_for_impatience(entry: Entry) -> None:
    assert [one for one in entry.phrasings if calls(one) or is_impatient(fold(one))] == []


def test_no_golden_question_is_taken_for_impatience() -> None:
    questions = golden_beside(EXAMPLE)
    assert len(questions) > 700
    assert [one for one in questions if calls(one.text) or is_impatient(fold(one.text))] == []


@pytest.mark.parametrize(
    "saying", ["在吗", "有人吗？", "你好，在吗", "喂", "Hello?", "hello? anyone there", "Anybody there?"]
)
def test_who_only_calls_is_greeted_by_the_bot_and_calls_for_us_while_waiting(saying: str) -> None:
    assert (manner_of(saying), calls(saying)) == (Manner.GREETING, True)


@pytest.mark.parametrize(
    "saying", ["算了", "不等了", "不用了，谢谢", "forget it", "好的", "谢谢", "thanks", "3栋502", ""]
)
def test_who_gives_up_thanks_or_tells_something_does_not_call(saying: str) -> None:
    assert not calls(saying)


@pytest.mark.parametrize("saying", [*SILENCE.split("|"), *LONG.split("|")])
def test_nobody_is_let_go_for_being_impatient(saying: str) -> None:
    assert not gives_up(saying)


@pytest.mark.parametrize("knot", ["没人", "等了半天", "waiting ", "一个", "半", "no one ", "long time ", "1"])
def test_a_text_made_to_entangle_is_read_in_no_time(knot: str) -> None:
    begun = perf_counter()
    is_impatient(knot * 5_000 + "x")
    assert perf_counter() - begun < 0.5
