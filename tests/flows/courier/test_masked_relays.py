"""What held a secret is passed on without it: never as a copy, which would show what was written."""

from dataclasses import replace
from typing import Any

from desk.content import Content, Kind
from desk.notices import Deliver, Mirror
from desk.ports import Letter, Written
from desk.secrets import MASK
from tests.flows.courier.posts import LIN, MEI, ROOM, Post, said
from tests.storage.steps import conversation_of, record, step

CARD = "4111 1111 1111 1111"
LEFT = f"my card {MASK}"


def hidden(letter: Letter, text: str = LEFT) -> Letter:
    """Return a letter as the desk writes it, which never saw the card."""
    notice = letter.notice
    assert isinstance(notice, Mirror | Deliver)
    return replace(letter, notice=replace(notice, text=text))


async def kept(post: Post, message: dict[str, Any], text: str, kind: Kind = Kind.TEXT) -> None:
    """Let the desk have kept a message, masked."""
    content = Content(
        chat_id=message["chat"]["id"], message_id=message["message_id"], sent_at=post.clock.now(), text=text, kind=kind
    )
    written = Written(content=content, author="customer")
    before = await conversation_of(post.database, MEI)
    await record(post.database, step(before, written=(written,)))


async def test_a_customers_words_stand_in_the_topic_without_the_card(post: Post) -> None:
    await post.carry(hidden(post.mirror(post.writes(MEI, f"my card {CARD}"))))
    assert [text for _, text in post.room()] == [LEFT]


async def test_an_agents_words_reach_the_customer_without_the_card_and_are_marked_as_delivered(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    reply = post.answers(post.topics()[0], f"my card {CARD}")
    await post.carry(hidden(post.deliver(reply)))
    assert (post.chat(), post.calls("copyMessage")) == ([LEFT], 0)
    assert list(post.world.groups[ROOM].reactions[reply["message_id"]].values()) == [["👌"]]
    counterpart = (await post.database.outbox.copies_of([(ROOM, reply["message_id"])]))[ROOM, reply["message_id"]]
    assert post.world.chat(MEI.chat_id, None).messages[counterpart[1]]["text"] == LEFT


async def test_a_picture_keeps_its_caption_but_for_the_card(post: Post) -> None:
    picture = post.writes(MEI, kind="photo", caption=f"my card {CARD}")
    await post.carry(hidden(post.mirror(picture)))
    (copied,) = [m for m in post.world.groups[ROOM].messages.values() if "photo" in m]
    assert copied["caption"] == LEFT


async def test_an_album_with_a_card_below_one_picture_goes_picture_by_picture(post: Post) -> None:
    first, second = (
        post.writes(MEI, kind="photo", caption=caption, media_group_id="both")
        for caption in ("look", f"my card {CARD}")
    )
    await post.carry(post.mirror(first), hidden(post.mirror(second)))
    copied = [m for m in post.world.groups[ROOM].messages.values() if "photo" in m]
    assert [said(message) for message in copied] == ["look", LEFT]
    assert (post.calls("copyMessages"), post.calls("copyMessage")) == (0, 2)


async def test_what_is_passed_on_long_after_it_was_written_is_looked_up(post: Post) -> None:
    long_one, picture = post.writes(MEI, f"my card {CARD}"), post.writes(MEI, kind="photo", caption=f"my card {CARD}")
    plain = post.writes(MEI, "my tap leaks")
    await kept(post, long_one, LEFT)
    await kept(post, picture, LEFT, Kind.PHOTO)
    await kept(post, plain, "my tap leaks")
    letters = [post.mirror(message) for message in (long_one, picture, plain)]
    await post.carry(*[_wordless(letter) for letter in letters])
    assert [text for _, text in post.room()] == [LEFT, LEFT, "my tap leaks"]
    assert all(CARD not in str(message) for message in post.world.groups[ROOM].messages.values())


async def test_a_note_that_is_sent_to_the_customer_after_all_goes_without_the_card(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    note = post.answers(post.topics()[0], f"my card {CARD}")
    await kept(post, note, LEFT)
    assert note["from"]["id"] == LIN
    await post.carry(_wordless(post.deliver(note)))
    assert post.chat() == [LEFT]


def _wordless(letter: Letter) -> Letter:
    """Return a letter as it is written for what history alone knows."""
    notice = letter.notice
    assert isinstance(notice, Mirror | Deliver)
    return replace(letter, notice=replace(notice, kind=Kind.OTHER, text=""))
