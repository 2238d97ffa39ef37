// One message as it stands in a chat.

import { button, element } from "/page/element.js";
import { textWith } from "/page/text.js";
import { say } from "/page/words.js";
import { nameOf } from "/page/world.js";

const REACTIONS = ["👍", "❤", "🙏", "😢"];
const SIGNS = { document: "📄", voice: "🎙", video: "🎬", audio: "🎵", animation: "🎞", video_note: "⚪", location: "📍", venue: "📍", contact: "👤", dice: "🎲", poll: "📊" };
const SERVICES = {
  forum_topic_created: (what) => say("created")(what.name), forum_topic_closed: () => say("closed"), forum_topic_reopened: () => say("reopened"),
  forum_topic_edited: (what) => (what.name ? say("renamed")(what.name) : say("icon")), pinned_message: () => say("pinned"), new_chat_members: () => say("joined"),
  left_chat_member: () => say("left"), migrate_to_chat_id: () => say("moved"), migrate_from_chat_id: () => say("moved"),
};

// `doing` are the things the viewer can do: press, react, edit, reply, remove.
export function bubble(message, { viewer, world, showName, doing }) {
  const service = Object.keys(SERVICES).find((key) => key in message);
  if (service) return element("li", { className: "service", testid: `message-${message.message_id}` }, `${nameOf(message.from)} ${SERVICES[service](message[service])}`);
  const mine = message.from.id === viewer;
  return element("li", { className: `message${mine ? " mine" : ""}`, testid: `message-${message.message_id}` },
    tools(message, mine, doing),
    element("div", { className: "bubble" },
      showName && !mine && element("div", { className: `from${message.from.is_bot ? "" : " person"}` }, nameOf(message.sender_chat ? { first_name: message.sender_chat.title } : message.from)),
      forwarded(message), quote(message), ...content(message), foot(message)),
    reactions(message, world), keyboard(message, doing));
}

function forwarded({ forward_origin: origin }) {
  if (!origin) return null;
  return element("small", {}, say("forwardedFrom") + (origin.sender_user_name ?? nameOf(origin.sender_user ?? { first_name: "?" })));
}

function quote({ reply_to_message: quoted }) {
  if (!quoted || quoted.forum_topic_created) return null;
  return element("div", { className: "quote" }, element("b", {}, nameOf(quoted.from)), " ", summary(quoted));
}

export function summary(message) {
  const kind = Object.keys(say("kinds")).find((name) => name in message);
  return message.text ?? [kind && `[${say("kinds")[kind]}]`, message.caption].filter(Boolean).join(" ") ?? "";
}

function content(message) {
  if (message.text !== undefined) return [textWith(message.text, message.entities)];
  const shown = [file(message)];
  if (message.caption) shown.push(textWith(message.caption, message.caption_entities));
  return shown;
}

function file(message) {
  const picture = message.photo?.at(-1) ?? message.sticker;
  const kind = Object.keys(say("kinds")).find((name) => name in message);
  const label = say("kinds")[kind] ?? say("something");
  if (picture) return element("img", { src: `/control/file/${encodeURIComponent(picture.file_id)}`, alt: label, className: message.sticker ? "sticker" : "" });
  return element("div", { className: "file" }, element("span", { className: "sign" }, SIGNS[kind] ?? "📎"), element("div", {}, label, element("br"), element("small", {}, details(message, kind))));
}

function details(message, kind) {
  const what = message[kind] ?? {};
  if (kind === "contact") return `${what.first_name} ${what.phone_number}`;
  if (kind === "location") return `${what.latitude}, ${what.longitude}`;
  if (kind === "venue") return what.title;
  if (kind === "dice") return `${what.emoji} ${what.value}`;
  if (kind === "poll") return what.question;
  return what.file_name ?? (what.duration ? `${what.duration}″` : "");
}

function foot(message) {
  const at = new Date(message.date * 1000).toLocaleTimeString("zh-CN", { hour12: false });
  return element("div", { className: "foot" }, message.edit_date && element("span", {}, say("edited")), element("span", {}, at));
}

function reactions(message, world) {
  const left = Object.values(world.chat(message.chat.id).reactions[message.message_id] ?? {}).flat();
  if (!left.length) return null;
  const counted = [...new Set(left)].map((emoji) => [emoji, left.filter((other) => other === emoji).length]);
  return element("div", { className: "reactions" }, ...counted.map(([emoji, n]) => element("span", {}, n > 1 ? `${emoji} ${n}` : emoji)));
}

function keyboard(message, doing) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return element("div", { className: "buttons" }, ...rows.map((row) => element("div", { className: "row" }, ...row.map((key) =>
    button(key.text, (event) => key.callback_data !== undefined && doing.press(message, key.callback_data, event.currentTarget),
      { testid: `button-${key.callback_data ?? key.url ?? ""}`, title: key.url })))));
}

function tools(message, mine, doing) {
  const editable = mine && (message.text !== undefined || message.caption !== undefined);
  return element("div", { className: "tools" },
    ...REACTIONS.map((emoji) => button(emoji, () => doing.react(message, emoji), { testid: `react-${emoji}` })),
    button("↩", () => doing.reply(message), { testid: "reply", title: say("reply") }),
    editable && button("✎", () => doing.edit(message), { testid: "edit", title: say("edit") }),
    mine && button("✕", () => doing.remove(message), { testid: "delete", title: say("remove") }));
}
