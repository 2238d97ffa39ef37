"""The whole path with the real program: asked, answered, handed over, taken, talked, resolved."""

from pathlib import Path

from tests.kit.desks import LIN, MEI, ROOM, Desk, desk, sandbox
from tests.kit.watching import button, card_in, on_duty, said_to, topic_of


async def test_a_question_is_answered_and_an_unknown_one_is_taken_over_and_resolved(tmp_path: Path) -> None:
    async with sandbox() as play, desk(tmp_path, play):
        await on_duty(play)

        await play.do("write", as_=MEI, text="物业费怎么交?")
        answer = await said_to(play, MEI, "服务中心")
        assert button(answer, "没帮助")

        await play.do("write", as_=MEI, text="转人工")
        await said_to(play, MEI, "您是下一位")
        thread = await topic_of(play, "梅")
        card = await card_in(play, thread)
        press = await play.do(
            "press", as_=LIN, chat=ROOM, message_id=card["message_id"], data=button(card, "接单"), wait=10
        )
        assert press["press"]["answer"]["text"]
        await said_to(play, MEI, "02")

        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="您好,我来帮您查一下。")
        await said_to(play, MEI, "我来帮您查一下")
        await play.do("write", as_=MEI, text="好的,我家在3栋502")
        await said_to(play, ROOM, "3栋502")

        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/resolve solved")
        await said_to(play, MEI, "再见")


async def test_a_desk_that_is_asked_to_stop_finishes_and_a_new_one_goes_on(tmp_path: Path) -> None:
    async with sandbox() as play:
        async with desk(tmp_path, play) as first:
            await play.do("write", as_=MEI, text="转人工")
            await topic_of(play, "梅")
            assert first.stop() == 0
        await play.do("write", as_=MEI, text="还在吗?我家水管漏水")
        async with desk(tmp_path, play):
            await said_to(play, ROOM, "水管漏水")


async def test_a_second_desk_on_the_same_database_waits_for_the_first(tmp_path: Path) -> None:
    async with sandbox() as play, desk(tmp_path, play) as first:
        second = Desk(tmp_path, play.url)
        second.start()
        first.stop()
        await second.ready(play.session)
        await play.do("write", as_=MEI, text="转人工")
        await topic_of(play, "梅")
        assert second.stop() == 0
