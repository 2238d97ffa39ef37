"""The signs a manner is known by: words that make up a whole message, and words that tell wherever they stand.

All of them are written as `fold` leaves them (你 for 您, no punctuation, no apostrophes), and no pattern can be
entangled by a hostile text: what repeats is possessive, and the longest word is always tried first.
"""

import re

GLAD = "👍🙏❤♥🌹💐👌😊🙂😄😁🥰🤝👏💯🎉😘"
CROSS = "😡🤬😠👿🖕"


def made_of(cores: str, trimmings: str) -> re.Pattern[str]:
    """A message that is nothing but cores and trimmings, with a core in it; words are parted by commas."""
    listed = [word.strip() for word in f"{cores},{trimmings}".split(",")]
    core = _longest_first([word.strip() for word in cores.split(",")])
    return re.compile(rf"(?=.*?(?:{core}))(?:(?:{_longest_first(listed)})\s*+)++")


def _longest_first(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


COURTESY = made_of(
    "谢谢,感谢,多谢,谢了,谢啦,谢,3q,辛苦,麻烦你了,麻烦你们了,不客气,没关系,没事,没事了,不用了,没问题,没有问题,"
    "没有别的问题,好极了,太好了,真棒,很好,好的,好,好吧,好嘞,好滴,好哒,行,行吧,可以,可以了,嗯,恩,哦,噢,对,对的,是的,没错,收到,收到了,明白,明白了,"
    "知道了,了解,了解了,清楚了,懂了,解决了,已解决,搞定了,修好了,弄好了,处理好了,好了,再见,拜拜,拜,回见,晚安,生活愉快,工作顺利,"
    "thanks,thank you,thank u,thx,ty,cheers,ok,okay,k,alright,all right,sure,great,perfect,cool,nice,good,fine,got it,"
    "i see,understood,noted,no problem,never mind,nevermind,it works,it works now,works now,solved,much appreciated,"
    "bye,goodbye,bye bye,see you,take care,have a nice day,have a good day,have a great day,have a nice evening,"
    "have a good evening,youre welcome,that helps,that helped",
    "你,你们,客服,老师,师傅,大家,各位,的,帮助,帮忙,解答,回复,耐心,支持,服务,了,啦,哈,啊,呀,呢,非常,十分,太,很,真,真是,真的,"
    "那,我,已经,都,祝,a lot,a million,again,so much,very much,many,very,for,your,the,all,help,reply,answer,time,"
    "patience,support,and,now,then,that,its,all good,everyone,everything",
)

GREETING = made_of(
    "你好,你们好,大家好,嗨,哈喽,哈啰,嘿,喂,早,早上好,上午好,中午好,下午好,晚上好,早安,新年好,节日好,有人吗,有人么,有人在吗,有人没,"
    "在吗,在么,在嘛,在不在,在不,在线吗,请问,打扰一下,打扰了,hi,hello,hey,hiya,greetings,good morning,good afternoon,"
    "good evening,good day,anyone there,anybody there,is anyone there,is anybody there,are you there,anyone here",
    "客服,亲,啊,呀,不好意思,there,dear,sir,madam,team,all,everyone",
)

WHO = re.compile(
    r"(?:你好|嗨|请问|hi|hello|hey|sorry|excuse me|so|wait)*+\s*+(?:"
    r"(?:你|这|这边|对面)?(?:到底)?(?:是)(?:不是)?(?:一个|个)?(?:机器人|真人|人|人工|人工智能|ai|智能客服|自动回复|机器)"
    r"(?:还是(?:一个|个)?(?:机器人|真人|人|人工|ai|机器))?(?:在回复|在回答|回复的?)?(?:吗|么|嘛|吧|啊|呢)?"
    r"|你(?:到底)?(?:是谁|是什么(?:东西|人)?|是哪位|叫什么(?:名字)?|叫啥|是干什么的|是做什么的)(?:啊|呀|呢)?|怎么称呼(?:你)?|你怎么称呼"
    r"|who (?:are|r) (?:you|u)|what are you|whats your name|what is your name"
    r"|who am i (?:talking|speaking|chatting) (?:to|with)"
    r"|(?:are|r) (?:you|u) (?:(?:a|an|real|actual|live) )*"
    r"(?:(?:ro)?bot|human|person|ai|machine|computer|real|human being)"
    r"(?: or (?:(?:a|an|real) )*(?:(?:ro)?bot|human|person|machine))?"
    r"|(?:is this|am i (?:talking|speaking|chatting) (?:to|with)) (?:(?:a|an|real|live) )*"
    r"(?:(?:ro)?bot|human|person|ai|machine|computer)(?: or (?:(?:a|an|real) )*(?:(?:ro)?bot|human|person|machine))?"
    r")(?: then| please| really)?"
)

COMMAND = re.compile(r"/[A-Za-z0-9_@]{1,64}")
"""A command of some bot, which asks nothing in words."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUNS = sorted({row[at : at + 4] for line in _ROWS for row in (line, line[::-1]) for at in range(len(row) - 3)})
NOISE = re.compile(
    rf"(?:{'|'.join(_RUNS)})(?:{'|'.join(_RUNS)}|[a-z]{{1,3}}(?![a-z]))*+"  # asdf, qwertyui
    r"|([a-z]{2,4})\1{2,}[a-z]{0,3}"  # jkjkjk
    r"|[b-df-hj-np-tv-xz]{8,}"  # no word in any language has eight consonants and no vowel
    r"|[a-z]|([0-9])\2{0,5}"
    r"|[啊呀呃额唉哎哈呵嘻哇呜咦嘶呕]{1,}"
)
"""What a finger does without a mind; a folded message is noise only as a whole."""

_PERSON = "人工(?:客服|服务|坐席|座席)?|真人(?:客服)?|活人|在线客服|客服(?:人员|专员)?|工作人员|管家"
PERSON_ALONE = re.compile(
    r"(?:我|能不能|可不可以|可以|能|请|麻烦|帮我|给我|直接|立刻|马上|现在|赶紧|快|还是|只)*+"
    r"(?:需要|要|想|转接|转到|转|接通|接|找|换|叫|联系|呼叫|跟|和|让|请|有没有|有)*+(?:一个|一位|一下|个|位|到)?"
    rf"(?:{_PERSON})"
    r"(?:来|帮我|说话|聊|说|谈|沟通|讲|处理|接待|回复我|回答|联系我|服务)*+(?:一下)?(?:行吗|好吗|可以吗|在吗|吗|吧|嘛)?"
    r"(?:谢谢|快点|快一点|马上)?"
    r"|(?:please |a |an )?(?:(?:real |live )?(?:human|person)(?: being| agent)?|(?:live )?agent|operator|"
    r"representative|live (?:chat|support)|customer (?:service|support|care))(?: please| now)?"
)
PERSON_NAMED = re.compile(
    r"转接?(?:到)?人工(?!智能)|(?:找|要|换|叫|接|来|想跟|想和)(?:一个|一位|个|位|一下)?(?:人工(?!智能)|真人|活人)"
    r"|(?:不要|不想|别|不跟|不和|拒绝|讨厌)(?:要|想|再|给我|让|跟|和|用)*+(?:一个)?机器人"
    r"|\b(?:talk|speak|chat|connect me|transfer me|put me through|hand me over)(?: directly)? ?(?:to|with)? "
    r"(?:(?:a|an|the|some|any|your|real|live|actual) )*+(?:human|person|agent|representative|rep|operator|"
    r"somebody|someone|staff|colleague|customer (?:service|support|care)|support)\b"
    r"|\b(?:want|need|get me|give me|like) (?:(?:a|an|real|live|actual) )*+"
    r"(?:human(?: being| agent)?|person|agent|representative|operator)(?: please| now)?$"
    r"|\b(?:not (?:a )?|no (?:more )?)(?:ro)?bots?\b"
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
    r"|\b(?:ridiculous|unacceptable|outrageous|disgusting|disgraceful|a disgrace|furious|pissed|fed up|sick of|angry"
    r"|terrible|horrible|awful|appalling|worst|useless|idiots?|stupid|scam(?:mers?)?|liars?|fuck\w*|shit\w*|bullshit"
    r"|wtf|damn|go to hell)\b"
)
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
