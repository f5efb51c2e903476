// The page: which channel and thread are open, what is beside them, and keeping all of it in step with what happens.

import { composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, showMessages } from "./messages.js";
import { appHome, showModal } from "./modal.js";
import { deed, follow, lastRead, load, markRead, nameOf, onChange, replies, store, topLevel, unread } from "./store.js";

const side = document.getElementById("side");
const main = document.getElementById("main");
const thread = document.getElementById("thread");
let newFrom = ""; // the "New" line stays where it was when the channel was opened

// --- where we are: #/CHANNEL, #/CHANNEL/THREAD, #/home ------------------------------------------

function route() {
  const archive = location.pathname.match(/^\/archives\/(\w+)(?:\/p(\d+))?/);
  if (archive) {
    const ts = archive[2] ? `${archive[2].slice(0, -6)}.${archive[2].slice(-6)}` : "";
    const root = new URLSearchParams(location.search).get("thread_ts") ?? ts;
    history.replaceState(null, "", `/#/${archive[1]}${root ? `/${root}` : ""}`);
  }
  const [, channel = "", threadTs = ""] = location.hash.split("/");
  const first = [...store.channels.values()].find((c) => !c.im)?.id ?? "";
  const known = channel === "home" || store.channels.has(channel);
  store.open = { channel: known ? channel : first, thread: known ? threadTs : "" };
  document.body.dataset.pane = store.open.thread ? "thread" : known ? "main" : "side";
}

function show() {
  route();
  const channel = store.channels.get(store.open.channel);
  newFrom = channel && unread(channel).count ? lastRead(channel.id) : "";
  if (store.open.channel === "home") deed("open_home", {});
  drawMain();
  drawThread();
  refresh();
}

function refresh() {
  drawSide();
  if (store.open.channel === "home") drawHome();
  else drawMessages();
  drawReplies();
  showModal();
  const count = [...store.channels.values()].reduce((sum, c) => sum + unread(c).count, 0);
  document.title = `${count ? `(${count}) ` : ""}${store.team}`;
}

// --- the side: channels, the app, who one is ----------------------------------------------------

function drawSide() {
  const channels = [...store.channels.values()].filter((c) => !c.im);
  const people = [...store.people.values()].filter((p) => !p.bot);
  const on = store.connections > 0 || store.requestUrl;
  fill(side,
    h("header", {}, h("h1", {}, store.team), h("p", { class: "local-mark" }, "a Slack on this computer")),
    h("h2", {}, "Channels"),
    h("ul", {}, channels.map(channelRow)),
    h("h2", {}, "Apps"),
    h("ul", {}, h("li", {}, h("a", { href: "#/home", class: store.open.channel === "home" ? "open" : "" },
      h("img", { src: "/static/icon.svg", alt: "" }), store.app,
      h("span", { class: `lamp ${on ? "on" : ""}`, title: store.requestUrl ? "The app is called over HTTP" : on ? "The app is connected" : "The app is not connected" })))),
    store.requestUrl && h("p", { class: "side-note" }, `The app is called at ${store.requestUrl}`),
    !on && h("p", { class: "side-note" }, "The app is not connected."),
    h("div", { class: "as" },
      h("h2", {}, "Acting as"),
      h("div", { class: "faces", role: "radiogroup", "aria-label": "Acting as" }, people.map((p) => h("button", {
        type: "button", role: "radio", "aria-checked": String(p.id === store.me), class: p.id === store.me ? "me" : "",
        "aria-label": `Act as ${p.name}`, title: `Act as ${p.name}`, onclick: () => actAs(p.id),
      }, avatar(p.id), h("span", {}, p.name))))));
}

function channelRow(channel) {
  const { count, named } = unread(channel);
  const open = channel.id === store.open.channel;
  const classes = [open && "open", count && !open && "unread"].filter(Boolean).join(" ");
  return h("li", {}, h("a", { href: `#/${channel.id}`, class: classes, "aria-current": open ? "page" : null },
    h("span", { class: "hash" }, channel.private ? icon("lock") : "#"), h("span", { class: "name" }, channel.name),
    count && !open ? h("span", { class: `count ${named ? "named" : ""}` }, count) : null));
}

async function actAs(id) {
  await load(id);
  follow();
  show();
}

// --- the channel --------------------------------------------------------------------------------

const back = (to) => h("a", { class: "back", href: to, "aria-label": "Back" }, "‹");

function drawMain() {
  if (store.open.channel === "home") return drawHome();
  const channel = store.channels.get(store.open.channel);
  if (!channel) return fill(main, h("p", { class: "empty" }, "There is no channel yet."));
  return fill(main,
    h("header", { class: "top" }, back("#"),
      h("h2", {}, h("span", { class: "hash" }, channel.private ? icon("lock") : "#"), channel.name),
      h("span", { class: "push" }),
      channel.bot_in ? h("span", { class: "quiet" }, `${nameOf(store.bot)} is here`)
        : h("button", { class: "button", type: "button", onclick: () => deed("invite_bot", { channel: channel.id }) }, `Invite @${nameOf(store.bot)}`)),
    messageList(),
    channel.archived ? h("p", { class: "empty" }, "This channel is archived.")
      : composer({ channel: channel.id, thread: "", placeholder: `Message #${channel.name}` }));
}

function drawMessages() {
  const channel = store.channels.get(store.open.channel);
  const list = main.querySelector(".messages");
  if (!channel || !list) return;
  const messages = topLevel(channel).filter((m) => !m.is_ephemeral || !m.thread_ts);
  stick(list, () => {
    if (messages.length) showMessages(list, channel, messages, { newFrom });
    else fill(list, h("p", { class: "empty" }, `This is the beginning of #${channel.name}.`,
      h("br"), store.commands[0] ? `Try ${store.commands[0].command} ${store.commands[0].usage_hint}` : ""));
  });
  const hidden = getComputedStyle(main).display === "none" || document.visibilityState !== "visible";
  if (!hidden && messages.length) markRead(channel.id, messages.at(-1).ts);
}

const toEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight;

// Stay at the end when we were there; otherwise stay where we are. A message taller than the pane is shown from its top.
function stick(list, change) {
  const atEnd = toEnd(list) < 80;
  const before = list.lastElementChild?.dataset.ts;
  change();
  const last = list.lastElementChild;
  if (!atEnd) return;
  const fresh = before && last?.dataset.ts !== before;
  if (fresh && last.offsetHeight > list.clientHeight) list.scrollTop = last.offsetTop - list.offsetTop - 8;
  else list.scrollTop = list.scrollHeight;
}

// The list of messages, with a way back to its end for whoever has scrolled up.
function messageList() {
  const list = h("div", { class: "messages", role: "log", "aria-live": "polite" });
  const latest = h("button", {
    class: "latest", type: "button", hidden: true, onclick: () => list.scrollTo({ top: list.scrollHeight, behavior: "smooth" }),
  }, "Latest ↓");
  list.addEventListener("scroll", () => (latest.hidden = toEnd(list) < 200));
  return [list, h("div", { class: "latest-place" }, latest)];
}

// --- the thread ---------------------------------------------------------------------------------

function drawThread() {
  const { channel: id, thread: root } = store.open;
  const channel = store.channels.get(id);
  thread.hidden = !root || !channel;
  if (thread.hidden) return fill(thread);
  return fill(thread,
    h("header", { class: "top" }, back(`#/${id}`), h("h2", {}, "Thread"), h("span", { class: "quiet" }, `#${channel.name}`),
      h("span", { class: "push" }), h("a", { class: "close", href: `#/${id}`, "aria-label": "Close thread" }, icon("close"))),
    messageList(),
    composer({ channel: id, thread: root, placeholder: "Reply…" }));
}

function drawReplies() {
  const { channel: id, thread: root } = store.open;
  const channel = store.channels.get(id);
  const list = thread.querySelector(".messages");
  if (!channel || !root || !list) return;
  const rootMessage = channel.messages.get(root);
  const all = [...(rootMessage ? [rootMessage] : []), ...replies(channel, root)];
  stick(list, () => showMessages(list, channel, all, { inThread: true }));
  if (all.length) markRead(`${id}/${root}`, all.at(-1).ts);
}

// --- App Home -----------------------------------------------------------------------------------

function drawHome() {
  const hash = store.home?.hash ?? "none";
  if (main.dataset.home === hash && main.querySelector(".home")) return;
  main.dataset.home = hash;
  fill(main,
    h("header", { class: "top" }, back("#"), h("h2", {}, h("img", { src: "/static/icon.svg", alt: "" }), store.app),
      h("span", { class: "badge" }, "APP"), h("span", { class: "tab" }, "Home")),
    h("div", { class: "home" }, appHome()));
}

// --- beginning ----------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.local");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  history.pushState(null, "", link.getAttribute("href"));
  show();
});
addEventListener("hashchange", show);
addEventListener("popstate", show);
addEventListener("visibilitychange", refresh);
onChange((event) => {
  if (event.place?.id === store.open.channel || event.kind === "reloaded") drawMain();
  refresh();
});
setInterval(refresh, 60_000);

await load(localStorage.getItem("as") ?? "");
follow();
show();
