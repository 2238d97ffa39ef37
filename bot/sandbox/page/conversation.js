// One side of the page where somebody reads a chat and writes in it; the phone and the room are both this.

import { bubble, summary } from "/page/bubble.js";
import { button, element, find } from "/page/element.js";
import { act } from "/page/server.js";
import { say } from "/page/words.js";

export class Conversation {
  // `place` tells who acts where: {actor, chat, thread, messages, emptyWords, showName}.
  constructor({ list, form, input, context, place, world, notify }) {
    Object.assign(this, { list: find(list), input: find(input), context: find(context), place, world, notify });
    this.replyTo = this.editing = null;
    find(form).addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
      if (event.key === "Escape") this.leave();
    });
    this.list.addEventListener("load", () => { if (this.follows) this.list.scrollTop = this.list.scrollHeight; }, true); // a picture has its height only now
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { editing } = this;
    this.input.value = "";
    if (editing) await this.tell("edit", { message_id: editing.message_id, text });
    else await this.send({ text });
    this.leave();
  }

  async send(words) {
    const { thread } = this.place();
    await this.tell("write", { ...words, thread, reply_to: this.replyTo?.message_id });
    this.leave();
  }

  begin(text) { this.input.value = text; this.input.focus(); }

  async tell(deed, wish) {
    const { actor, chat } = this.place();
    try { return await act(deed, { as: actor, chat, ...wish }); }
    catch (error) { this.notify(error.message); return null; }
  }

  leave() { this.replyTo = this.editing = null; this.#showContext(); }

  draw() {
    const { actor, chat, thread, messages, emptyWords, showName } = this.place();
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    const doing = {
      press: (message, data, pressed) => this.#press(message, data, pressed),
      react: (message, emoji) => this.#react(message, emoji, actor),
      reply: (message) => { this.editing = null; this.replyTo = message; this.#showContext(); this.input.focus(); },
      edit: (message) => { this.replyTo = null; this.editing = message; this.input.value = message.text ?? message.caption; this.#showContext(); this.input.focus(); },
      remove: (message) => this.tell("delete", { message_id: message.message_id }),
    };
    const scene = `${actor}/${chat}/${thread}/${emptyWords}`;
    if (scene !== this.scene) this.#clear(scene);
    const reactions = (message) => this.world().chat(message.chat.id).reactions[message.message_id];
    messages.forEach((message, index) => {
      const before = this.drawn[index];
      if (before?.message === message && before.reactions === reactions(message)) return;
      const node = bubble(message, { viewer: actor, world: this.world(), showName, doing });
      if (before) before.node.replaceWith(node);
      else this.list.append(node);
      this.drawn[index] = { message, reactions: reactions(message), node };
    });
    for (const gone of this.drawn.splice(messages.length)) gone.node.remove();
    this.nothing.hidden = messages.length > 0;
    this.follows = atEnd || !this.settled;
    if (this.follows) this.list.scrollTop = this.list.scrollHeight;
    this.settled = true;
  }

  // What has not changed stays as it is, so that nothing moves away under a finger that is pressing it.
  #clear(scene) {
    this.scene = scene;
    this.drawn = [];
    this.settled = false;
    this.nothing = element("li", { className: "empty" }, this.place().emptyWords);
    this.list.replaceChildren(this.nothing);
  }

  async #press(message, data, pressed) {
    pressed.classList.add("waiting");
    const done = await this.tell("press", { message_id: message.message_id, data, wait: 10 });
    pressed.classList.remove("waiting");
    if (done && !done.press.answer) this.notify(say("pressed"));
    else if (done?.press.answer.text) this.notify(done.press.answer.text, done.press.answer.show_alert);
  }

  #react(message, emoji, actor) {
    const mine = this.world().chat(message.chat.id).reactions[message.message_id]?.[actor] ?? [];
    return this.tell("react", { message_id: message.message_id, emoji: mine.includes(emoji) ? [] : [emoji] });
  }

  #showContext() {
    const about = this.editing ?? this.replyTo;
    this.context.hidden = !about;
    if (about) this.context.replaceChildren(element("span", {}, say(this.editing ? "editing" : "replying") + summary(about)), button("✕", () => this.leave()));
  }
}
