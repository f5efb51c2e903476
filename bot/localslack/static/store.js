// What this page knows: a snapshot from the server, changed by what happens since; and the deeds it can ask for.

export const store = {
  me: "", team: "", app: "", bot: "", people: new Map(), channels: new Map(), commands: [], shortcuts: [],
  home: null, homeTab: false, view: null, connections: 0, requestUrl: "", open: { channel: "", thread: "" },
};

const listeners = new Set();
let live = null;

export const onChange = (listener) => listeners.add(listener);
export const tell = (event) => listeners.forEach((listener) => listener(event));

export async function load(me) {
  take(await snapshot(me));
  return store;
}

async function snapshot(me) {
  const answer = await fetch(`/page/state?as=${encodeURIComponent(me ?? "")}`);
  return !answer.ok && me ? snapshot("") : answer.json();
}

function take(given) {
  Object.assign(store, {
    me: given.me, team: given.team, app: given.app, bot: given.bot, commands: given.commands, view: given.view,
    shortcuts: given.shortcuts, home: given.home, homeTab: given.home_tab, connections: given.connections,
    requestUrl: given.request_url,
    people: new Map(given.people.map((person) => [person.id, person])),
    channels: new Map(given.channels.map((channel) => [channel.id, withMessages(channel)])),
  });
  localStorage.setItem("as", store.me);
}

// Server-sent events. Whenever the stream opens a new snapshot is taken, and what comes meanwhile waits for it: so what
// is said before the first event, or while the stream is broken, is not missed. A stream may break and open again while a
// snapshot is on its way: only the latest opening's counts.
export function follow(broken = false) {
  live?.close();
  const stream = live = new EventSource(`/page/live?as=${encodeURIComponent(store.me)}`);
  let waiting = [];
  let opening = 0;
  stream.onopen = async () => {
    const mine = opening += 1;
    const latest = () => stream === live && mine === opening;
    let given;
    try {
      given = await snapshot(store.me);
    } catch {
      if (latest()) setTimeout(() => follow(true), 1000); // it went away again at once
      return;
    }
    if (!latest()) return;
    take(given);
    const late = waiting;
    waiting = null;
    late.forEach(apply);
    document.body.classList.remove("offline");
    tell({ kind: broken ? "reloaded" : "caught up" }); // the first time nothing is drawn anew that somebody may be typing in
    broken = false;
  };
  stream.onerror = () => {
    opening += 1;
    waiting = [];
    broken = true;
    document.body.classList.add("offline");
    if (stream.readyState === EventSource.CLOSED && stream === live) setTimeout(() => follow(true), 1000); // it gave up
  };
  stream.onmessage = (line) => {
    const event = JSON.parse(line.data);
    if (waiting) return void waiting.push(event);
    apply(event);
    tell(event);
  };
}

export async function deed(name, given = {}) {
  try {
    const answer = await fetch("/page/deed", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ deed: name, user: store.me, ...given }),
    });
    return await answer.json();
  } catch {
    return { ok: false, error: "the local Slack is not running" };
  }
}

function apply(event) {
  const { kind, message, channel } = event;
  if (event.place) store.channels.set(event.place.id, withMessages(event.place));
  if (kind === "connections") store.connections = event.count;
  else if (kind === "home_published") store.home = message;
  else if (kind.startsWith("view_")) store.view = event.view;
  else if (kind === "unwhispered") store.channels.get(channel)?.messages.delete(event.ts);
  else if (kind === "deleted" && !message) store.channels.get(channel)?.messages.delete(event.ts);
  else if (message?.ts) store.channels.get(channel)?.messages.set(message.ts, message);
}

function withMessages(channel) {
  const sorted = channel.messages.toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  return { ...channel, messages: new Map(sorted.map((m) => [m.ts, m])) };
}

export const nameOf = (id) => store.people.get(id)?.name ?? (id === "USLACKBOT" ? "Slackbot" : id);

const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts;
export const topLevel = (channel) =>
  [...channel.messages.values()].filter((m) => !isReply(m) || m.subtype === "thread_broadcast");
export const replies = (channel, root) =>
  [...channel.messages.values()].filter((m) => m.thread_ts === root && m.ts !== root);

// --- what has been read, remembered per person in this browser --------------------------------

const readKey = (place) => `read/${store.me}/${place}`;
export const lastRead = (place) => localStorage.getItem(readKey(place)) ?? "";

export function markRead(place, ts) {
  if (ts > lastRead(place)) localStorage.setItem(readKey(place), ts);
}

export function unread(channel) {
  const since = lastRead(channel.id);
  const fresh = topLevel(channel).filter((m) => m.ts > since && m.user !== store.me && m.subtype !== "tombstone");
  const named = fresh.some((m) => new RegExp(`<@${store.me}\\b|<!(?:here|channel|everyone)`).test(m.text ?? ""));
  return { count: fresh.length, named };
}
