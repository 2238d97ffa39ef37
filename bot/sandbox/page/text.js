// A text with its entities as elements.  Offsets count UTF-16 units, which is how JavaScript counts too.

import { element } from "/page/element.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

export function textWith(text, entities = []) {
  const edges = [...new Set([0, text.length, ...entities.flatMap(({ offset, length }) => [offset, offset + length])])].sort((a, b) => a - b);
  const pieces = edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1];
    const around = entities.filter((entity) => entity.offset <= start && entity.offset + entity.length >= end);
    return around.reduceRight((inner, entity) => wrapped(entity, inner), document.createTextNode(text.slice(start, end)));
  });
  return element("div", { className: "words" }, ...pieces);
}

function wrapped(entity, inner) {
  if (TAGS[entity.type]) return element(TAGS[entity.type], {}, inner);
  if (entity.type === "spoiler") return element("span", { className: "spoiler" }, inner);
  return element("span", { className: "link", title: entity.url }, inner); // shown, not followed: nothing here leaves the machine
}
