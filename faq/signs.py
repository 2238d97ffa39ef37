"""The signs a manner is known by: words that make up a whole message, and words that tell wherever they stand.

All of them are written as `fold` leaves them (你 for 您, no punctuation, no apostrophes), and no pattern can be
entangled by a hostile text: what repeats is possessive, and the longest word is always tried first.
"""

import re


def made_of(cores: str, trimmings: str) -> re.Pattern[str]:
    """A message that is nothing but cores and trimmings, with a core in it; words are parted by commas."""
    listed = [word.strip() for word in f"{cores},{trimmings}".split(",")]
    core = _longest_first([word.strip() for word in cores.split(",")])
    return re.compile(rf"(?=.*?(?:{core}))(?:(?:{_longest_first(listed)})\s*+)++")


def _longest_first(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_POLITELY = (
    r"(?:请问?|麻烦|能不能|可不可以|可以|能|你们|你|让|叫|客服|同事|人|谁|尽快|赶紧|快|马上|现在|直接|给我|帮我|我想|我要"
    r"|我需要)*"
)
_PERSON = "人工(?:客服|服务|坐席|座席)?|真人(?:客服)?|活人|在线客服|客服(?:人员|专员)?|工作人员|管家"
PERSON_ALONE = re.compile(
    r"(?:我|能不能|可不可以|可以|能|请|麻烦|帮我|给我|直接|立刻|马上|现在|赶紧|快|还是|只)*+"
    r"(?:需要|要|想|转接|转到|转|接通|接|找|换|叫|联系|呼叫|跟|和|让|请|有没有|有|安排|派|来)*+(?:一个|一位|一下|个|位|到)?"
    rf"(?:{_PERSON})++"
    r"(?:来|帮我|说话|聊|说|谈|沟通|讲|处理|接待|回复我|回答|联系我|服务|在哪里?)*+(?:一下)?"
    r"(?:行吗|好吗|可以吗|在吗|[吗吧嘛啊呢])?"
    r"(?:谢谢|快点|快一点|马上)?"
    rf"|{_POLITELY}(?:来|找|叫|派|安排|换|有)(?:一?个|一?位)(?:活?人|客服|同事)(?:来|帮我|跟我|和我|给我|联系我|说|谈|聊|讲"
    r"|处理|看看?)*+(?:一下)?(?:行吗|好吗|可以吗|吗|吧)?"
    rf"|{_POLITELY}(?:(?:给我|帮我)(?:来|回|打)一?个?电话|(?:回|打)一?个?电话(?:给|联系)我|[打回]我的?(?:电话|手机)"
    r"|[打回]给我|电话(?:联系|[打回]给?)我)(?:好吗|可以吗|行吗|吗|吧)?"
    r"|(?:please |could you |can you |can (?:someone|somebody) |(?:someone|somebody) )*(?:call|phone|ring) me(?: back)?"
    r"(?: now| please| asap)?|give me a call(?: back)?(?: please)?"
    r"|(?:zhuan ?|zhao ?|yao ?|wo yao ?)?ren ?gong(?: ?ke ?fu)?"
    r"|(?:please |a |an )?(?:(?:real |live )?(?:human|person)(?: being| agent)?|(?:live )?agent|operator|"
    r"representative|live (?:chat|support)|customer (?:service|support|care))(?: please| now)?"
)
PERSON_NAMED = re.compile(
    r"(?:转接?|联系|接通|呼叫)(?:到)?人工(?!智能)|(?<=[了吗呢啊吧呀])(?:请|要|转|找|接)?人工(?:客服)?$"
    r"|(?:找|要|换|叫|接|来|想跟|想和)(?:一个|一位|个|位|一下)?(?:人工(?!智能)|真人|活人)"
    r"|(?:不要|不想|别|不跟|不和|拒绝|讨厌)(?:要|想|再|给我|让|跟|和|用)*+(?:一个)?机器人"
    r"|\b(?:talk|speak|chat|connect me|transfer me|put me through|hand me over)(?: directly)? ?(?:to|with)? "
    r"(?:(?:a|an|the|some|any|your|real|live|actual) )*+(?:human|person|agent|representative|rep|operator|"
    r"somebody|someone|staff|colleague|customer (?:service|support|care)|support)\b"
    r"|\b(?:want|need|get me|give me|like) (?:(?:a|an|real|live|actual) )*+"
    r"(?:human(?: being| agent)?|person|agent|representative|operator)(?: please| now)?$"
    r"|\b(?:not (?:a )?|no (?:more )?)(?:ro)?bots?\b"
    r"|\bis there (?:(?:a|an|any|real|live) )*(?:human|agent|real person)\b"
    r"|\b(?:reach|contact|get|find) (?:(?:a|an|the|some|real|live) )+(?:human|person|agent|representative|operator)\b"
)
NO_PERSON = re.compile(
    r"(?:不要|不用|不需要|不想要?|别|无需)(?:再|给我)?(?:转接?|找|叫|接)?(?:到)?(?:人工|真人|客服)"
    r"|\b(?:dont|do not|no) (?:want|need)?(?: to (?:talk|speak) (?:to|with))? ?(?:an? )?(?:human|person|agent)\b"
)
ABOUT_THE_SERVICE = re.compile(
    r"几点|多少|多久|时间|收费|要钱|电话|号码|怎么样|哪里|什么时候|上班|下班|为什么"
    r"|\b(?:how (?:much|long)|when|what|hours)\b"
)

COMPLAINT = re.compile(r"投诉|举报(?!电话)|\bcomplain(?:t|ts|ing)?\b")
_ABOUT_COMPLAINTS = (
    "怎么|如何|找谁|去哪|在哪|哪里|电话|热线|渠道|流程|进度|结果|单|多久|什么时候|时限"
    "|部门|说明|范围|编号|的|该|需要|要|有用|有什么|可以|能|处理|登记"
)
_COMPLAINED_OF = "你们|物业|他|她|保安|师傅|管家|客服|工作人员|维修|电梯|楼上|楼下|邻居|乱收费"
PLAIN_COMPLAINT = re.compile(
    rf"^投诉(?={_COMPLAINED_OF})|我(?:要|想|得|必须|现在|就)++(?:来|再)?投诉(?!{_ABOUT_COMPLAINTS})(?=.)"
    r"|\bi (?:want|wish|need|would like|d like) to (?:complain|(?:make|file|lodge) a complaint)\b(?!.*\bhow\b)"
)
"""Whoever says so complains, whatever words of a question follow (我要投诉，你们乱收费)."""
NO_COMPLAINT = re.compile(
    r"(?:没说|不是|不想|不要|不用|没想|没有|撤销|撤回|取消|不再)(?:要|来|想)*+投诉"
    r"|\bno(?:t a)? complaints?\b|\bwithdraw"
)
ANGER = re.compile(
    r"骗子|骗人|骗钱|气死|气炸|烦死|烦透|受够|忍无可忍|太过分|欺人太甚|破(?:物业|公司|管家)|垃圾一样|火大|愤怒|不要脸|无耻|混蛋|王八蛋|傻[逼叉缺]|妈的|他妈|tmd"
    r"|卧槽|我操|操你|去死|有病吧|滚(?=$|蛋|开|吧|出)|坑人|坑爹|坑钱|耍我|踢皮球|什么(?:态度|玩意|破)|态度.{0,4}(?:差|恶劣)"
    r"|服务.{0,3}(?:太差|真差|差劲)|太差了|差劲|(?:真|太|就是|都是)垃圾|垃圾(?:物业|公司|服务|客服|机器人|管家)|废物|不负责任"
    r"|(?:一直|根本)没人(?:管|处理|理)|(?:还|一直)不(?:来|处理|管|解决)"
    r"|智障|弱智|脑残|白痴|猪脑|蠢(?:死|货|猪|驴)|(?<!我)(?:真|太|这么)[笨蠢傻]|听不懂人话|说人话"
    r"|(?:我们?(?:要|会|就|去|得|准备|打算)|信不信我)(?:去|找|打|向|到|给|联系|把.{1,8}?)?(?:报警|曝光|起诉|打官司|律师|记者|媒体"
    r"|电视台|法院|信访|上访|住建[局委]|房管局|消协|工商局|12345|12315|12328|市长热线"
    r"|发(?:到|在|上)?(?:抖音|微博|网上|朋友圈|小红书|快手))|法院见|(?:曝光|告|起诉)你们"
    r"|\b(?:sue you|see you in court|take (?:you|this) to court|(?:call|contact|get|see) (?:my|a) (?:lawyer|attorney)"
    r"|go(?:ing)? to the (?:press|media))\b"
    r"|\b(?:ridiculous|unacceptable|outrageous|disgusting|disgraceful|a disgrace|furious|pissed|fed up|sick of|angry"
    r"|terrible|horrible|awful|appalling|worst|useless|idiots?|stupid|scam(?:mers?)?|liars?|fuck\w*|shit\w*|bullshit"
    r"|wtf|damn|go to hell)\b"
)
_SUPERIOR = "(?:经理|领导|主管|主任|负责人|老板|站长|上司|上级|管事的)"
SUPERIOR = re.compile(
    rf"(?:让|叫|找|喊|请|见|换|联系)(?:一下)?(?:你们?|这里|这边|物业|公司)+的?{_SUPERIOR}(?!已|说|答应|过)"
    rf"|(?:让|叫|找|喊|请|见|换|跟|和|向)(?:一下|个)?{_SUPERIOR}(?:来|出来|反映|联系|给我|跟我|接|说话|谈|$)"
    r"|\b(?:speak|talk|complain|escalate)(?: this| it)? (?:to|with) (?:(?:your|the|a) )?(?:manager|supervisor|boss)\b"
    r"|\b(?:get me|i want|i need|call|where is) (?:your|the|a) (?:manager|supervisor|boss)\b"
)
"""Who wants somebody above those they have to do with."""
ABOUT_A_SUPERIOR = re.compile(rf"{_SUPERIOR}的?(?:电话|手机|微信|联系方式|办公室|名字|叫|姓|是谁|在哪|几点|贵姓)")

REPAIR = re.compile(
    r"报修|被困|困人|困在|(?:燃|煤|天然)气(?:味|泄)|漏煤气|着火|冒烟"
    r"|(?:坏|破|裂|断|掉|脱落|松|堵|漏|爆|卡|死机|短路|跳闸)(?:掉|住|死)?了|(?:漏|渗|滴|冒|返|反)(?:水|电|气)|一直漏"
    r"|(?:没|停)(?:水|电|气|暖气|热水)了?|不(?:亮|通|制冷|制热|出水|通电|热|转|动)了?$|打不开|关不[上严紧住]|打不着|冲不下|点不着"
    r"|(?:要|需要|想|请|帮我?|来人?)(?:修|维修|修理|修一?下)"
    r"|^repairs?$|\b(?:smell (?:of )?(?:gas|smoke)|on fire|trapped|broken|broke|leak(?:s|ing|ed|y)?|burst"
    r"|clogged|blocked|jammed|stuck|flooded|flooding|dripping|tripped"
    r"|cracked|fell off|(?:not|doesnt|isnt|wont|stopped) (?:working|work|heating|turn on|open|close|flush)"
    r"|no (?:power|water|electricity|heating|hot water)|out of order"
    r"|(?:need|want|request|book|report)(?: an?)? repairs?|(?:fix|repair) (?:my|the|our))\b"
)
NO_REPAIR = re.compile(
    r"(?:没有?|不)(?:坏|漏|堵|断)|(?:修|弄)好了|密码|账号|账单"
    r"|\b(?:fixed|repaired|no longer|not broken|password|account|parcel)\b"
)

ASKS = re.compile(
    r"怎么(?!办|还|又|回事|这么|搞)|多久|多长|什么时候|何时|几[天点个次]|哪里?|哪些|什么|多少|归谁|能不能|可不可以|可以.*吗|吗$|么$"
    r"|进度|进展|单号|结果|流程|范围|收费|费用|免费|要钱|渠道|电话|时限|说明|编号|找谁|会不会|查询|取消|撤销|撤回"
    r"|我的投诉|认可|损失|推来推去"
    r"|\b(?:how|when|where|what|which|who|whom|status|progress|number|does|do (?:you|i|we)|is (?:there|it)"
    r"|are|can|could|cost|fees?|free|charge)\b"
)
