from dataclasses import replace
from datetime import timedelta

from desk.content import Kind
from desk.notices import DeliverEdit, DeliverReaction, Greeting, MirrorEdit, MirrorReaction
from tests.flows.courier.posts import MEI, ROOM, TOM, Post


async def test_our_own_words_reach_the_customer(post: Post) -> None:
    await post.carry(post.tell(Greeting()))
    assert [text.splitlines()[0] for text in post.chat()] == post.first_lines(Greeting())


async def test_a_customers_first_message_makes_the_topic_and_stands_in_it_as_it_was_written(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI, "<b>1 < 2 & [x](http://evil.example)</b>")))
    (topic,) = post.topics()
    assert post.room() == [(topic, "<b>1 < 2 & [x](http://evil.example)</b>")]


async def test_many_messages_of_one_customer_make_one_topic_and_keep_their_order(post: Post) -> None:
    await post.carry(*[post.mirror(post.writes(MEI, f"line {n}")) for n in range(8)])
    (topic,) = post.topics()
    assert post.room() == [(topic, f"line {n}") for n in range(8)]


async def test_each_customer_has_a_topic_of_their_own(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI, "My tap leaks")), post.mirror(post.writes(TOM, "My lamp is out")))
    shown = await post.database.outbox.topics_of([MEI.chat_id, TOM.chat_id])
    assert sorted(post.room()) == sorted(
        [(shown[MEI.chat_id].thread_id, "My tap leaks"), (shown[TOM.chat_id].thread_id, "My lamp is out")]
    )


async def test_what_an_agent_writes_arrives_and_is_marked_as_delivered(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    reply = post.answers(post.topics()[0], "I am on my way")
    await post.carry(post.deliver(reply))
    assert post.chat() == ["I am on my way"]
    assert list(post.world.groups[ROOM].reactions[reply["message_id"]].values()) == [["👌"]]


async def test_every_kind_a_customer_sends_is_copied_into_the_topic(post: Post) -> None:
    kinds = ["photo", "document", "voice", "video", "sticker", "location", "contact"]
    given = {"latitude": 1.0, "longitude": 2.0, "phone_number": "1", "first_name": "Mei"}
    sent = [post.writes(MEI, kind=kind, given=given) for kind in kinds]
    await post.carry(*[post.mirror(message) for message in sent])
    assert [text for _, text in post.room()] == kinds


async def test_an_album_goes_as_one_album_and_each_picture_has_its_counterpart(post: Post) -> None:
    pictures = [post.writes(MEI, kind="photo", media_group_id="holiday") for _ in range(3)]
    await post.carry(*[post.mirror(picture) for picture in pictures])
    spots = [(MEI.chat_id, picture["message_id"]) for picture in pictures]
    copies = await post.database.outbox.copies_of(spots)
    room = post.world.groups[ROOM].messages
    groups = {room[copies[spot][1]]["media_group_id"] for spot in spots}
    assert (post.calls("copyMessages"), post.calls("copyMessage"), len(groups)) == (1, 0, 1)
    assert len(set(copies.values())) == 3


async def test_an_album_that_comes_in_two_batches_goes_as_one(post: Post) -> None:
    for update_id in (901, 902):
        picture = post.mirror(post.writes(MEI, kind="photo", media_group_id="holiday"))
        now = post.clock.now()
        async with post.database.begin() as unit:
            await unit.unseen([update_id], now)
            await unit.post([replace(picture, not_before=now + timedelta(seconds=2))])
        await post.clock.sleep(0.25)
    await post.empty()
    assert (post.calls("copyMessages"), post.calls("copyMessage")) == (1, 0)


async def test_an_album_an_agent_sends_gets_one_mark(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    topic = post.topics()[0]
    pictures = [post.answers(topic, "", kind="photo", media_group_id="plan") for _ in range(3)]
    await post.carry(*[post.deliver(picture) for picture in pictures])
    assert (post.chat(), post.calls("setMessageReaction")) == (["photo"] * 3, 1)


async def test_an_answer_to_a_message_answers_its_counterpart_on_the_other_side(post: Post) -> None:
    first = post.writes(MEI, "My tap leaks")
    await post.carry(post.mirror(first))
    copy = (await post.database.outbox.copies_of([(MEI.chat_id, first["message_id"])]))[
        MEI.chat_id, first["message_id"]
    ]
    reply = post.answers(post.topics()[0], "Which one?", reply_to=copy[1])
    await post.carry(post.deliver(reply, reply_to=copy[1]))
    (answer,) = [m for m in post.world.chat(MEI.chat_id, None).messages.values() if m.get("text") == "Which one?"]
    assert answer["reply_to_message"]["message_id"] == first["message_id"]


async def test_an_agents_correction_changes_what_the_customer_reads(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    reply = post.answers(post.topics()[0], "We come at tne")
    edit = DeliverEdit(from_chat=ROOM, message=reply["message_id"], kind=Kind.TEXT, text="We come at ten")
    await post.carry(post.deliver(reply), post.tell(edit))
    assert post.chat() == ["We come at ten"]


async def test_a_customers_edit_is_shown_below_the_first_wording(post: Post) -> None:
    message = post.writes(MEI, "My tap leaks")
    edit = MirrorEdit(from_chat=MEI.chat_id, message=message["message_id"], text="My two taps leak", after_reply=False)
    await post.carry(post.mirror(message), post.tell(edit))
    shown = [m for m in post.world.groups[ROOM].messages.values() if "My two taps leak" in m.get("text", "")]
    assert [m["reply_to_message"]["text"] for m in shown] == ["My tap leaks"]


async def test_reactions_appear_at_the_counterpart_on_both_sides(post: Post) -> None:
    wrote = post.writes(MEI)
    await post.carry(post.mirror(wrote))
    reply = post.answers(post.topics()[0], "Done")
    await post.carry(post.deliver(reply))
    copies = await post.database.outbox.copies_of([(ROOM, reply["message_id"])])
    copy = copies[ROOM, reply["message_id"]]
    await post.carry(
        post.tell(MirrorReaction(from_chat=MEI.chat_id, message=copy[1], emoji="❤")),
        post.tell(DeliverReaction(from_chat=ROOM, message=reply["message_id"], emoji="🔥")),
    )
    assert list(post.world.chat(MEI.chat_id, None).reactions[copy[1]].values()) == [["🔥"]]
    assert list(post.world.groups[ROOM].reactions[reply["message_id"]].values()) == [["❤"]]


async def test_an_emoji_telegram_does_not_allow_is_dropped_and_nothing_else_with_it(post: Post) -> None:
    wrote = post.writes(MEI)
    await post.carry(post.mirror(wrote))
    reaction = MirrorReaction(from_chat=MEI.chat_id, message=wrote["message_id"], emoji="🪠")
    await post.carry(post.tell(reaction), post.mirror(post.writes(MEI, "and another thing")))
    assert [text for _, text in post.room()] == ["My tap leaks", "and another thing"]
    assert (await post.database.figures(post.clock.now())).dead_letters == 0
