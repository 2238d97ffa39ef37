from dataclasses import replace

from bot.sandbox.files import Upload
from desk.notices import Answer, AnswerFromAgent, Greeting
from faq import KnowledgeBase
from tests.flows.courier.posts import MEI, Post
from tests.kit.cast import FEE

ANSWER = Answer(entry_id="fee", library="1")
BELOW = "📎 Sent to you with the answer above"


def attach(post: Post, *attachments: str) -> None:
    """Let the answer about the fee have these attachments."""
    post.wording.library.exchange(KnowledgeBase([replace(FEE, attachments=attachments)]))


def kept(post: Post, kind: str) -> str:
    """Return a file that Telegram has, as an entry holds it."""
    return f"{kind}:{post.world.files.keep(kind, Upload('map', b'map')).id}"


def files(post: Post) -> list[tuple[str, str | None]]:
    """Return the kinds of files that Mei got, with their captions."""
    messages = post.world.chat(MEI.chat_id, None).messages.values()
    kinds = ("photo", "document", "video")
    return [(kind, one.get("caption")) for one in messages for kind in kinds if kind in one and one["from"]["is_bot"]]


async def test_what_belongs_to_an_answer_follows_it_in_order(post: Post) -> None:
    attach(post, kept(post, "photo"), kept(post, "document"), kept(post, "video"))
    await post.carry(post.tell(ANSWER))
    assert post.chat()[0].startswith("In the app, under Bills.")
    assert files(post) == [("photo", BELOW), ("document", BELOW), ("video", BELOW)]


async def test_an_answer_that_an_agent_sends_brings_its_files_too(post: Post) -> None:
    attach(post, kept(post, "photo"))
    await post.carry(post.tell(AnswerFromAgent(entry_id="fee", library="1", number="07")))
    assert files(post) == [("photo", BELOW)]


async def test_other_words_bring_none(post: Post) -> None:
    attach(post, kept(post, "photo"))
    await post.carry(post.tell(Greeting()))
    assert files(post) == []


async def test_a_file_that_telegram_does_not_know_is_told_the_lead_and_costs_no_other(post: Post) -> None:
    attach(post, "photo:AgACnobody", "a map on the wall", kept(post, "document"))
    await post.carry(post.tell(ANSWER))
    assert files(post) == [("document", BELOW)]
    (told,) = [text for _, text in post.room() if "Attachment" in text]
    assert "wrong file_id" in told
