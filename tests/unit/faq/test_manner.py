from pathlib import Path

import pytest

from faq import Entry, Manner, manner_of
from faq.files.reading import read

EXAMPLE = Path(__file__).parents[3] / "faq" / "example"


@pytest.mark.parametrize(
    ("manner", "messages"),
    [
        (Manner.COURTESY, "谢谢|谢谢您的帮助！|好的，谢谢|OK|👍|👍🏻👍🏻|收到|明白了|再见|解决了，谢谢|不用了谢谢"),
        (Manner.COURTESY, "非常感谢您的耐心解答|Thanks a lot!|Thank you very much for your help|ok thanks, bye|Got it"),
        (Manner.GREETING, "您好|你好，在吗？|有人吗|早上好|客服你好|Hi|Hello there!|Good morning|Is anyone there?"),
        (
            Manner.PERSON_WANTED,
            "人工|转人工！！！|我要人工客服|能不能给我转人工|叫个真人来|不要机器人|我不想跟机器人说话|客服",
        ),
        (Manner.PERSON_WANTED, "Human|an agent please|I want to talk to a person|Can I speak to someone?|live chat"),
        (Manner.PERSON_WANTED, "Let me talk to a real person about my bill|talk to a human please"),
        (Manner.COMPLAINT, "我要投诉|投诉保安|我要投诉你们，太差了|I want to make a complaint"),
        (Manner.ANGRY, "你们就是骗子|垃圾物业|什么态度|气死我了|This is ridiculous!|😡😡|一直不处理"),
        (Manner.REPAIR, "我要报修|水龙头坏了|厨房漏水|漏水了怎么办|楼道灯不亮"),
        (
            Manner.DANGER,
            "有人被困在电梯里|闻到煤气味了|着火了怎么办|老人摔倒起不来|触电了|我不想活了|孩子掉进水池了|电梯里困了两个小孩",
        ),
        (Manner.DANGER, "紧急 3栋502 13800138001|紧急，漏水，3栋502|紧急报修，马桶一直溢水|紧急|很紧急！"),
        (Manner.DANGER, "漏水止不住了|水喷出来了|水阀关不住|家里漏电|家里被淹了|全都是水！|这里紧急，水管断了"),
        (Manner.DANGER, "urgent, water everywhere|URGENT! 3-502 13800138001|emergency: the toilet overflows"),
        (Manner.DANGER, "紧急，快派人来|紧急!!!快来人|紧急，3栋502，上次修过的水管又爆了|漏水止不住，谁赔我的地板"),
        (Manner.DANGER, "水管断了！3栋502|马桶水溢出来了|楼上漏水把我家淹了|家里进水了|插座冒火花|马桶一直往外溢"),
        (Manner.DANGER, "The toilet is leaking, urgent!|It's an emergency, please come|the water won't stop"),
        (Manner.NONE, "窗户上全是水珠|电梯里都是水果皮|小区里都是水坑|电梯里不停往外涌人|溢水口在哪里买"),
        (Manner.NONE, "紧急！物业费多扣了200元|紧急，请尽快回电话|我有紧急的事要找管家|紧急！我的门禁卡丢了"),
        (Manner.NONE, "urgent: I need an invoice for 2025 by 3pm|地上都是水渍怎么清理"),
        (Manner.REPAIR, "不是紧急的，门锁有点松，坏了，3栋502|停水了，水龙头一直喷不出水，坏了|紧急照明灯坏了"),
        (Manner.REPAIR, "漏电保护器坏了|水龙头关不紧|紧急出口的灯坏了|emergency exit light is broken|楼道消防喷淋坏了"),
        (Manner.NONE, "这事不紧急|紧急联系电话是多少|紧急维修电话|紧急联系人改成我老婆|什么算紧急报修"),
        (Manner.NONE, "我的投诉很紧急|请紧急处理我的退款|下雨会不会淹车库|去年地下室被淹了|emergency contact"),
        (Manner.DANGER, "I smell gas|There's a fire on the 5th floor|My father fainted|I was electrocuted"),
        (Manner.REPAIR, "My tap is leaking|the lift is broken"),
        (
            Manner.NONE,
            "谢谢，物业费怎么交|人工智能怎么用|人工客服几点下班|客服电话是多少|投诉多久有结果|怎么投诉|我不想投诉",
        ),
        (
            Manner.NONE,
            "报修后多久有人来|怎么查报修进度|垃圾怎么分类|滚筒洗衣机怎么用|操作流程|水龙头已经修好了不漏水了|房价多少",
        ),
        (Manner.NONE, "火灾保险怎么买|什么时候消防演习|灭火器在哪里领|我不要人工|I don't want a person|我没说要投诉"),
        (Manner.NONE, "ok so how do I pay the fee|What are your customer service hours?|How do I report a repair?"),
        (Manner.NONE, "Can I bring a person to the gym?|"),
        (Manner.WHO, "你是谁？|您好，你是机器人吗|你是真人吗|是人工吗|你是人还是机器人|请问怎么称呼您|你叫什么名字"),
        (Manner.WHO, "Who are you?|Hi, are you a bot|Are you a real person?|Am I talking to a human?|What's your name"),
        (
            Manner.HELP,
            "菜单|帮助|你能做什么|你好，请问你会什么呀|help|What can you do?|How does this work?",
        ),
        (
            Manner.UNHELPED,
            "答非所问|不是这个意思|没用|还是没明白|我问的不是这个！|That's not what I asked",
        ),
        (Manner.WISHES, "新年快乐！|祝大家中秋节快乐|谢谢，也祝你们新春快乐|Merry Christmas to you all|happy new year"),
        (Manner.ASIDE, "等一下|我先看看|打错了，不好意思|先这样吧|测试一下|hold on|sorry, wrong chat|just testing"),
        (Manner.INTRODUCES, "我是3栋502的|我是五号楼的业主|我姓王|这里是李女士|I live in flat 502|My name is Tom"),
        (Manner.PERSON_WANTED, "人工人工|给我打电话|来个人|能不能派个人来|rengong|听不懂，转人工|call me back please"),
        (Manner.PERSON_WANTED, "How do I reach a human?|Is there a real person?|能给我回个电话吗|听不懂吗人工"),
        (
            Manner.ANGRY,
            "叫你们领导来|我要找物业经理|让你们主任给我打电话|I want your manager|我要曝光你们",
        ),
        (Manner.ANGRY, "信不信我打12345|智障机器人|你真笨|听不懂人话吗|说人话|我要找律师|let me speak to the manager"),
        (Manner.DANGER, "我想死|活着没意思|我活不下去了"),
        (Manner.NONE, "热得想死|我想死你们了|物业经理电话是多少|想和物业经理面对面交流|怎么联系主任|12345|律师费谁出"),
        (Manner.NONE, "给我打电话的是谁|没用过的装修券能退吗|等一下午了快递还没到吗|怎么测试门禁|新年快乐的横幅谁挂的"),
        (Manner.NONE, "我是3栋502的，物业费怎么交|我姓王，物业费怎么交|菜单上的套餐多少钱|help me pay the fee"),
        (
            Manner.NOISE,
            "🐶|…|。。。|？？|111|6|x|asdf|qwertyui|jkjkjkjk|sdfghjkl|/faq|/gaps@desk_bot|啊啊啊啊|哈哈哈哈|\u200b\u202e",
        ),
        (
            Manner.NONE,
            "110|12345|3-201|A4|WiFi|glass|salad|dashed|5G|110电话|你是哪家物业|机器人怎么收费|who do I call|水|费",
        ),
    ],
)
def test_a_manner_is_told_when_it_is_plain_and_only_then(manner: Manner, messages: str) -> None:
    assert {text: manner_of(text) for text in messages.split("|")} == dict.fromkeys(messages.split("|"), manner)


def test_a_wish_for_a_person_outranks_anger() -> None:
    assert manner_of("垃圾物业，马上给我转人工") == Manner.PERSON_WANTED


@pytest.mark.parametrize(
    "knot",
    [
        *(
            "谢谢好",
            "好的好",
            "我要想要",
            "请转接接",
            "说话说",
            "在吗在",
            "thank you ",
            "不要想再给我让",
            "人工客服",
            "让叫谁",
        ),
        *(
            "我是3",
            "3号楼",
            "1111",
            "你你们这",
            "等等一下",
            "祝你们",
            "可以能",
            "查我的",
            "我们要去找",
            "叫你们物业公司",
        ),
    ],
)
def test_a_text_made_to_entangle_the_patterns_is_read_at_once(knot: str) -> None:
    assert manner_of(knot * 700 + "x") in set(Manner)
    assert manner_of((knot * 80)[:150] + "停车费") in set(Manner)


@pytest.mark.parametrize("entry", read(EXAMPLE), ids=lambda entry: entry.id)
def test_no_question_of_the_library_is_taken_for_noise_or_small_talk(entry: Entry) -> None:
    told = {Manner.NOISE, Manner.WHO, Manner.GREETING, Manner.COURTESY}
    assert [phrasing for phrasing in entry.phrasings if manner_of(phrasing) in told] == []
