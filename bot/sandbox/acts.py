"""What people do: write, edit, press, react, block, come and go."""

from dataclasses import dataclass

from bot.sandbox.bots import Bot, Press
from bot.sandbox.chats import Chat, Group, Member, PrivateChat
from bot.sandbox.errors import bad_request
from bot.sandbox.people import ANONYMOUS_ADMIN, User
from bot.sandbox.reactions import react
from bot.sandbox.texts import written
from bot.sandbox.topics import Topic
from bot.sandbox.wire import Json, write
from bot.sandbox.words import Words
from bot.sandbox.world import World


@dataclass
class Person:
    """Somebody at one chat: a private one with a bot, or a group."""

    world: World
    user: User
    chat: Chat

    @classmethod
    def at(cls, world: World, user_id: int, chat_id: int | None = None, bot_id: int | None = None) -> "Person":
        """Bring somebody to a group, or to their chat with a bot; errors: KeyError for an unknown id."""
        return cls(world, world.users[user_id], world.chat(user_id if chat_id is None else chat_id, bot_id))

    def write(self, words: Words) -> Json:
        """Send a message; returns it."""
        chat = self.chat
        topic = self._topic(words)
        if isinstance(chat, PrivateChat):
            self.block(blocked=False)  # who writes has to start the bot again first
            chat.started = True
        reply_to = chat.messages.get(words.reply_to) if words.reply_to else None
        sender = ANONYMOUS_ADMIN if words.anonymous else self.user
        content = words.content(self.world)
        if words.anonymous:
            content["sender_chat"] = chat.shown
        return self.world.post(chat, sender, content, topic=topic, reply_to=reply_to)

    def _topic(self, words: Words) -> Topic | None:
        if not isinstance(self.chat, Group):
            return None
        member = self.chat.member(self.user.id)
        if member is None or not member.inside:
            raise bad_request("not a member of the group")
        topic = self.chat.topics.to_write_in(words.thread_id)
        if topic is not None and topic.closed and not member.may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
        return topic

    def edit(self, message_id: int, text: str) -> Json:
        """Change the text or caption of one's own message; returns the new version."""
        message = self._message(message_id)
        if message["from"]["id"] != self.user.id:
            raise bad_request("message can't be edited")
        caption = "text" not in message
        dropped = ("caption", "caption_entities") if caption else ("text", "entities")
        kept = {key: value for key, value in message.items() if key not in dropped}
        edited = {**kept, **written(text, caption=caption), "edit_date": self.world.seconds()}
        return self.world.replace(self.chat, edited)

    def delete(self, message_id: int) -> None:
        """Take a message away; no bot learns of it."""
        self.world.delete(self.chat, message_id)

    def press(self, message_id: int, data: str, *, stale: bool = False) -> Press:
        """Press a button under a message; a stale one may have gone meanwhile, or never have been there."""
        message = self._message(message_id)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if not stale and not any(button.get("callback_data") == data for row in rows for button in row):
            raise bad_request("there is no such button under the message")
        bot = self.world.bots[message["from"]["id"]]
        press = bot.pressed(self.user, message, data, self.world.clock)
        query: Json = {"id": press.id, "from": self.user.shown, "message": message}
        query |= {"chat_instance": str(self.chat.id * 7919), "data": data}
        self.world.feed.note("press", press=press.id, chat_id=self.chat.id, message_id=message_id, user_id=self.user.id)
        self._tell(bot, "callback_query", query)
        return press

    def _tell(self, bot: Bot, kind: str, what: Json) -> None:
        if bot.updates.wants(kind):
            bot.updates.add(kind, self.chat.id, write(what))

    def react(self, message_id: int, emoji: list[str]) -> None:
        """Leave a reaction, or take it back with none."""
        react(self.world, self.chat, self._message(message_id)["message_id"], self.user, emoji)

    def block(self, *, blocked: bool) -> None:
        """Block the bot, or let it speak again."""
        chat = self.chat
        if not isinstance(chat, PrivateChat):
            raise bad_request("only a private chat can be blocked")
        if chat.blocked == blocked:
            return
        chat.blocked, chat.started = blocked, True
        bot = self.world.bots[chat.bot_id]
        standings: list[Json] = [
            {"user": bot.user.shown, "status": "member"},
            {"user": bot.user.shown, "status": "kicked", "until_date": 0},
        ]
        old, new = standings if blocked else standings[::-1]
        self.world.feed.note("blocked" if blocked else "unblocked", chat_id=chat.id, bot_id=chat.bot_id)
        self._change(self.user, "my_chat_member", old, new)

    def stand(self, user: User, status: str, rights: frozenset[str] = frozenset()) -> None:
        """Give somebody another standing in a group: join, leave, promote, demote, kick."""
        group = self.chat
        assert isinstance(group, Group)  # noqa: S101 - the control asks for a group
        old = group.member(user.id) or Member(user, "left")
        new = group.members[user.id] = Member(user, status, rights)
        self.world.feed.note("member", chat_id=group.id, user_id=user.id, status=status)
        kind = "my_chat_member" if user.id in self.world.bots else "chat_member"
        self._change(self.user, kind, old.shown(), new.shown(), about=user.id)
        if new.inside != old.inside:
            joined = {"new_chat_members": [user.shown]} if new.inside else {"left_chat_member": user.shown}
            self.world.post(group, self.user, joined)

    def _change(self, by: User, kind: str, old: Json, new: Json, about: int | None = None) -> None:
        change: Json = {"chat": self.chat.shown, "from": by.shown, "date": self.world.seconds()}
        change |= {"old_chat_member": old, "new_chat_member": new}
        if kind == "my_chat_member" and about is not None:
            self._tell(self.world.bots[about], kind, change)
        else:
            self.world.tell(self.chat, kind, change)

    def _message(self, message_id: int) -> Json:
        if (message := self.chat.messages.get(message_id)) is None:
            raise bad_request("message not found")
        return message
