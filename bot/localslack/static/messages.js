// A list of messages: who, when, what, the reactions to it and the thread under it. Unchanged ones keep their nodes.

import { drawAttachments, drawBlocks } from "./blocks.js";
import { h, popup, toast } from "./dom.js";
import { messagePlace } from "./elements.js";
import { EMOJI, QUICK, emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { ago, clock, mrkdwn } from "./mrkdwn.js";
import { deed, lastRead, nameOf, store } from "./store.js";

const GROUPED_SECONDS = 300;

// Brings `list` to show these messages; nodes of messages that did not change are kept as they are.
export function showMessages(list, channel, messages, options = {}) {
  const old = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const nodes = [];
  let before = null;
  for (const message of messages) {
    if (!before || dayOf(before) !== dayOf(message)) nodes.push(keyed(old, `day-${dayOf(message)}`, () => day(message)));
    if (options.newFrom && message.ts > options.newFrom && before && before.ts <= options.newFrom) {
      nodes.push(keyed(old, `new-${options.newFrom}`, () => h("div", { class: "new-line" }, h("span", {}, "New"))));
    }
    const small = follows(before, message);
    const seen = lastRead(`${channel.id}/${message.ts}`);
    const key = JSON.stringify([message, small, options.inThread, seen, store.me]);
    nodes.push(keyed(old, key, () => draw(channel, message, { ...options, small })));
    before = message;
  }
  if (nodes.length !== list.children.length || nodes.some((node, n) => node !== list.children[n])) list.replaceChildren(...nodes);
}

function keyed(old, key, make) {
  const node = old.get(key) ?? make();
  node.dataset.key = key;
  return node;
}

const dayOf = (m) => new Date(Number(m.ts) * 1000).toDateString();
const follows = (before, m) => before && before.user === m.user && !before.is_ephemeral && !m.is_ephemeral && !m.subtype
  && dayOf(before) === dayOf(m) && Number(m.ts) - Number(before.ts) < GROUPED_SECONDS && !before.reply_count;

function day(message) {
  const date = new Date(Number(message.ts) * 1000);
  const today = date.toDateString() === new Date().toDateString();
  const words = today ? "Today" : new Intl.DateTimeFormat([], { weekday: "long", day: "numeric", month: "long" }).format(date);
  return h("div", { class: "day" }, h("span", {}, words));
}

export function avatar(id) {
  const name = nameOf(id);
  if (id === store.bot) return h("img", { class: "avatar", src: "/static/icon.svg", alt: "" });
  const hue = Math.max(0, [...store.people.keys()].indexOf(id)) % 8;
  return h("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());
}

function draw(channel, message, options) {
  if (message.subtype === "tombstone") return tombstone(channel, message, options);
  const classes = ["message", options.small && "small", message.is_ephemeral && "whisper",
    mentionsMe(message) && "for-me"].filter(Boolean).join(" ");
  return h("article", { class: classes, data: { ts: message.ts } },
    h("div", { class: "gutter" }, options.small ? time(message) : avatar(message.user)),
    h("div", { class: "what" },
      message.is_ephemeral && h("div", { class: "note" }, icon("eye"), " Only visible to you · ",
        h("button", { class: "plain", type: "button", onclick: () => deed("dismiss", { channel: channel.id, ts: message.ts }) }, "Dismiss")),
      message.subtype === "thread_broadcast" && !options.inThread && broadcastNote(channel, message),
      !options.small && who(message),
      content(channel, message),
      reactions(channel, message),
      !options.inThread && message.reply_count && threadLine(channel, message)),
    !message.is_ephemeral && tools(channel, message, options));
}

const mentionsMe = (m) => m.user !== store.me && (m.text ?? "").includes(`<@${store.me}`);

function who(message) {
  const app = message.bot_id ? h("span", { class: "badge" }, "APP") : null;
  return h("div", { class: "who" }, h("strong", {}, nameOf(message.user)), app, time(message));
}

function time(message) {
  const date = new Date(Number(message.ts) * 1000);
  return h("time", { datetime: date.toISOString(), title: date.toLocaleString() }, clock(date));
}

function content(channel, message) {
  const place = messagePlace(channel.id, message);
  const blocks = message.blocks?.length ? drawBlocks(message.blocks, place) : null;
  const text = blocks ?? (message.text ? [h("div", { class: "text" }, mrkdwn(message.text))] : []);
  return h("div", { class: "content" }, text,
    message.attachments && drawAttachments(message.attachments, place),
    message.files && message.files.map((f) => h("div", { class: "file" }, icon("file"), ` ${f.title}`)),
    message.edited && h("span", { class: "edited" }, "(edited)"));
}

function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const one = (r) => h("button", {
    class: `reaction ${r.users.includes(store.me) ? "mine" : ""}`, type: "button",
    title: `${r.users.map(nameOf).join(", ")} reacted with :${r.name}:`,
    onclick: () => react(channel, message, r.name),
  }, emoji(r.name), h("span", {}, r.count));
  return h("div", { class: "reactions" }, message.reactions.map(one));
}

const react = (channel, message, name) => deed("react", { channel: channel.id, ts: message.ts, name });

function threadLine(channel, message) {
  const fresh = (message.latest_reply ?? "") > lastRead(`${channel.id}/${message.ts}`);
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h("a", { class: `thread-line ${fresh ? "fresh" : ""}`, href: `#/${channel.id}/${message.ts}` },
    (message.reply_users ?? []).slice(0, 4).map(avatar), h("strong", {}, count),
    h("span", {}, `Last reply ${ago(Number(message.latest_reply))}`));
}

function broadcastNote(channel, message) {
  const root = channel.messages.get(message.thread_ts);
  const words = h("span", {}, mrkdwn((root?.text ?? "a message").split("\n")[0])).textContent;
  return h("div", { class: "note" }, "replied to a thread: ",
    h("a", { href: `#/${channel.id}/${message.thread_ts}` }, words.length > 80 ? `${words.slice(0, 80)}…` : words));
}

function tombstone(channel, message, options) {
  return h("article", { class: "message gone" }, h("div", { class: "gutter" }, icon("bin")),
    h("div", { class: "what" }, h("em", {}, message.text), !options.inThread && threadLine(channel, message)));
}

// --- what one can do with a message ------------------------------------------------------------

function tools(channel, message, options) {
  const reply = !options.inThread && h("a", {
    href: `#/${channel.id}/${message.thread_ts ?? message.ts}`, title: "Reply in thread", "aria-label": "Reply in thread",
  }, icon("reply"));
  return h("div", { class: "tools" },
    h("button", { type: "button", title: "Add reaction", "aria-label": "Add reaction", onclick: (e) => picker(e.currentTarget, channel, message) }, icon("smile")),
    reply,
    h("button", { type: "button", title: "More actions", "aria-label": "More actions", onclick: (e) => more(e.currentTarget, channel, message) }, icon("more")));
}

function picker(anchor, channel, message) {
  const one = (name) => h("button", { type: "button", title: `:${name}:`, onclick: () => react(channel, message, name) }, emoji(name));
  const others = [...EMOJI.keys()].filter((name) => !QUICK.includes(name)).slice(0, 88);
  popup(anchor, [...QUICK, ...others].map(one), "emoji");
}

function more(anchor, channel, message) {
  const item = (words, run) => h("button", { type: "button", role: "menuitem", onclick: run }, words);
  const shortcuts = store.shortcuts.filter((s) => s.kind === "message").map((s) =>
    item([s.name, h("small", {}, store.app)], async () => {
      const answer = await deed("shortcut", { callback_id: s.callback_id, channel: channel.id, ts: message.ts });
      if (!(answer.result?.ok ?? false)) toast(`${s.name}: ${answer.result?.error ?? answer.error}`);
    }));
  const mine = message.user === store.me
    ? [item("Edit message", () => rewrite(channel, message)), item("Delete message", () => deed("delete", { channel: channel.id, ts: message.ts }))]
    : [];
  const link = `${location.origin}/archives/${channel.id}/p${message.ts.replace(".", "")}`;
  const both = [
    item("Add reaction…", () => setTimeout(() => picker(anchor, channel, message))),
    item("Reply in thread", () => (location.hash = `#/${channel.id}/${message.thread_ts ?? message.ts}`)),
  ];
  popup(anchor, [...both, ...shortcuts, item("Copy link", () => navigator.clipboard?.writeText(link)), ...mine]);
}

function rewrite(channel, message) {
  const field = h("textarea", { class: "typed", rows: "3" });
  field.value = h("span", {}, mrkdwn(message.text)).textContent;
  const dialog = h("dialog", { class: "confirm" }, h("h2", {}, "Edit message"), field, h("footer", {},
    h("button", { class: "button", type: "button", onclick: () => dialog.close() }, "Cancel"),
    h("button", {
      class: "button primary", type: "button", onclick: () => {
        deed("edit", { channel: channel.id, ts: message.ts, text: field.value });
        dialog.close();
      },
    }, "Save")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
