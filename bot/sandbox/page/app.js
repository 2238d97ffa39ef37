// The page: three columns over one world.

import { drawBoard } from "/page/board.js";
import { Conversation } from "/page/conversation.js";
import { button, element, find } from "/page/element.js";
import { act, listen, see } from "/page/server.js";
import { isChinese, say, sayEverything, switchLanguage } from "/page/words.js";
import { nameOf, World } from "/page/world.js";
import { summary } from "/page/bubble.js";

const SHOWN = 200; // messages of a chat
const TYPING = 5000; // how long "is typing" stands, as in Telegram
const ATTACHMENTS = ["photo", "document", "voice", "sticker", "location", "contact"];
const GIVEN = { location: { latitude: 31.2304, longitude: 121.4737 }, contact: { phone_number: "+8613800138000", first_name: "梅" } };
const COMMANDS = { // first those at hand, then those behind the "…"
  topic: [["take", "resolve", "transfer", "hold", "why", "case"], ["note", "form", "file", "unhold", "promise", "help", "assist", "takeover", "care", "appeal", "queue", "on", "off"]],
  general: [["on", "off", "away", "back", "queue", "case"], ["handover", "faq", "gaps", "rules", "meal", "notices", "notice"]],
  private: [["on", "off", "queue", "faq", "gaps"], []],
};
const GENERAL = "general";
const PRIVATE = "private";

let world = null;
let customer = null;
let actor = null;
let thread = GENERAL;
let moreCommands = false;
const unread = new Map();

const threadOf = (message) => (message.is_topic_message ? message.message_thread_id : GENERAL);
const last = (messages) => messages.slice(-SHOWN);

const phone = new Conversation({
  list: "phone", form: "customer-form", input: "customer-input", context: "customer-context", world: () => world, notify,
  place: () => ({ actor: customer, chat: customer, messages: last([...world.chat(customer).messages.values()]), emptyWords: say("emptyPhone"), showName: false }),
});

const room = new Conversation({
  list: "room", form: "staff-form", input: "staff-input", context: "staff-context", world: () => world, notify,
  place: () => {
    if (thread === PRIVATE) return { actor, chat: actor, messages: last([...world.chat(actor).messages.values()]), emptyWords: say("emptyRoom"), showName: true };
    const messages = [...world.group.messages.values()].filter((message) => threadOf(message) === thread);
    return { actor, chat: world.group.id, thread: thread === GENERAL ? undefined : thread, messages: last(messages), emptyWords: say("emptyRoom"), showName: true };
  },
});

function notify(text, asAlert = false) {
  const place = find(asAlert ? "alert" : "toast");
  if (asAlert) {
    place.querySelector("p").textContent = text;
    place.showModal();
    return;
  }
  place.textContent = text;
  place.hidden = false;
  clearTimeout(notify.timer);
  notify.timer = setTimeout(() => { place.hidden = true; }, 4000);
}

function drawChoices() {
  const options = (people, chosen) => people.map((user) => element("option", { value: user.id, selected: user.id === chosen }, nameOf(user)));
  find("customer-select").replaceChildren(...options(world.customers, customer));
  find("actor-select").replaceChildren(...options(world.staff, actor));
  find("room-select").replaceChildren(...world.rooms.map((group) => element("option", { value: group.id, selected: group === world.room }, group.title)));
  find("room-select").hidden = world.rooms.length < 2;
}

function drawPhone() {
  const chat = world.chat(customer);
  find("customer-block").textContent = say(chat.blocked ? "unblock" : "block");
  find("phone-state").textContent = chat.blocked ? say("blocked") : isTyping(customer) ? say("typing") : say("online");
  const rows = chat.keyboard?.keyboard ?? [];
  find("customer-keyboard").hidden = !rows.length;
  replaceIfDifferent(find("customer-keyboard"), rows.map((row) => element("div", { className: "row" }, ...row.map((key) => button(key.text, () => pressKey(key))))));
  phone.draw();
}

function pressKey(key) {
  if (key.request_contact) return phone.send({ kind: "contact", given: GIVEN.contact });
  if (key.request_location) return phone.send({ kind: "location", given: GIVEN.location });
  return phone.send({ text: key.text });
}

function isTyping(chat, within = "") {
  return performance.now() - (world.typing.get(`${chat}/${within}`) ?? -TYPING) < TYPING;
}

function drawTopics() {
  const topics = [...world.group.topics.values()].reverse();
  const entries = topics.map((topic) => entry(topic.message_thread_id, topic.name, topic.icon || "#", `topic-${topic.message_thread_id}`, topic));
  const wanted = [entry(GENERAL, say("general"), "☰", "topic-general"), ...entries, element("hr"), entry(PRIVATE, say("privately"), "F", "staff-private")];
  replaceIfDifferent(find("topics"), wanted);
}

// Equal nodes are left alone: a click that has begun on one must end on it.
function replaceIfDifferent(place, wanted) {
  const same = place.children.length === wanted.length && wanted.every((node, index) => node.isEqualNode(place.children[index]));
  if (!same) place.replaceChildren(...wanted);
}

function entry(id, name, sign, testid, topic) {
  const messages = id === PRIVATE ? [...world.chat(actor).messages.values()] : [...world.group.messages.values()].filter((message) => threadOf(message) === id);
  const newest = messages.at(-1);
  const badge = element("span", { className: "sign" }, sign);
  if (topic) badge.style.background = `#${topic.icon_color.toString(16).padStart(6, "0")}`;
  const count = unread.get(id);
  return element("button", { type: "button", testid, "aria-current": String(id === thread), className: topic?.closed ? "closed" : "", on: { click: () => { thread = id; unread.delete(id); room.leave(); drawRoom(); } } },
    badge, element("span", { className: "label" }, element("b", {}, name), element("small", {}, newest ? summary(newest) : "")), count && element("span", { className: "new" }, count));
}

function drawRoom() {
  const topic = world.group.topics.get(thread);
  if (!topic && thread !== GENERAL && thread !== PRIVATE) thread = GENERAL;
  find("thread-name").textContent = thread === PRIVATE ? say("privately") : topic ? topic.name : say("general");
  const typing = thread !== PRIVATE && isTyping(world.group.id, topic ? thread : "");
  find("thread-state").textContent = typing ? say("typing") : topic?.closed ? say("topicClosed") : thread === PRIVATE ? "@frontdesk_bot" : world.room?.title ?? "";
  drawCommands(topic ? "topic" : thread);
  drawTopics();
  room.draw();
}

function drawCommands(where) {
  const [first, others] = COMMANDS[where];
  const shown = moreCommands ? [...first, ...others] : first;
  const toggle = button("…", () => { moreCommands = !moreCommands; drawRoom(); }, { testid: "command-more", title: say("more"), "aria-label": say("more"), "aria-expanded": String(moreCommands) });
  replaceIfDifferent(find("commands"), [...shown.map(commandChip), ...(others.length ? [toggle] : [])]);
}

// What needs more words is put into the line to be finished there.
function commandChip(name) {
  const rest = say("given")[name];
  const give = () => {
    moreCommands = false;
    drawRoom();
    return rest === undefined ? room.send({ text: `/${name}` }) : room.begin(`/${name} ${rest}`);
  };
  return button(`/${name}`, give, { testid: `command-${name}`, title: say("commandNames")[name] });
}

function drawChips() {
  find("samples").replaceChildren(...say("samples").map((text, n) => button(text, () => phone.send({ text }), { testid: `sample-${n}` })));
  find("customer-attachments").replaceChildren(...ATTACHMENTS.map((kind) => button(say("kinds")[kind], () => { toggleAttachments(false); phone.send({ kind, given: GIVEN[kind] ?? {} }); }, { testid: `attach-${kind}` })));
}

function toggleAttachments(open) {
  find("customer-attachments").hidden = !open;
  find("customer-attach").setAttribute("aria-expanded", String(open));
}

function drawEverything() {
  sayEverything(document);
  find("language").textContent = isChinese() ? "EN" : "中文";
  for (const speed of find("speeds").children) speed.setAttribute("aria-pressed", String(Number(speed.dataset.rate) === world.rate));
  drawChoices();
  drawChips();
  drawPhone();
  drawRoom();
}

// Many events at once are one drawing.
let due = false;
function drawSoon() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => { due = false; drawChanges(); });
}

function drawChanges() {
  for (const speed of find("speeds").children) speed.setAttribute("aria-pressed", String(Number(speed.dataset.rate) === world.rate));
  drawPhone();
  drawRoom();
}

function onEvent(event) {
  const known = world.users.size;
  world.apply(event);
  if (world.users.size !== known) drawChoices();
  if (event.kind === "message" && event.message.chat.id === world.group.id && event.message.from.id !== actor) {
    const where = threadOf(event.message);
    if (where !== thread) unread.set(where, (unread.get(where) ?? 0) + 1);
  }
  if (event.kind === "member" || event.message?.migrate_from_chat_id) load();
  else drawSoon();
}

function enter(group) {
  world.room = group;
  thread = GENERAL;
  unread.clear();
  actor = world.staff.some((user) => user.id === actor) ? actor : (world.staff[1] ?? world.staff[0])?.id;
}

async function load() {
  const before = world?.room?.id;
  try {
    world = new World(await see("state?messages=200"));
    world.room = world.rooms.find((group) => group.id === before) ?? world.room;
  } catch {
    lost();
    return;
  }
  customer = world.customers.some((user) => user.id === customer) ? customer : world.customers[0]?.id;
  actor = world.staff.some((user) => user.id === actor) ? actor : (world.staff[1] ?? world.staff[0])?.id;
  drawEverything();
  load.stop?.();
  load.stop = listen(world.seq, onEvent, lost);
}

function lost() {
  notify(say("lost"));
  setTimeout(load, 1000);
}

async function tick() {
  try {
    const now = (await drawBoard()) ?? Date.parse((await see("now")).now);
    find("now").textContent = new Date(now).toLocaleString(isChinese() ? "zh-CN" : "en-GB", { hour12: false });
    if (world && world.stopTyping(TYPING)) drawSoon();
  } catch { /* the listener notices and tries again */ }
  setTimeout(tick, 500);
}

find("customer-select").addEventListener("change", (event) => { customer = Number(event.target.value); phone.leave(); drawPhone(); });
find("actor-select").addEventListener("change", (event) => { actor = Number(event.target.value); room.leave(); drawRoom(); });
find("room-select").addEventListener("change", (event) => { enter(world.rooms.find((group) => group.id === Number(event.target.value))); room.leave(); drawChoices(); drawRoom(); });
find("customer-block").addEventListener("click", () => phone.tell("block", { blocked: !world.chat(customer).blocked }));
find("customer-attach").addEventListener("click", () => toggleAttachments(find("customer-attachments").hidden));
find("staff-photo").addEventListener("click", () => room.send({ kind: "photo" }));
find("language").addEventListener("click", () => { switchLanguage(); drawEverything(); });
for (const speed of find("speeds").children) {
  speed.addEventListener("click", () => act("speed", { rate: Number(speed.dataset.rate) }).catch((error) => notify(error.message)));
}

load();
tick();
