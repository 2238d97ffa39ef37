"""A work order in the worker's private chat: what is to be done, then the photos."""

from dataclasses import replace

from bot.sandbox.files import Upload
from desk.cases.events import Filed
from desk.cases.kinds import CaseKind
from desk.cases.repairs.work_notices import WorkOffered
from desk.cases.state import Case, CaseState
from desk.cases.turn import CaseText
from desk.ports import CaseChange
from tests.flows.courier.posts import MEI, TOM, Post
from tests.kit.cast import at

NUMBER = "BX-20261123-0001"


async def filed(post: Post, *files: str) -> WorkOffered:
    """Keep a repair of Mei's with these photos that Tom is to see to; return what he is told."""
    case = Case(id=1, number=NUMBER, customer=MEI.chat_id, kind=CaseKind.REPAIR, version=1, filed_at=at())
    case = replace(case, state=CaseState.DISPATCHED, worker=TOM.chat_id, dispatches=1, moved_at=at())
    change = CaseChange(
        before=replace(case, version=0),
        after=case,
        news=(Filed(at=at(), kind=CaseKind.REPAIR, number=NUMBER, customer=MEI.chat_id),),
        texts=(
            CaseText(news=0, field="place", text="Building 3, 502"),
            CaseText(news=0, field="evidence", files=files),
        ),
    )
    async with post.database.begin() as unit:
        await unit.unseen(set(), at())
        await unit.record_cases([change], {})
    return WorkOffered(case=1, number=NUMBER, customer=MEI.chat_id, agent=TOM.chat_id, dispatch=1)


def sent_to_tom(post: Post) -> list[dict[str, object]]:
    return [one for one in post.world.chat(TOM.chat_id, None).messages.values() if one["from"]["is_bot"]]


async def test_the_photos_of_the_damage_follow_the_work_order(post: Post) -> None:
    photos = [f"photo:{post.world.files.keep('photo', Upload(name, b'damage')).id}" for name in ("one", "two")]
    await post.carry(post.tell(await filed(post, *photos)))
    order, *rest = sent_to_tom(post)
    assert "Building 3, 502" in str(order["text"])
    assert [one.get("caption") for one in rest if "photo" in one] == [f"Belongs to {NUMBER}"] * 2


async def test_a_work_order_without_photos_is_only_words(post: Post) -> None:
    await post.carry(post.tell(await filed(post)))
    assert len(sent_to_tom(post)) == 1
