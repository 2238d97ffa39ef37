"""What people say instead of pressing a button: yes, no, skip it, back, never mind, or the name of a choice."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from desk.cases.kinds import Category, Remedy
from desk.forms.fields import NO, NONE, YES
from desk.forms.form import Field, FormKind
from faq.signs import made_of
from faq.text import fold

_LONGEST: Final = 60

_CANCELS = made_of(
    "取消,取消吧,取消登记,取消报修,取消投诉,算了,算了吧,不填了,不登记了,不报了,不弄了,不想填了,不投诉了,不报修了,不建议了,不用登记了,不用填了,"
    "cancel,cancel it,cancel this,never mind,nevermind,forget it,stop,quit,abort",
    "我,我们,那,就,先,还是,吧,了,啊,谢谢,不用,please,thanks,the,form,then,just,it",
)
_MENDS_NOT = made_of("不修了,不用修了,不需要修了,不想修了,算了不修了", "我,我们,那,就,先,还是,吧,了,啊,谢谢,算了")
_SKIPS = made_of(
    "跳过,略过,下一个,下一步,下一题,没有,没有了,无,不清楚,不知道,不记得,不改,不改了,不用改,不用改了,不变,"
    "不记得了,不确定,不方便,不想说,随便,都可以,都行,随时,随时都可以,不需要,不用,不用了,"
    "暂无,暂时没有,没了,就这些,好了,发完了,完了,发好了,不提供,没照片,没有照片,"
    "skip,next,skip it,none,no,nope,nothing,nothing else,dont know,do not know,not sure,any time,anytime,no idea,done,"
    "leave it,leave as it is,leave it as it is,keep,keep it,keep it as it is,thats all,thats it,no photos,no thanks,"
    "na,n a,whatever",
    "我,的,吧,了,啊,这个,这,题,其他,特别,时间,什么,要求,谢谢,你们,定,this,one,please,i,is,fine,you,have,any,photos,"
    "special,wishes,thank,thanks",
)
_GOES_BACK = made_of(
    "上一步,返回,上一个,上一题,退回,回到上一步,改上一个,back,go back,previous,previous question",
    "我,要,想,请,吧,的,问题,算了,那,还是,to,the,one,please,step",
)
_AGREES = made_of(
    "是,是的,"
    "对,对的,没错,没问题,确认,确定,提交,确认提交,确认登记,提交报告,好,好的,行,可以,可以的,嗯,恩,无误,正确,都对,没有问题,"
    "yes,yeah,yep,confirm,confirmed,correct,right,ok,okay,submit,send,send it,send the report,sure,looks good,fine,y",
    "我,就,这样,了,吧,啊,都,信息,核对,请,谢谢,thats,that,is,it,all,please,everything,its,thanks",
)
_SAYS_YES = made_of(
    "是,是的,对,对的,嗯,恩,没错,就是,就是这个,是这个,yes,yeah,yep,right,correct", "的,啊,呀,哦,了,it,is,thats,please"
)
_SAYS_NO = made_of("不,不是,不对,没有,否,no,nope,not", "的,啊,呀,哦,了,it,is,thats,thanks")
_GOES_ON = made_of(
    "继续,继续填,接着,接着填,接着登记,继续登记,go on,continue,resume",
    "我,要,想,请,就,吧,好,好的,ok,okay,yes,please,let,us,me,the,form,it",
)
_TAKES_UP = made_of(
    "登记,登记投诉,登记报修,登记建议,登记意见,补充,补充情况,填写,register,register it,register a complaint,"
    "register a repair,register a suggestion,add details",
    "我,要,想,来,就,一下,请,吧,好,好的,现在,please,yes,ok,okay,now",
)
_SAME_MATTER = made_of(
    "同一件事,同一件,一件事,同一个,一样的,重复了,the same matter,same matter,same one,the same,same",
    "是,是的,对,嗯,就是,的,了,yes,yeah,its,it,is,the,a",
)
_OTHER_MATTER = made_of(
    "另外登记,另外一件,另一件,另一件事,别的事,不是同一件,不是同一件事,不是一件事,再登记一次,another matter,another one,"
    "a different one,different,not the same",
    "不,不是,是,的,请,要,了,no,its,it,is,register,a,the,please",
)
_CHANGES = re.compile(
    r"^(?:我|想|要|请|帮我)*(?:改|修改|更改|换)(?:一下|下)?|^(?:please )?(?:change|edit|correct) (?:the |my )?"
)
_CORRECTED: Final = (
    r"^\s*(?:我想|我要|请|麻烦|帮我|你好|您好|[,，。 ])*(?:把)?(?:我的|上门的)?(?:{label})(?:也|要|想|请)*"
    r"(?:改成|改为|改到|换成|换到|更正为)(?:是|:|：)?\s*(?P<to>\S.*)$"
    r"|^\s*(?:please )?(?:change|correct|set) (?:the |my )?(?:{label}) to (?P<into>\S.*)$"
)
_SAID_BEFORE = (
    r"我?(?:刚才|刚刚|刚|前面|上面|之前|早就|已经|都|不是)+(?:跟|和|给|对)?(?:您|你)?们?"
    r"(?:说|讲|写|发|填|告诉)(?:过|了|您|你|们)*(?:吗|嘛|呀|啊|的|地址|电话|房号|名字|一遍)*"
    r"|i (?:have )?(?:already |just )?(?:told you|said|wrote|did)(?: that| it| so)?(?: already| before)?"
)
_SAID: Final = re.compile(rf"^\s*(?:{_SAID_BEFORE})(?:[，,。.！!？?\s]+|$)", re.IGNORECASE)
_LABELS: Final = {
    Field.WHAT: "情况|建议|完工情况|内容|问题|what happened|suggestion|work done|description",
    Field.WHEN: "时间|什么时候|when|time",
    Field.WHOM: "涉及的人或部门|涉及的人|部门|对象|about|whom",
    Field.REMEDY: "希望的处理|处理|诉求|wanted",
    Field.MONEY: "金额|钱|money|amount",
    Field.EVIDENCE: "照片|视频|图片|photos?",
    Field.CATEGORY: "类别|哪一类|分类|kind|category",
    Field.PLACE: "地点|地址|房号|place|address",
    Field.VISIT: "上门时间|上门|时间|visit|time",
    Field.ENTRY: "无人时进门|进门|entry",
    Field.CONTACT: "电话|手机|手机号|电话号码|号码|phone|number|phone number",
    Field.CALLED: "称呼|姓名|名字|name",
    Field.WISHES: "特别交代|特别要求|交代|wishes",
}
_REFUSES = made_of(
    "不,不是,不行,不可以,不能,不方便,不同意,不要,不用,不允许,否,"
    "有人在,要有人在,得有人在,要有人,家里要有人,no,nope,not,do not,dont,n,"
    "only when someone is home,only when we are home",
    "进,进门,进屋,我,在,家,有人,吧,的,啊,必须,要,thanks,please,enter,come,in,i,must,be,home,there",
)
_LETS_IN = re.compile(r"可以(?:直接)?进(?:门|屋|来|去)?(?:的|吧)?|(?:yes )?you may come in|come in")
_CHOSEN: Final[Mapping[Field, Mapping[str, str]]] = {
    Field.REMEDY: {
        Remedy.DAMAGES: r"赔|退(?:钱|款|费|还)|补偿|减免|损失|\b(?:compensat\w*|refunds?|damages|money)\b",
        Remedy.REDO: r"重[新做修装换]|返工|更换|换[一个货新]|修|重做|整改"
        r"|\b(?:repairs?|redo|replace\w*|exchange|fix|again)\b",
        Remedy.NON_MATERIAL: r"道歉|解释|说法|说明|态度|认错|改正|\b(?:apolog\w*|explain|explanation|sorry)\b",
    },
    Field.EVIDENCE: {NONE: r"^(?:不要|不留|删掉)(?:这些|所有)?照片了?$|^照片都?(?:不要|删掉?)了?$|^no photos$"},
    Field.MONEY: {NONE: r"^(?:没有?|无|不(?![改变知清])|未)|^(?:no|none|nothing|not)\b"},
}
_NAMED: Final = {
    Category.PARTS: "配件(?:五金)?|五金|零件|parts?",
    Category.ELECTRICAL: "电气|水电的电|电路|用电|electrical|electricity",
    Category.WATER: "给排水|水路|上下水|用水|水|water|plumbing",
    Category.COMMON_AREA: "公共区域|公共部位|公区|common areas?",
    Category.CRACKS: "裂缝|开裂|cracks?",
    Category.DOORS_WINDOWS: "门窗|门|窗户?|doors?(?: and)? windows?|doors?|windows?",
    Category.LEAKAGE: "渗漏|漏水|渗水|leakages?|leaks?",
    Category.SANITARY: "洁具|卫浴|卫生洁具|sanitary(?: ware)?|bathroom",
    Category.FINISHING: "装饰(?:面层)?|饰面|面层|装修|墙地面|finishing|decoration",
}

_ASKED_FOR: Final = {
    FormKind.COMPLAINT: made_of(
        "投诉,举报,complaint,complain", "我,要,想,来,就,一下,请,登记,i,want,to,make,file,a,would,like,please"
    ),
    FormKind.REPAIR: made_of(
        "报修,登记维修,申请维修,repair,repairs",
        "我,要,想,来,一下,请,登记,家里,i,want,need,to,book,report,request,a,would,like,please",
    ),
    FormKind.SUGGESTION: made_of(
        "建议,意见,suggestion,suggest",
        "我,要,想,提,有,个,一个,条,点,一点,一些,给,你们,i,want,to,make,a,have,would,like,please",
    ),
    FormKind.GRIEVANCE: made_of("抱怨,吐槽,grievance", "我,要,想,来,一下,i,have,a"),
}


def asked_for(text: str) -> FormKind | None:
    """Return the kind of form that somebody asks for who says nothing else (报修, 我要投诉, 提个建议)."""
    folded = _folded(text)
    return next((kind for kind, words in _ASKED_FOR.items() if words.fullmatch(folded)), None)


def cancels(text: str, kind: FormKind | None = None) -> bool:
    """Tell whether somebody wants to fill in nothing more (of a form of this kind), and says nothing else."""
    folded = _folded(text)
    return bool(_CANCELS.fullmatch(folded) or (kind is FormKind.REPAIR and _MENDS_NOT.fullmatch(folded)))


def skips(text: str) -> bool:
    """Tell whether somebody has nothing to say to a question."""
    return bool(_SKIPS.fullmatch(_folded(text)))


def goes_back(text: str) -> bool:
    """Tell whether somebody wants the question before."""
    return bool(_GOES_BACK.fullmatch(_folded(text)))


def agrees(text: str) -> bool:
    """Tell whether somebody says yes, and nothing else."""
    return bool(_AGREES.fullmatch(_folded(text)))


def says_yes(text: str) -> bool:
    """Tell whether somebody answers a question whether it is so with yes, and says nothing else."""
    return bool(_SAYS_YES.fullmatch(_folded(text)))


def says_no(text: str) -> bool:
    """Tell whether somebody answers a question whether it is so with no, and says nothing else."""
    return bool(_SAYS_NO.fullmatch(_folded(text)))


def goes_on(text: str) -> bool:
    """Tell whether somebody wants to go on with what was left."""
    return bool(_GOES_ON.fullmatch(_folded(text)))


def takes_up(text: str) -> bool:
    """Tell whether somebody wants to have registered what was offered to be."""
    return bool(_TAKES_UP.fullmatch(_folded(text)))


def is_same_matter(text: str) -> bool:
    """Tell whether somebody means the matter that was filed already."""
    return bool(_SAME_MATTER.fullmatch(_folded(text)))


def is_other_matter(text: str) -> bool:
    """Tell whether somebody means another matter than the one that was filed already."""
    return bool(_OTHER_MATTER.fullmatch(_folded(text)))


def named_field(asked: Iterable[Field], text: str) -> Field | None:
    """Return the one of these questions that somebody names, to have it put again (地点, 改电话)."""
    named = _CHANGES.sub("", _folded(text), count=1)
    return next((field for field in asked if re.fullmatch(_LABELS[field], named)), None)


def corrected(asked: Iterable[Field], text: str) -> tuple[Field, str] | None:
    """Return which of these questions somebody answers anew, and how (时间改成后天下午, change my name to Li)."""
    for field in asked:
        found = re.search(_CORRECTED.format(label=_LABELS[field]), text, re.IGNORECASE)
        if found is not None:
            return field, found["to"] or found["into"]
    return None


def without_reproach(text: str) -> str:
    """Return a text without the words before it that it was said already; "" if there is nothing else."""
    return _SAID.sub("", text, count=1)


def chosen(asked: Field, choices: tuple[str, ...], text: str) -> str | None:
    """Return the code of the choice that words mean, also by its place in the list, or None."""
    folded = _folded(text)
    if folded.isascii() and folded.isdigit():
        return choices[int(folded) - 1] if 0 < int(folded) <= len(choices) else None
    if asked is Field.ENTRY:
        return _entry(text) or _entry(_FIRST_PART.split(text.strip(), maxsplit=1)[0])
    if asked is Field.CATEGORY:
        return next((code for code, words in _NAMED.items() if re.fullmatch(words, folded)), None)
    found = [code for code, words in _CHOSEN.get(asked, {}).items() if re.search(words, folded)]
    return found[0] if found else None


def _entry(text: str) -> str | None:
    folded = _folded(text)
    return YES if agrees(text) or _LETS_IN.fullmatch(folded) else NO if _REFUSES.fullmatch(folded) else None


_FIRST_PART = re.compile(r"[，,。；;！!、\n]")


def _folded(text: str) -> str:
    return fold(text)[:_LONGEST] if len(text) <= _LONGEST else ""
