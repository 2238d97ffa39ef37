// The right column: the clocks that run, the queue, the agents.

import { element, find } from "/page/element.js";
import { see } from "/page/server.js";
import { inBoth, isChinese, say } from "/page/words.js";

const NEARLY = 0.25; // the last quarter of a clock is shown in amber
const BREACHES = new Set(["accept", "first_reply", "next_reply"]); // the others are kept by striking

export async function drawBoard() {
  const board = await see("board");
  if (!board.now) {
    fill("clocks", [element("li", { className: "apart" }, say("apart"))]);
    for (const id of ["queue", "agents", "struck"]) fill(id, [element("li", { className: "nothing" }, "–")]);
    return null;
  }
  const now = Date.parse(board.now);
  fill("clocks", byUrgency(board.clocks, now).map((clock) => runningClock(clock, now)), "noClocks");
  fill("queue", board.queue.map((ticket) => waiting(ticket, now)), "noQueue");
  fill("agents", board.agents.map(agent), "noAgents");
  fill("struck", board.struck.map(struck), "noStruck");
  return now;
}

function fill(id, items, nothing) {
  find(id).replaceChildren(...(items.length ? items : [element("li", { className: "nothing" }, say(nothing))]));
}

// What is broken comes first, the longest overdue at the top; then what is due soonest; what has been kept comes last.
function byUrgency(clocks, now) {
  const order = { over: 0, kept: 2 };
  const rank = (clock) => order[standing(clock, now)] ?? 1;
  return [...clocks].sort((one, other) => rank(one) - rank(other) || Date.parse(one.due) - Date.parse(other.due));
}

function standing({ clock, started, due, struck: hasStruck }, now) {
  const left = Date.parse(due) - now;
  if (BREACHES.has(clock)) {
    if (hasStruck || left < 0) return "over";
  } else if (hasStruck) return "kept";
  return left < NEARLY * (Date.parse(due) - Date.parse(started)) ? "late" : "";
}

function runningClock(promise, now) {
  const { conversation, customer, clock, started, due } = promise;
  const [name, other] = inBoth("clockNames", clock);
  const how = standing(promise, now);
  const left = Date.parse(due) - now;
  const time = { over: `${say("over")} ${asTime(-left)}`, kept: kept(clock) }[how] ?? asTime(left);
  return element("li", { className: how, testid: `clock-${conversation}-${clock}`, title: other },
    element("div", { className: "line" }, element("b", {}, name, " ", element("small", {}, customer)), element("span", { className: "left" }, time)),
    how !== "kept" && track(how === "over" ? 1 : left / Math.max(Date.parse(due) - Date.parse(started), 1)));
}

function track(share) {
  const bar = element("i");
  bar.style.width = `${Math.min(Math.max(share, 0), 1) * 100}%`;
  return element("div", { className: "track" }, bar);
}

const kept = (clock) => `✓ ${say("kept")[clock] ?? ""}`;

function waiting({ number, customer, place, waiting_since: since, level }, now) {
  const waited = `${say("waited")} ${asTime(now - Date.parse(since))}${level > 0 ? ` · ${say("level")(level)}` : ""}`;
  return element("li", { className: "line", testid: `queue-${number}` }, element("b", {}, `${number} · ${customer} `, element("small", {}, waited)), element("span", { className: "left" }, say("place")(place)));
}

function agent({ number, on_duty: onDuty, holding }) {
  return element("li", { testid: `agent-${number}` }, element("i", { className: `dot${onDuty ? " on" : ""}` }), element("b", {}, number), element("small", {}, onDuty ? say("holding")(holding) : say("offDuty")));
}

function struck({ conversation, clock, due, at }) {
  const [name, other] = inBoth("clockNames", clock);
  const when = (moment) => new Date(moment).toLocaleTimeString(isChinese() ? "zh-CN" : "en-GB", { hour12: false });
  const broken = BREACHES.has(clock);
  return element("li", { className: `line ${broken ? "broken" : "kept"}`, title: other },
    element("b", {}, name, " ", element("small", {}, `#${conversation}`)), element("span", { className: "left" }, broken ? `${say("overSince")} ${when(due)}` : `${kept(clock)} ${when(at)}`));
}

function asTime(milliseconds) {
  const seconds = Math.max(Math.floor(milliseconds / 1000), 0);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const clock = [minutes, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return hours ? `${hours}:${clock}` : clock;
}
