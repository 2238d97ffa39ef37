"""Whoever waits for us and says so: it takes too long, nobody answers, is anybody there.

It is told by composition: a message is impatient if all its words are of this small world and some of them, together,
say that somebody waits or that nobody speaks. One word of another matter (师傅, 快递, the fee) and it is a question
again. Days are never meant: who has waited three days waits for a repair, not for a word.

Written as `fold` leaves messages; read from left to right, the longest word first, so that no text entangles it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum


class _Role(StrEnum):
    """What a word of this world says."""

    NOBODY = "nobody"
    ANYBODY = "anybody"
    NOT = "not"
    WHY = "why"
    YOU = "you"
    ANSWERS = "answers"
    HELPS = "helps"
    STIRS = "stirs"
    HERE = "here"
    WAITS = "waits"
    STILL = "still"
    LONG = "long"
    HURRY = "hurry"
    GLADLY = "gladly"
    CALL = "call"
    CRY = "cry"
    FILLS = "fills"


_WORDS = {
    _Role.NOBODY: "没人,没有人,没个人,没有一个人,一个人都没有,没一个人,都没有人,没谁,无人,没客服,没有客服,半天没人,"
    "nobody,no one,noone,not anyone,not anybody,not one person",
    _Role.ANYBODY: "anyone,anybody,someone,somebody,any one,any body",
    _Role.NOT: "不,没,没有,也不,也没,都不,都没,not,isnt,arent,dont,doesnt,didnt,havent,hasnt,cant,wont,never,no,"
    "without",
    _Role.WHY: "怎么,为什么,为什么要,怎么要,怎么还要,怎么回事,怎么搞的,凭什么,why,how come",
    _Role.YOU: "你,你们,客服,人工,人工客服,对面,那边,you,u,your team,customer service,support",
    _Role.ANSWERS: "理,理睬,理会,搭理,回,回复,回应,回话,回信,应答,答复,应声,搭话,吭声,吱声,出声,说句话,给个话,接待,"
    "answer,answers,answering,answered,reply,replies,replying,replied,respond,responds,responding,responded,response",
    _Role.HELPS: "管,应,答,接,回答,help,helping,helps,care,cares,talk,talking,speak,speaking,"
    "listen,listening,work,works,working,read,reads,reading,assist,assisting,attend,attending,serve,serving,"
    "care about",
    _Role.STIRS: "说话,动静,反应,响应,声音,下文,音讯",
    _Role.HERE: "在,在线,there,here,around,online,available,awake,alive",
    _Role.WAITS: "等,等待,等候,干等,白等,空等,傻等,排队,排,等着,wait,waiting,waited,taking,takes,take,been here,"
    "on hold,queueing",
    _Role.STILL: "still",
    _Role.LONG: "半天,老半天,大半天,好半天,这半天,好久,很久,老久,许久,太久,太久了,这么久,那么久,好长时间,很长时间,"
    "这么长时间,太长时间,好一会,好一会儿,大半个小时,一上午,一下午,一早上,一晚上,一中午,整个上午,整个下午,"
    "ages,for ages,forever,for ever,hours,so long,too long,this long,that long,very long,really long,long enough,"
    "a long time,such a long time,long time,a while,quite a while,all morning,all afternoon,all evening,an eternity",
    _Role.HURRY: "快点,快一点,快些,搞快点,赶紧,赶紧的,赶快,麻利点,hurry,hurry up,faster,come on",
    _Role.GLADLY: "我可以,我能,i can,i could,happy to",
    _Role.CALL: "在吗,在么,在嘛,在不,在不在,还在吗,在线吗,有人吗,有人么,有人没,有人在吗,有人在么,喂,你好,hello,hi,hey",
    _Role.CRY: "有没有人,有没有人在,有没有客服,有没有人管,有没有人理,到底有没有人,还有人吗,还有没有人,有活人吗,"
    "有个人吗,有谁在吗,谁在啊,"
    "人呢,客服呢,客服人呢,人哪,人在哪,人在哪里,人去哪了,人去哪里了,人都去哪了,人都去哪里了,人跑哪去了,都去哪了,"
    "是不是没人,没人吗,没人么,没人在吗,没人了吗,"
    "管不管,理不理,回不回,应不应,还管不管,还理不理,来个人,出来个人,来人啊,吭个声,吱个声,回一声,应一声,回个话,回个信,"
    "说话啊,说话呀,别不理我,理理我,理我一下,回我一下,别不说话,等急了,等得急,等不及,等得着急,急死了,急死我了,等死了,"
    "等到花儿都谢了,等得花儿都谢了,"
    "ignoring,ignored,being ignored,you still there,are you still there,still there,say something,talk to me,"
    "is this thing on,where is everybody,where is everyone,wheres everybody,wheres everyone,where are you",
    _Role.FILLS: "我,我们,人,咱,俺,啊,呀,呢,吧,哦,噢,嘛,吗,么,了,啦,哎,唉,诶,的,得,都,就,也,还,又,再,已,已经,一直,"
    "总,总是,老,老是,真,真的,实在,好,太,这,"
    "这里,这边,在这,在这里,在这边,那,那里,到底,究竟,到现在,至今,现在,刚才,今天,从刚才,一下,一声,一句,一个,个,句,"
    "消息,信息,话,我的,我们的,给,跟,和,为,对,"
    "请,请问,麻烦,拜托,求,求求你,能,能不能,可不可以,可以,行不行,好吗,行吗,好不好,倒是,是不是,是,让我,让人,叫人,"
    "才,几个,客户,业主,快,亲,"
    "is,are,am,im,ive,i,we,weve,were,me,us,my,our,have,has,had,been,be,being,do,does,did,can,could,"
    "what,whats,this,it,its,the,to,at,all,for,of,in,on,and,but,so,just,even,ever,yet,now,already,please,pls,"
    "really,very,such,message,messages,chat,line,queue,sorry,ok,okay,oh,god,my god,omg,over,"
    "about,almost,more than,nearly,far,way,long,time,any,there is,theres,going to,gonna,actually,a,an,guys,people,"
    "back",
}
_LENGTH = re.compile(
    r"(?:大概|快|都|将近)?(?:[一二两三四五六七八九十几半]{1,3}|\d{1,3})(?:多|来|几)?个?半?(?:多)?(?:分钟|分|小时|钟头|钟|刻钟)"
    r"|(?:an?|half an|one|two|three|\d{1,3}|over an|almost an) (?:minutes?|mins?|hours?|hrs?)\b"
)
_TELLING = (
    {_Role.CRY},
    {_Role.NOBODY, _Role.ANSWERS},
    {_Role.NOBODY, _Role.HELPS},
    {_Role.NOBODY, _Role.STIRS},
    {_Role.NOBODY, _Role.WHY},
    {_Role.NOBODY, _Role.HERE},
    {_Role.NOBODY, _Role.WAITS},
    {_Role.NOT, _Role.ANSWERS},
    {_Role.NOT, _Role.STIRS, _Role.YOU},
    {_Role.NOT, _Role.STIRS, _Role.LONG},
    {_Role.NOT, _Role.ANYBODY, _Role.HELPS},
    {_Role.NOT, _Role.ANYBODY, _Role.HERE},
    {_Role.ANYBODY, _Role.HERE},
    {_Role.ANYBODY, _Role.ANSWERS},
    {_Role.WAITS, _Role.LONG},
    {_Role.WAITS, _Role.STILL},
    {_Role.HURRY, _Role.ANSWERS},
    {_Role.CALL, _Role.ANSWERS},
)
"""Words that together say it, whatever stands between them."""
_HURRIED = {_Role.HURRY}
_ROLES = {word: role for role, listed in _WORDS.items() for word in listed.split(",")}
_LONGEST_FIRST = "|".join(re.escape(word) for word in sorted(_ROLES, key=len, reverse=True))
_WORD = re.compile(rf"\s*+(?:(?P<span>{_LENGTH.pattern})|(?P<word>{_LONGEST_FIRST})(?![a-z]))")


def is_impatient(folded: str) -> bool:
    """Whether a folded message says nothing but that somebody waits for us, or that nobody answers."""
    said = set(_roles(folded))
    if _Role.GLADLY in said:
        return False
    return said - {_Role.FILLS} == _HURRIED or any(together <= said for together in _TELLING)


def calls(folded: str) -> bool:
    """Whether a folded message asks if anybody is there, as one also does who has only just come (在吗, hello)."""
    said = set(_roles(folded))
    return bool(said) and said <= {_Role.CALL, _Role.FILLS, _Role.YOU} and _Role.CALL in said


def _roles(folded: str) -> Iterator[_Role]:
    """What the words of a message say; nothing where one of them is of another world."""
    roles: list[_Role] = []
    at = 0
    while at < len(folded):
        found = _WORD.match(folded, at)
        if found is None:
            return iter(())
        roles.append(_Role.LONG if found["span"] else _ROLES[found["word"]])
        at = found.end()
    return iter(roles)
