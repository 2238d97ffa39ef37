// Elements are made here and nowhere else: text goes in as text, so nothing a customer writes can become markup.

export function element(tag, options = {}, ...children) {
  const made = document.createElement(tag);
  const { className, testid, on, ...attributes } = options;
  if (className) made.className = className;
  if (testid) made.dataset.testid = testid;
  for (const [event, listener] of Object.entries(on ?? {})) made.addEventListener(event, listener);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const button = (label, onClick, options = {}) => element("button", { type: "button", on: { click: onClick }, ...options }, label);

export const find = (id) => document.getElementById(id);
