"""What is hidden in what people write, and what is left as it is."""

import pytest

from desk.secrets import MASK, SecretKind, is_masked, masked

_CARD, _CODE, _ID, _PASSWORD = SecretKind.CARD, SecretKind.CODE, SecretKind.ID, SecretKind.PASSWORD


@pytest.mark.parametrize(
    ("written", "left", "kind"),
    [
        ("我的卡号是6222021234567890128，请退款", f"我的卡号是{MASK}，请退款", _CARD),
        ("card 4111 1111 1111 1111 12/26", f"card {MASK} 12/26", _CARD),
        ("４１１１－１１１１－１１１１－１１１１", MASK, _CARD),
        ("3782 822463 10005", MASK, _CARD),
        ("六二二二零二一二三四五六七八九零一二八", MASK, _CARD),
        ("6 2 2 2 0 2 1 2 3 4 5 6 7 8 9 0 1 2 8", MASK, _CARD),
        ("身份证11010519491231002X。", f"身份证{MASK}。", _ID),
        ("110105 19491231 002x", MASK, _ID),
        ("旧证130503670401001", f"旧证{MASK}", _ID),
        ("身份证号：110105194912310021", f"身份证号：{MASK}", _ID),
        ("验证码：482913，请快一点", f"验证码：{MASK}，请快一点", _CODE),
        ("您的动态码为 4829", f"您的动态码为 {MASK}", _CODE),
        ("482913是我的验证码", f"{MASK}是我的验证码", _CODE),
        ("G-482913 is your Google verification code", f"G-{MASK} is your Google verification code", _CODE),
        ("the OTP is 482-913", f"the OTP is {MASK}", _CODE),
        ("CVV 123", f"CVV {MASK}", _CODE),
        ("我的otp是1234", f"我的otp是{MASK}", _CODE),
        ("Your code is 482913.", f"Your code is {MASK}.", _CODE),
        ("银行账号 622848 0402564890018", f"银行账号 {MASK}", _CARD),
        ("卡号 62220212 34567890128", f"卡号 {MASK}", _CARD),
        ("WiFi的password是abcd1234", f"WiFi的password是{MASK}", _PASSWORD),
        ("密码是Hunter，谢谢", f"密码是{MASK}，谢谢", _PASSWORD),
        ("支付密码 123456", f"支付密码 {MASK}", _PASSWORD),
        ("My password: letmein", f"My password: {MASK}", _PASSWORD),
        ("pwd=abc123!", f"pwd={MASK}", _PASSWORD),
        ("WiFi password guest2026", f"WiFi password {MASK}", _PASSWORD),
    ],
)
def test_a_secret_gives_way_and_the_words_around_it_stay(written: str, left: str, kind: SecretKind) -> None:
    assert masked(written) == (left, (kind,))
    assert is_masked(left)


@pytest.mark.parametrize(
    "written",
    [
        "我的电话是13800138000，或者0571-88886666",
        "+86 138 0013 8000",
        "008613800138000",
        "+44 20 7946 0958",
        "电话13800138000 13900139000",
        "TS-20261122-0007 什么进度？",
        "订单号 6222021234567890128 还没到",
        "order no. 4111111111111111",
        "2026-11-22 14:30，金额1,200.50元",
        "没收到验证码，2026年11月22日",
        "没收到验证码，1200元已经扣了",
        "没收到验证码 13800138000",
        "验证码是95588发的短信",
        "验证码 2026-11-22 没收到",
        "忘记密码了怎么办？",
        "密码要8位数字，我忘记密码 13800138000",
        "the verification code you sent to 13800138000",
        "My password is wrong, please reset my password now",
        "I forgot my password, order 20261122",
        "3栋502，明天下午14:00到16:00",
        "1763823600000",
        "8888 6666",
        "IMEI 490154203237518",
        "error code is 5021",
        "身份证尾号1234，卡尾号7788",
        "密码锁坏了3次，2026年换的",
    ],
)
def test_what_is_no_secret_stays_as_it_is(written: str) -> None:
    assert masked(written) == (written, ())


def test_each_kind_is_told_once_in_the_order_it_was_written() -> None:
    text, kinds = masked("密码是abc123，验证码482913，再一个密码: xyz789，卡4111111111111111")
    assert kinds == (_PASSWORD, _CODE, _CARD)
    assert text.count(MASK) == 4


def test_a_number_that_fails_its_check_digit_is_no_card() -> None:
    assert masked("4111111111111112") == ("4111111111111112", ())
