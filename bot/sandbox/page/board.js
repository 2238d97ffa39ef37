// The right column: the clocks that run, the queue, the agents.

import { element, find } from "/page/element.js";
import { see } from "/page/server.js";
import { inBoth, isChinese, say } from "/page/words.js";

const NEARLY = 0.25; // the last quarter of a clock is shown in amber

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
  fill("agents", board.agents.map((one) => agent(one, now)), "noAgents");
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
  const until = (clock) => (clock.due ? Date.parse(clock.due) : Number.MAX_SAFE_INTEGER);
  return [...clocks].sort((one, other) => rank(one) - rank(other) || until(one) - until(other));
}

function standing({ started, due, struck: hasStruck, again, breach }, now) {
  const left = Date.parse(due) - now;
  if (breach ? hasStruck || left < 0 : hasStruck && !again) return breach ? "over" : "kept";
  return due && left < NEARLY * (Date.parse(due) - Date.parse(started)) ? "late" : "";
}

function runningClock(promise, now) {
  const { conversation, customer, clock, started, due, struck: hasStruck, agent } = promise;
  const [name, other] = inBoth("clockNames", clock);
  const how = standing(promise, now);
  const left = Date.parse(due) - now;
  const running = due ? asTime(left) : say("undated");
  const time = { over: `${exceeded(promise)} ${asTime(-left)}`, kept: kept(promise) }[how] ?? running;
  const done = how !== "kept" && !promise.breach && hasStruck && kept(promise);
  const beside = [customer, agent && `→ ${agent}`, done].filter(Boolean).join(" ");
  return element("li", { className: how, testid: `clock-${conversation}-${clock}`, title: other },
    element("div", { className: "line" }, element("b", {}, name, " ", element("small", {}, beside)), element("span", { className: "left" }, time)),
    how !== "kept" && track(how === "over" ? 1 : due ? left / Math.max(Date.parse(due) - Date.parse(started), 1) : 0));
}

function track(share) {
  const bar = element("i");
  bar.style.width = `${Math.min(Math.max(share, 0), 1) * 100}%`;
  return element("div", { className: "track" }, bar);
}

const exceeded = ({ tier }) => (tier ? say("tier")(tier) : say("over"));
const kept = ({ clock, times }) => `${clock === "offer" ? "⌛" : "✓"} ${say("kept")[clock] ?? ""}${times > 1 ? ` ×${times}` : ""}`;
const atTime = (moment) => new Date(moment).toLocaleTimeString(isChinese() ? "zh-CN" : "en-GB", { hour12: false });

function waiting({ number, customer, place, waiting_since: since, level, line, offered_to: agent, offered_until: until }, now) {
  const urgent = level > 0 && element("em", {}, say("level")(level));
  const waited = `${isChinese() ? line.zh : line.en} · ${say("waited")} ${asTime(now - Date.parse(since))}`;
  const offered = agent && element("div", { className: "offered" }, say("offered")(agent, atTime(until)));
  return element("li", { testid: `queue-${number}` },
    element("div", { className: "line" }, element("b", {}, `${number} ${customer} `, urgent), element("span", { className: "left" }, place ? say("place")(place) : asTime(Date.parse(until) - now))),
    element("small", {}, waited), offered);
}

function agent({ number, standing: how, since, holding, aside }, now) {
  const there = how === "on" || how === "leaving";
  const about = there ? [how === "leaving" && say("standings").leaving, say("holding")(holding), aside > 0 && say("aside")(aside)] : [say("standings")[how], since && asTime(now - Date.parse(since))];
  return element("li", { testid: `agent-${number}`, title: say("standings")[how] }, element("i", { className: `dot ${how === "off" ? "" : there ? how : "away"}` }), element("b", {}, number), element("small", {}, about.filter(Boolean).join(" · ")));
}

function struck(strike) {
  const [name, other] = inBoth("clockNames", strike.clock);
  return element("li", { className: `line ${strike.breach ? "broken" : "kept"}`, title: other },
    element("b", {}, name, " ", element("small", {}, strike.number)), element("span", { className: "left" }, strike.breach ? `${exceeded(strike)} ${atTime(strike.due)}` : `${kept(strike)} ${atTime(strike.at)}`));
}

function asTime(milliseconds) {
  const seconds = Math.max(Math.floor(milliseconds / 1000), 0);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const clock = [minutes, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return hours ? `${hours}:${clock}` : clock;
}
