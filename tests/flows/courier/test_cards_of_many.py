"""One conversation's card, shown by several couriers that speak for one bot."""

from pathlib import Path

from desk.commands import Block, Unblock
from tests.flows.courier.posts import MEI, Post, district
from tests.kit.crowds import Place
from tests.kit.databases import Server


async def test_a_card_that_another_courier_changed_meanwhile_is_changed_back(tmp_path: Path, postgres: Server) -> None:
    place = Place(await postgres.migrated(), 2)
    async with district(tmp_path, rate=10, running=False, place=place) as post:
        one, other = post.couriers
        await post.speaks(MEI, "human please")
        await post.run_a_while(one)
        await post.happens(MEI, Block())
        await post.run_a_while(one)
        await post.happens(MEI, Unblock())
        await post.run_a_while(other)
        waiting = card(post)
        await post.happens(MEI, Block())
        await post.run_a_while(one)
        assert card(post) != waiting


def card(post: Post) -> str:
    """Return what the card says."""
    (text,) = (text for _, text in post.room() if "Waiting since" in text)
    return text
