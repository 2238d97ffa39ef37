"""The other side of the sandbox as JSON over HTTP: what people do, what there is to see, and what goes wrong.

All paths begin with /control; bodies are JSON objects (`Content-Type: application/json`).  An answer is 200 with what
is named below; 400 `{"error": sentence}` where the wish makes no sense; 403 to a foreign web page.  `chat` is the id of
a group (negative), or of a person for their private chat with the bot; left out, it is the private chat of `as`.  `bot`
is a bot's id, needed only where there are several.  `message` is a message as the Bot API shows it.  Waits are in
seconds of the machine, whatever the speed of the clock.

What people do (POST):

    /write    {as, chat?, text}                               -> {message}
              {as, chat?, kind, caption?, file?, given?}      -> {message}
                  somebody who blocked the bot starts it again by writing
                  kind: photo document voice video audio animation video_note sticker location venue contact dice poll
                  file: {base64, name?, mime_type?, size?} or {file_id}; without it a sample; with `size` alone the
                        sample claims to be so many bytes
                  given: latitude longitude title address phone_number first_name emoji duration question options
                  also for both: thread (topic id), reply_to (message id), entities, media_group_id,
                        anonymous (true: as the group itself), forward_from {chat_id, message_id} or {name}
    /album    {as, chat?, items: [{kind, caption?, file?}], thread?, reply_to?} -> {messages}
    /edit     {as, chat?, message_id, text}                   -> {message}      text or caption, whichever it has
    /delete   {as, chat?, message_id}                         -> {}             bots are not told, as on Telegram
    /press    {as, chat?, message_id, data, wait?: seconds, stale?: true}         -> {press: {id, data, answer}}
                  answer: {text, show_alert, url}, or null if the bot has not answered within `wait` (0);
                  stale: the button may have gone meanwhile, or be forged
    /react    {as, chat?, message_id, emoji: [one] or []}     -> {}
    /block    {as, blocked: true or false}                    -> {}             my_chat_member to the bot
    /member   {as, chat, user, status, rights?: [...]}        -> {}
                  status: member (joins), left, kicked, administrator (with all rights if `rights` is left out);
                  of the bot itself: promotes, demotes or removes it
    /user     {id, first_name, last_name?, username?, language_code?, hides_forwards?} -> {user}
    /group    {id, title, members: [user], is_forum?: true}   -> {group}        the first of them makes it; bots help
    /topic    {as, chat, name}                                -> {thread}
              {as, chat, thread, closed: true or false}       -> {}
              {as, chat, thread, deleted: true}               -> {}             bots are not told
    /migrate  {chat, to}                                      -> {}             the group goes on under another id
    /bulk     {count, users?: 10, first_user?: 50000, text?: "message {n}"}      -> {first_update_id, count}
                  `count` messages at once from `users` customers in turn (made if need be)
              {count, as, chat, thread?, text?}               -> the same, all from one person in one group

What there is to see (GET):

    /state?messages=50        -> {now, rate, seq, bots, users, privates, groups}
                  privates: [{id, bot_id, started, blocked, keyboard, messages, reactions}]
                  groups: [{id, title, is_forum, migrated_to, members: [{user_id, status}], topics, messages,
                           reactions}]
                  topics: [{message_thread_id, name, icon_color, closed, icon}]
                  messages: the last of each chat; reactions: {message_id: {user_id: [emoji]}}
    /now                      -> {now, rate}
    /feed?since=0&wait=0&kind=&chat=   -> {seq, events}; waits so many seconds for the first event after `since` that
                  fits; ask again with since=seq.  Events are {seq, kind, ...}:
                  message {message}, edited {message}, deleted {chat_id, message_id}, press {press, user_id, ...},
                  reaction {chat_id, message_id, user_id, emoji}, answer {press, user_id, chat_id, answer},
                  topic {chat_id, topic}, topic_deleted {chat_id, thread_id}, keyboard {chat_id, keyboard},
                  action {chat_id, thread_id, action}, blocked, unblocked {chat_id}, member {chat_id, user_id, status},
                  clock {now, rate}
    /events?since=            -> the same events as Server-Sent Events, one a `data:` line, without end
    /file/<file_id>           -> the bytes
    /calls?since=0&method=&chat=       -> {calls: [{n, at, method, params, code, outcome, fault}]}
                  code 0: no answer was given; outcome: the message id or ids, true, or the refusal's description;
                  getUpdates is not among them unless it was refused; a call that was done and then lost stands twice:
                  once as done, once with its fault
    /stats                    -> {calls: {method: n}, codes: {code: n}, limited: {family: n}, pending: {bot: n},
                  webhooks: {bot: ...}}
    /faults                   -> {faults}
    /board                    -> what a bot in this program tells of its clocks, or {"board": null}

What goes wrong, and how fast (POST):

    /fault    {kind, method?: "send*", chat_id?, times?, skip?, chance?, seed?, code?, description?, retry_after?,
               seconds?}      -> {fault: {id, struck, ...}}       kinds: error html reset_before reset_after hang delay;
                  see faults.py; without `method` it may hit any call, getUpdates too
    /fault/off {id?}          -> {}                               one or all
    /updates  {duplicate?: n, shuffle?: true, next_id?: n, confirm_all?: true, bot?} -> {}
                  the next n updates come once more although confirmed; those waiting are handed out in reverse; ids go
                  on from next_id; those waiting are dropped
    /update   {update: {...}, bot?}    -> {update_id}             any update as it is, e.g. from a bot or a sender_chat
    /limits   {on?, pace?}    -> {on, pace}                       all buckets are full again
    /speed    {rate}          -> {rate}                           1, 60, 600; 400 where the clock cannot
    /log      {on?, clear?}   -> {}                               whether calls are kept
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.acts import Person
from bot.sandbox.chats import RIGHTS, Group, Member
from bot.sandbox.errors import Refusal
from bot.sandbox.methods.forum import open_topic, remove_topic, shown
from bot.sandbox.people import User
from bot.sandbox.troubles import TROUBLES
from bot.sandbox.wire import Json
from bot.sandbox.words import Words
from bot.sandbox.world import World

Deed = Callable[[World, Json], Json | Awaitable[Json]]


def write(world: World, wish: Json) -> Json:
    """Let somebody send a message."""
    return {"message": _person(world, wish).write(_words(wish))}


def album(world: World, wish: Json) -> Json:
    """Let somebody send an album."""
    group_id = str(14_000_000_000_000_000 + world.feed.seq)
    place = {key: value for key, value in wish.items() if key != "items"}
    person = _person(world, wish)
    return {"messages": [person.write(_words({**place, **item, "media_group_id": group_id})) for item in wish["items"]]}


def edit(world: World, wish: Json) -> Json:
    """Let somebody edit a message."""
    return {"message": _person(world, wish).edit(wish["message_id"], wish["text"])}


def delete(world: World, wish: Json) -> Json:
    """Let somebody delete a message."""
    _person(world, wish).delete(wish["message_id"])
    return {}


async def press(world: World, wish: Json) -> Json:
    """Let somebody press a button, and wait for its answer if asked."""
    pressed = _person(world, wish).press(wish["message_id"], wish["data"], stale=bool(wish.get("stale")))
    await world.feed.until(lambda: pressed.answer is not None, float(wish.get("wait", 0)))
    return {"press": {"id": pressed.id, "data": pressed.data, "answer": pressed.answer}}


def react(world: World, wish: Json) -> Json:
    """Let somebody react."""
    _person(world, wish).react(wish["message_id"], list(wish["emoji"]))
    return {}


def block(world: World, wish: Json) -> Json:
    """Let somebody block the bot or take it back."""
    _person(world, wish).block(blocked=bool(wish["blocked"]))
    return {}


def member(world: World, wish: Json) -> Json:
    """Change somebody's standing in a group."""
    rights = frozenset(wish.get("rights", RIGHTS if wish["status"] == "administrator" else ()))
    _person(world, wish).stand(world.users[wish["user"]], wish["status"], rights)
    return {}


def user(world: World, wish: Json) -> Json:
    """Let somebody exist."""
    return {"user": world.add_user(User(**wish)).shown}


def group(world: World, wish: Json) -> Json:
    """Let somebody make a group, with others and every bot in it."""
    made = world.add_group(Group(wish["id"], wish["title"], is_forum=bool(wish.get("is_forum", True))))
    for number, user_id in enumerate(wish["members"]):
        made.members[user_id] = Member(world.users[user_id], "member" if number else "creator")
    for bot in world.bots.values():
        made.members[bot.id] = Member(bot.user, "administrator", frozenset(RIGHTS))
    for inside in made.members.values():
        world.feed.note("member", chat_id=made.id, user_id=inside.user.id, status=inside.status)
    return {"group": made.shown}


def topic(world: World, wish: Json) -> Json:
    """Let somebody open, close, reopen or delete a topic."""
    group = _group(world, wish)
    if "thread" not in wish:
        return {"thread": open_topic(world, group, world.users[wish["as"]], name=wish["name"]).id}
    if wish.get("deleted"):
        remove_topic(world, group, wish["thread"])
        return {}
    found = group.topics.to_change(wish["thread"])
    found.closed = bool(wish["closed"])
    report: Json = {"forum_topic_closed" if found.closed else "forum_topic_reopened": {}}
    world.post(group, world.users[wish["as"]], report, topic=found)
    world.feed.note("topic", chat_id=group.id, topic=shown(found))
    return {}


def migrate(world: World, wish: Json) -> Json:
    """Let a group go on under another id."""
    old = _group(world, wish)
    new = world.add_group(Group(wish["to"], old.title, is_forum=old.is_forum))
    new.members, new.topics, new.last_message_id = dict(old.members), old.topics, old.last_message_id
    somebody = next(iter(old.members.values())).user
    world.post(old, somebody, {"migrate_to_chat_id": new.id})
    world.post(new, somebody, {"migrate_from_chat_id": old.id})
    old.migrated_to = new.id
    return {}


def bulk(world: World, wish: Json) -> Json:
    """Let many write much at once."""
    first, count = world.bot().updates.next_id, int(wish["count"])
    crowd = [_somebody(world, int(wish.get("first_user", 50_000)) + n) for n in range(int(wish.get("users", 10)))]
    text, chat_id = str(wish.get("text", "message {n}")), wish.get("chat")
    for n in range(count):
        person = Person.at(world, crowd[n % len(crowd)].id if chat_id is None else wish["as"], chat_id)
        person.write(Words(text.replace("{n}", str(n)), thread_id=wish.get("thread")))
    return {"first_update_id": first, "count": count}


def _somebody(world: World, user_id: int) -> User:
    return world.users.get(user_id) or world.add_user(User(user_id, f"Customer {user_id}", language_code="zh-hans"))


DEEDS: dict[str, Deed] = {
    "write": write, "album": album, "edit": edit, "delete": delete, "press": press, "react": react, "block": block,
    "member": member, "user": user, "group": group, "topic": topic, "migrate": migrate, "bulk": bulk, **TROUBLES,
}  # fmt: skip


async def do(world: World, name: str, wish: Json) -> web.Response:
    """Do one deed and answer."""
    try:
        done = DEEDS[name](world, wish)
        return web.json_response(done if isinstance(done, dict) else await done)
    except Refusal as refusal:
        return web.json_response({"error": refusal.description}, status=400)
    except (KeyError, TypeError, ValueError) as mistake:
        return web.json_response({"error": f"{type(mistake).__name__}: {mistake}"}, status=400)


def _person(world: World, wish: Json) -> Person:
    return Person.at(world, wish["as"], wish.get("chat"), wish.get("bot"))


def _group(world: World, wish: Json) -> Group:
    return world.groups[wish["chat"]]


def _words(wish: Json) -> Words:
    fields = (
        "text",
        "kind",
        "caption",
        "entities",
        "file",
        "given",
        "reply_to",
        "media_group_id",
        "anonymous",
        "forward_from",
    )
    chosen = {field: wish[field] for field in fields if wish.get(field) is not None}
    return Words(**chosen, thread_id=wish.get("thread"))
