"""What comes in, without its secrets."""

from typing import Any

from bot.hiding import without_secrets
from desk.secrets import MASK, SecretKind

CARD = "4111111111111111"


def update(kind: str = "message", **words: Any) -> dict[str, Any]:
    return {"update_id": 1, kind: {"message_id": 5, "chat": {"id": 1001}, **words}}


def test_an_update_without_a_secret_is_the_same_one() -> None:
    given = update(text="My tap leaks", entities=[{"type": "bold", "offset": 0, "length": 2}])
    kept, secrets = without_secrets(given)
    assert kept is given
    assert secrets == ()


def test_a_secret_goes_out_of_text_and_caption_with_the_formatting_that_no_longer_fits() -> None:
    given = update(text=f"card {CARD}", entities=[{"type": "bold", "offset": 0, "length": 2}])
    assert without_secrets(given) == (update(text=f"card {MASK}"), (SecretKind.CARD,))
    pictured = update(caption=f"card {CARD}", caption_entities=[], photo=[{"file_id": "x"}])
    assert without_secrets(pictured) == (update(caption=f"card {MASK}", photo=[{"file_id": "x"}]), (SecretKind.CARD,))


def test_an_edit_is_masked_too() -> None:
    given = update("edited_message", text="密码是abc123")
    assert without_secrets(given) == (update("edited_message", text=f"密码是{MASK}"), (SecretKind.PASSWORD,))


def test_what_is_answered_or_quoted_is_masked_and_nobody_is_told_again() -> None:
    given = update(text="这个", reply_to_message={"message_id": 4, "text": f"卡 {CARD}"}, quote={"text": CARD})
    kept, secrets = without_secrets(given)
    assert kept == update(text="这个", reply_to_message={"message_id": 4, "text": f"卡 {MASK}"}, quote={"text": MASK})
    assert secrets == ()


def test_other_updates_and_broken_ones_pass() -> None:
    for given in (
        {"update_id": 1, "callback_query": {"data": CARD}},
        {"update_id": 1, "message": "x"},
        update(text=7),
        {"update_id": 1},
    ):
        assert without_secrets(given) == (given, ())
