// Where one writes: messages, mentions, and slash commands completed from the manifest.

import { h, popup, toast } from "./dom.js";
import { icon } from "./icons.js";
import { deed, store } from "./store.js";

const ERRORS = { is_archived: "This channel is archived." };

// options: { channel, thread: root ts or "" }
export function composer(options) {
  const field = h("textarea", {
    rows: "1", "aria-label": "Message", placeholder: options.placeholder, autocomplete: "off", spellcheck: "true",
  });
  const list = h("div", { class: "completion", role: "listbox", hidden: true });
  const also = options.thread ? h("input", { type: "checkbox" }) : null;
  const box = h("form", { class: "composer" },
    list, field,
    h("div", { class: "bar" },
      h("button", { type: "button", class: "plain", title: "Commands and shortcuts", "aria-label": "Commands and shortcuts", onclick: (e) => shortcuts(e.currentTarget, field, options) }, icon("bolt")),
      h("button", { type: "button", class: "plain", title: "Mention someone", "aria-label": "Mention someone", onclick: () => insert(field, "@") }, "@"),
      also && h("label", { class: "also" }, also, ` Also send to #${store.channels.get(options.channel)?.name}`),
      h("span", { class: "push" }),
      h("button", { class: "send", title: "Send", "aria-label": "Send" }, icon("send"))));
  const state = { field, list, options, chosen: 0, found: [] };
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    send(state, also?.checked ?? false);
  });
  field.addEventListener("input", () => complete(state));
  field.addEventListener("keydown", (event) => key(event, state, box));
  field.addEventListener("blur", () => setTimeout(() => hide(state), 150));
  return box;
}

async function send({ field, options }, broadcast) {
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  grow(field);
  const where = { channel: options.channel, thread_ts: options.thread };
  const command = /^\/\w/.test(text);
  const answer = command
    ? await deed("command", { ...where, text, seconds: 0 })
    : await deed("say", { ...where, text, broadcast });
  if (!answer.ok) {
    toast(ERRORS[answer.error] ?? `Not sent: ${answer.error}`);
    field.value = text;
  }
}

function key(event, state, box) {
  const open = !state.list.hidden;
  if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    state.chosen = (state.chosen + step + state.found.length) % state.found.length;
    draw(state);
  } else if (open && (event.key === "Tab" || (event.key === "Enter" && !exact(state)))) {
    event.preventDefault();
    take(state, state.found[state.chosen]);
  } else if (event.key === "Escape") hide(state);
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    hide(state);
    box.requestSubmit();
  }
}

const exact = (state) => state.found.length === 1 && state.field.value.trim() === state.found[0].insert.trim();

// What stands before the cursor decides what is offered: `/` at the start, `@` or `#` anywhere.
function complete(state) {
  grow(state.field);
  const before = state.field.value.slice(0, state.field.selectionStart);
  const word = before.match(/(?:^|\s)([@#][\p{L}\p{N}_.-]*)$/u)?.[1];
  if (/^\/\S*$/.test(before)) state.found = commands(before);
  else if (word?.startsWith("@")) state.found = people(word.slice(1).toLowerCase());
  else if (word?.startsWith("#")) state.found = channels(word.slice(1).toLowerCase());
  else state.found = [];
  state.word = word ?? before;
  state.chosen = 0;
  draw(state);
}

const commands = (typed) => store.commands.filter((c) => c.command.startsWith(typed)).map((c) => ({
  insert: `${c.command} `, name: c.command, hint: c.usage_hint, note: c.description,
}));
const people = (typed) => [...store.people.values()].filter((p) => p.name.toLowerCase().startsWith(typed)).map((p) => ({
  insert: `@${p.name.toLowerCase().replaceAll(" ", ".")} `, name: `@${p.name}`, hint: p.bot ? "app" : "", note: "",
}));
const channels = (typed) => [...store.channels.values()].filter((c) => !c.im && c.name.startsWith(typed)).map((c) => ({
  insert: `#${c.name} `, name: `#${c.name}`, hint: "", note: "",
}));

function draw(state) {
  state.list.hidden = state.found.length === 0;
  state.list.replaceChildren(...state.found.map((item, n) => h("button", {
    type: "button", role: "option", class: n === state.chosen ? "chosen" : "", "aria-selected": String(n === state.chosen),
    onpointerdown: (event) => {
      event.preventDefault();
      take(state, item);
    },
  }, h("strong", {}, item.name), h("code", {}, item.hint), h("small", {}, item.note))));
}

function take(state, item) {
  const { field } = state;
  const cursor = field.selectionStart;
  const start = cursor - state.word.length;
  field.value = field.value.slice(0, start) + item.insert + field.value.slice(cursor);
  field.selectionStart = field.selectionEnd = start + item.insert.length;
  hide(state);
  field.focus();
}

function hide(state) {
  state.list.hidden = true;
  state.found = [];
}

function insert(field, text) {
  const spaced = field.value && !/\s$/.test(field.value) ? ` ${text}` : text;
  field.value += spaced;
  field.focus();
  field.dispatchEvent(new Event("input"));
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
}

function shortcuts(anchor, field, options) {
  const item = (name, note, run) => h("button", { type: "button", role: "menuitem", onclick: run }, name, h("small", {}, note));
  const global = store.shortcuts.filter((s) => s.kind === "global").map((s) => item(s.name, s.description, async () => {
    const answer = await deed("shortcut", { callback_id: s.callback_id });
    if (!(answer.result?.ok ?? false)) toast(`${s.name}: ${answer.result?.error ?? answer.error}`);
  }));
  const slash = options.thread ? [] : store.commands.map((c) => item(`${c.command} ${c.usage_hint}`, c.description, () => {
    field.value = `${c.command} `;
    field.focus();
  }));
  popup(anchor, [...global, ...slash]);
}
