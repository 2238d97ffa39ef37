"""Whole messages that ask the library nothing: thanks, a greeting, who are you, what can I ask, that was no answer.

Written as `fold` leaves messages, like the signs of what is meant in a part of one.
"""

import re

from faq.signs import made_of
from faq.text import fold

GLAD = "👍🙏❤♥🌹💐👌😊🙂😄😁🥰🤝👏💯🎉😘"
CROSS = "😡🤬😠👿🖕"

_HELPED = (
    "有用,管用,有帮助,帮到我了,帮上忙了,很清楚,说得很清楚,写得很清楚,解决了,已解决,问题解决了,搞定了,helpful,"
    "that helps,that helped,it helped,it works,it works now,works now,that works,that worked,solved,problem solved"
)
COURTESY = made_of(
    f"{_HELPED},谢谢,感谢,多谢,谢了,谢啦,谢,3q,辛苦,麻烦你了,麻烦你们了,不客气,没关系,没事,没事了,不用了,没问题,没有问题,"
    "没有别的问题,好极了,太好了,真棒,很好,好的,好,好吧,好嘞,好滴,好哒,行,行吧,可以,可以了,嗯,恩,哦,噢,对,对的,是的,"
    "没错,收到,收到了,明白,明白了,知道了,了解,了解了,清楚了,懂了,修好了,弄好了,处理好了,好了,"
    "再见,拜拜,拜,回见,晚安,生活愉快,工作顺利,thanks,thank you,thank u,thx,ty,cheers,ok,okay,k,alright,all right,"
    "sure,great,perfect,cool,nice,good,fine,got it,i see,understood,noted,no problem,never mind,nevermind,"
    "much appreciated,bye,goodbye,bye bye,see you,take care,have a nice day,have a good day,"
    "have a great day,have a nice evening,have a good evening,youre welcome",
    "你,你们,客服,老师,师傅,大家,各位,的,帮助,帮忙,解答,回复,耐心,支持,服务,了,啦,哈,啊,呀,呢,非常,十分,太,很,真,"
    "真是,真的,那,我,已经,都,祝,a lot,a million,again,so much,very much,many,very,for,your,the,all,help,reply,"
    "answer,time,patience,support,and,now,then,that,its,all good,everyone,everything",
)

GREETING = made_of(
    "你好,你们好,大家好,嗨,哈喽,哈啰,嘿,喂,早,早上好,上午好,中午好,下午好,晚上好,早安,新年好,节日好,有人吗,有人么,"
    "有人在吗,有人没,在吗,在么,在嘛,在不在,在不,在线吗,请问,打扰一下,打扰了,hi,hello,hey,hiya,greetings,"
    "good morning,good afternoon,good evening,good day,anyone there,anybody there,is anyone there,is anybody there,"
    "are you there,anyone here",
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

HELP = made_of(
    "帮助,菜单,主菜单,功能,功能列表,使用说明,使用帮助,怎么用,怎么使用,怎么操作,能做什么,可以做什么,会做什么,会什么,"
    "会些什么,能干什么,能干嘛,能干啥,可以干什么,会干什么,有什么用,有什么功能,有哪些功能,能帮我什么,可以帮我什么,"
    "能帮我做什么,可以帮我做什么,能帮什么忙,能解决什么,能问什么,可以问什么,可以问你什么,能问你什么,能查什么,help,"
    "menu,options,commands,what can you do,what do you do,what can you help with,what can you help me with,"
    "what can i ask,what can i ask you,how does this work,how do i use this,how can you help,how can you help me,"
    "help me",
    "你好,嗨,请问,你,你们,都,这个,这,机器人,我,啊,呀,呢,的,please,hi,hello,here,for me",
)
"""Who asks what can be asked here."""

UNHELPED = made_of(
    "没帮助,没有帮助,没什么帮助,没用,没有用,没啥用,没什么用,没屁用,一点用没有,不管用,没有解决问题,没解决问题,"
    "没解决我的问题,没有解决我的问题,没解决,没有解决,还没解决,答非所问,所答非所问,文不对题,牛头不对马嘴,驴唇不对马嘴,不是这个,不是这些,"
    "都不是,都不对,不是这个意思,不是这意思,不是问这个,问的不是这个,没问这个,没问你这个,说的不是这个,"
    "说的不是这个意思,不是我要的,不是我想要的,不是我问的,没回答我,没回答我的问题,没有回答我的问题,没回答问题,"
    "说了等于没说,说了跟没说一样,等于没说,废话,废话连篇,看不懂,没看懂,听不懂,听不懂吗,听不懂我说的吗,听不懂我说的,没听懂,没看明白,没听明白,不明白,没明白,"
    "不懂,还是不懂,没说清楚,说不清楚,说得不清楚,不够清楚,还是不清楚,说的不对,说错了,答错了,回答错了,不对,说的什么,"
    "在说什么,说什么呢,说啥呢,你说啥,什么意思,胡说,胡说八道,乱答,乱回答,not helpful,unhelpful,not very helpful,"
    "no help,didnt help,doesnt help,does not help,did not help,not what i asked,not what i meant,not what i mean,"
    "not what i want,not what i wanted,not my question,wrong answer,wrong,you dont understand,"
    "you dont understand me,you didnt answer my question,didnt answer my question,didnt answer me,i dont understand,"
    "dont understand,dont get it,doesnt make sense,makes no sense,not clear,unclear,none of these,none of them,"
    "none of those,neither,neither of them,nonsense,what are you talking about,irrelevant",
    "我,你,你们,这,这个,那,这些,那些,真的,真,根本,完全,一点,都,还是,也,又,的,了,啊,呀,吧,呢,嘛,就是,是,回答,解答,"
    "答案,问题,机器人,对我,到底,没有,抱歉,sorry,no,nope,it,this,that,thats,is,was,still,at all,to me,i,what,the,its,"
    "really,well,but,just",
)
"""Who finds that what the bot has just said is no answer to what was asked."""

ASIDE = made_of(
    "等一下,等下,等等,等我一下,等我下,稍等,稍等一下,稍等下,稍等片刻,等会,等会儿,等一会,等一会儿,我看看,我看一下,"
    "我看下,我先看看,我想想,我想一下,我再想想,我考虑一下,我去看看,我去看一下,我试试,我试一下,我去试试,我先试试,"
    "我找找,我找一下,我查一下,我先忙,我先忙了,先这样,就这样,先不说了,待会再说,回头再说,晚点再说,下次再说,再说吧,"
    "以后再说,打错了,打错字了,发错了,发错人了,发错群了,点错了,按错了,误触,手滑,没啥事,没什么事,没事儿,没什么,"
    "随便看看,我就看看,就看看,只是看看,测试,测试一下,测试测试,试试,试一下,不好意思,对不起,抱歉,"
    "请忽略,忽略,无视,当我没说,886,88,么么哒,wait,wait a minute,wait a moment,wait a second,one moment,one minute,"
    "one sec,just a moment,just a minute,just a sec,hold on,hang on,let me see,let me think,let me check,let me try,"
    "i will try,ill try,brb,wrong number,wrong chat,wrong person,sorry,my mistake,my bad,typo,test,testing,"
    "just testing,just looking,ignore that,ignore this,please ignore,thats nothing,nothing,its nothing",
    "我,你,那,就,先,吧,啊,呀,哈,了,的,哦,嗯,好,好的,好吧,行,谢谢,请,上面,刚才,ok,okay,please,a,bit,it,that,this,"
    "first,thanks,oh,and",
)
"""Who asks for nothing: a word to gain time, a slip, an apology, a try whether anybody hears."""

WISHES = made_of(
    "新年快乐,新春快乐,生日快乐,春节快乐,过年好,新年好,元旦快乐,圣诞快乐,中秋快乐,中秋节快乐,国庆快乐,国庆节快乐,端午安康,"
    "端午快乐,端午节安康,节日快乐,节日愉快,周末愉快,周末快乐,五一快乐,劳动节快乐,元宵快乐,元宵节快乐,恭喜发财,"
    "万事如意,身体健康,阖家欢乐,合家欢乐,阖家幸福,心想事成,大吉大利,马到成功,龙马精神,平安喜乐,happy new year,"
    "merry christmas,happy holidays,happy spring festival,happy chinese new year,happy mid autumn festival,"
    "have a nice weekend,happy weekend",
    "祝,祝福,你,你们,大家,各位,全家,都,也,同事,客服,亲,辛苦了,辛苦,谢谢,感谢,啦,呀,啊,哈,and,to,you,all,too,"
    "everyone,a,wish,thanks,thank you,team",
)

_HOME = r"(?:(?:[0-9]++|[一二三四五六七八九十]++)(?:号楼|单元|[栋幢座楼室号层房区期])?\s?)++"
_RESIDENT = "(?:业主|住户|租户|租客|房东|户主)"
INTRODUCES = re.compile(
    rf"(?:你好)?(?:(?:我|这里|这边|我们|我家|我们家)(?:是|住|住在|在)?{_HOME}的?{_RESIDENT}?"
    rf"|我们?是(?:你们)?(?:小区|这里)?的?{_RESIDENT}|(?:我|免贵)姓.{{1,2}}|(?:我|这里|这边)是.{{1,3}}(?:先生|女士|小姐|太太|阿姨))"
    r"|(?:hi |hello )?(?:my name is [a-z]+(?: [a-z]+)?|(?:i am|im) (?:a|an|the) (?:owner|tenant|resident)"
    r"|i live (?:in|at) (?:flat |unit |building |block )?[0-9]{1,4}(?: [0-9]{1,4})?)"
)
"""Who says who they are or where they live, and has yet to say what for."""

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

_FINDS_IT_HELPFUL = made_of(
    _HELPED,
    "谢谢,感谢,多谢,好的,好,嗯,这个,这下,我,很,非常,太,真,确实,已经,对我,的,了,啦,哈,啊,呀,thanks,thank you,"
    "yes,ok,okay,great,perfect,that,it,was,is,very,a lot,so much,very much",
)


def finds_it_helpful(text: str) -> bool:
    """Tell whether somebody says of what they were told that it helped."""
    return bool(_FINDS_IT_HELPFUL.fullmatch(fold(text)))
