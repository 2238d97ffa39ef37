import pytest

from faq.masking import LONGEST, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请回电13800138000，谢谢", "请回电〔电话〕，谢谢"),
        ("打+86 138-0013-8000", "打〔电话〕"),
        ("１３８００１３８０００是我的号", "〔电话〕是我的号"),
        ("座机0755-88881234转12", "座机〔电话〕"),
        ("服务(010) 8888 1234", "服务〔电话〕"),
        ("热线400-800-1234", "热线〔电话〕"),
        ("身份证11010119900307888X", "身份证〔证件〕"),
        ("护照E12345678", "护照〔证件〕"),
        ("卡号6222 0212 3456 7890 123", "卡号〔卡号〕"),
        ("发到wang.xm@example.com.cn吧", "发到〔邮箱〕吧"),
        ("我的车沪A12345进不来", "我的车〔车牌〕进不来"),
        ("新能源粤BD12345", "新能源〔车牌〕"),
        ("验证码是668812", "验证码是〔号码〕"),
        ("订单号2027 0131 88", "订单号〔号码〕"),
        ("我的号是一三八零零一三八零零零", "我的号是〔号码〕"),
        ("3栋502漏水", "〔房号〕漏水"),
        ("3号楼2单元502室漏水", "〔房号〕漏水"),
        ("二单元301没电", "〔房号〕没电"),
        ("12-3-402停水", "〔房号〕停水"),
        ("住1203室", "住〔房号〕"),
        ("人民路88号", "人民路〔房号〕"),
        ("房号是1201，谢谢", "房号〔房号〕，谢谢"),
        ("门牌号88", "门牌号〔房号〕"),
        ("我的微信是abc_12345", "我的微信〔号码〕"),
        ("wechat id: john_smith", "wechat id[number]"),
        ("微信pay可以用吗", "微信pay可以用吗"),
        ("谢谢王师傅", "谢谢〔姓名〕师傅"),
        ("谢谢师傅", "谢谢师傅"),
        ("我叫王小明，水管坏了", "我叫〔姓名〕，水管坏了"),
        ("我叫王小明家里漏水", "我叫〔姓名〕家里漏水"),
        ("姓名：欧阳娜娜", "姓名〔姓名〕"),
        ("我姓李", "我姓〔姓名〕"),
        ("我是张女士", "我是〔姓名〕女士"),
        ("找陈小红阿姨", "找〔姓名〕阿姨"),
        ("我是王小明，想问一下", "我是〔姓名〕，想问一下"),
        ("Call me on 13800138000", "Call me on [phone]"),
        ("my name is john and the tap leaks", "my name is [name] and the tap leaks"),
        ("My name is John Smith", "My name is [name]"),
        ("Ask Mrs Brown in flat 3B", "Ask Mrs [name] in [room]"),
        ("Please call me Bailey", "Please call me [name]"),
        ("mail me: a@b.io", "mail me: [email]"),
    ],
)
def test_what_tells_who_wrote_is_hidden(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "物业费100元怎么交",
        "2027-01-31到2027-02-03放假吗",
        "8:30-20:30有人吗",
        "1号楼一层在哪里",
        "我是业主，想装空调",
        "我叫了维修，没人来",
        "业主安装空调要申请吗",
        "先生在吗",
        "24小时热线是多少",
        "3天内能修好吗",
        "你们几点上班",
        "the pool opens at 7",
        "call me a taxi please",
        "my name is not on the list",
        "I am the owner of a dog",
        "",
    ],
)
def test_what_tells_nobody_stays(text: str) -> None:
    assert mask(text) == text


def test_the_language_of_what_stands_there_may_be_chosen() -> None:
    assert mask("13800138000", "zh") == "〔电话〕"
    assert mask("打13800138000", "en") == "打[phone]"


def test_a_text_is_cut_at_its_longest() -> None:
    assert mask("好" * (LONGEST + 1)) == "好" * LONGEST
