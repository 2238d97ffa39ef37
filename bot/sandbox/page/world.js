// What the page knows of the sandbox's world, kept up to date event by event.

export class World {
  constructor(state) {
    this.seq = state.seq;
    this.rate = state.rate;
    this.bot = state.bots[0];
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.chats = new Map();
    for (const chat of state.privates) if (chat.bot_id === this.bot.id) this.chats.set(chat.id, this.#filled(chat));
    for (const group of state.groups) this.chats.set(group.id, this.#filled(group));
    this.rooms = state.groups.filter((group) => group.is_forum && !group.migrated_to);
    this.room = this.rooms[0];
    this.typing = new Map();
  }

  #filled(chat) {
    return { ...chat, messages: new Map(chat.messages.map((message) => [message.message_id, message])), topics: new Map((chat.topics ?? []).map((topic) => [topic.message_thread_id, topic])) };
  }

  chat(id) {
    if (!this.chats.has(id)) this.chats.set(id, { id, messages: new Map(), reactions: {}, topics: new Map(), keyboard: null, blocked: false });
    return this.chats.get(id);
  }

  get group() { return this.chat(this.room?.id ?? 0); }

  get customers() {
    const inside = new Set(this.rooms.flatMap((room) => room.members).map((member) => member.user_id));
    return [...this.users.values()].filter((user) => !user.is_bot && !inside.has(user.id));
  }

  get staff() {
    const order = ["creator", "administrator", "member"];
    const members = [...(this.room?.members ?? [])].filter((member) => order.includes(member.status));
    return members.map((member) => this.users.get(member.user_id)).filter((user) => user && !user.is_bot);
  }

  // Forget who has been typing for too long; tells whether there was anybody.
  stopTyping(longest) {
    const before = this.typing.size;
    for (const [where, since] of this.typing) if (performance.now() - since > longest) this.typing.delete(where);
    return this.typing.size !== before;
  }

  apply(event) {
    if (event.seq <= this.seq) return;
    this.seq = event.seq;
    const change = World.CHANGES[event.kind];
    if (change) change(this, event);
  }

  static CHANGES = {
    message(world, { message }) {
      const { chat, from } = message;
      if (from && !world.users.has(from.id)) world.users.set(from.id, from);
      world.chat(chat.id).messages.set(message.message_id, message);
      world.typing.delete(`${chat.id}/${message.message_thread_id ?? ""}`);
    },
    edited(world, { message }) { world.chat(message.chat.id).messages.set(message.message_id, message); },
    deleted(world, event) { world.chat(event.chat_id).messages.delete(event.message_id); },
    reaction(world, { chat_id, message_id, user_id, emoji }) {
      const { reactions } = world.chat(chat_id);
      reactions[message_id] = { ...reactions[message_id], [user_id]: emoji };
    },
    keyboard(world, event) { world.chat(event.chat_id).keyboard = event.keyboard; },
    blocked(world, event) { world.chat(event.chat_id).blocked = true; },
    unblocked(world, event) { world.chat(event.chat_id).blocked = false; },
    topic(world, event) { world.chat(event.chat_id).topics.set(event.topic.message_thread_id, event.topic); },
    topic_deleted(world, event) {
      const chat = world.chat(event.chat_id);
      chat.topics.delete(event.thread_id);
      for (const [id, message] of chat.messages) if (message.message_thread_id === event.thread_id) chat.messages.delete(id);
    },
    action(world, event) { world.typing.set(`${event.chat_id}/${event.thread_id ?? ""}`, performance.now()); },
    clock(world, event) { world.rate = event.rate; },
  };
}

export const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(/[\u4e00-\u9fff]$/.test(user.first_name) ? "" : " ");
