// Slack's mrkdwn, drawn as nodes. Whatever a message says ends up in a text node or in the href of an http(s) link.

import { h, safeUrl } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { store } from "./store.js";

const EDGE = "[\\p{L}\\p{N}_]";
// Bold, italic and strike: the mark stands at the edge of a word, on both sides.
const mark = (sign) => {
  const c = `\\x${sign.charCodeAt(0).toString(16)}`;
  return `(?<!${EDGE}|${c})${c}(?=[^\\s\\u200b])([^${c}\\n]*[^\\s\\u200b${c}])${c}(?!${EDGE}|${c})`; // a gap keeps a mark still
};
const INLINE = new RegExp(
  ["`(?!\\u200b)([^`\\n]*[^`\\n\\u200b])`", "<([^<>\\n]+)>", mark("*"), mark("_"), mark("~"), ":([a-z0-9_+'-]+(?:::[a-z0-9-]+)?):"].join("|"),
  "gu",
);
const SHOWN = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export const unescape = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => SHOWN[entity]);

// A text object or a message text: code blocks, quotes, lines and what is in them.
export function mrkdwn(text) {
  const parts = String(text).split(/```([\s\S]+?)```/);
  return parts.flatMap((part, n) => {
    if (n % 2) return [h("pre", {}, unescape(part.replace(/^\n/, "").replace(/\n$/, "")))];
    return paragraphs(part);
  });
}

export function plainText(object) {
  const text = String(object.text ?? "");
  if (object.emoji === false) return [text];
  return text.split(/(:[a-z0-9_+'-]+:)/).map((part) => EMOJI.get(part.slice(1, -1)) ?? part);
}

export function textObject(object) {
  if (!object) return [];
  return object.type === "plain_text" ? plainText(object) : mrkdwn(object.text ?? "");
}

function paragraphs(text) {
  const out = [];
  let quote = null;
  const lines = text.split("\n");
  lines.forEach((line, n) => {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quoted) {
      if (!quote) out.push((quote = h("blockquote")));
      else quote.append("\n");
      quote.append(...inline(quoted[1]));
      return;
    }
    const afterQuote = quote !== null;
    quote = null;
    if (n > 0 && !afterQuote) out.push("\n");
    out.push(...inline(line));
  });
  return out;
}

export function inline(text) {
  const out = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    out.push(unescape(text.slice(at, found.index)));
    const [whole, code, angle, bold, italic, strike, name] = found;
    if (code) out.push(h("code", {}, unescape(code)));
    else if (angle) out.push(angled(angle));
    else if (bold) out.push(h("strong", {}, inline(bold)));
    else if (italic) out.push(h("em", {}, inline(italic)));
    else if (strike) out.push(h("s", {}, inline(strike)));
    else out.push(EMOJI.get(name) ?? whole);
    at = found.index + whole.length;
  }
  out.push(unescape(text.slice(at)));
  return out.filter((part) => part !== "");
}

function angled(inside) {
  const [target, label] = splitOnce(inside, "|");
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return link(unescape(target), label === null ? null : unescape(label));
}

// A link shows where it goes: a label that itself looks like another address gets the real host beside it.
export function link(address, label) {
  const url = safeUrl(address);
  if (!url) return label === null ? address : `${label} (${address})`;
  const shown = label ?? address;
  const claimed = shown.match(/(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})/u);
  const disguised = label !== null && claimed && !url.hostname.endsWith(claimed[1].toLowerCase().replace(/^www\./, ""));
  const local = url.origin === location.origin && url.pathname.startsWith("/archives/");
  const props = local
    ? { href: url.pathname + url.search, class: "local" }
    : { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", title: url.href };
  return h("a", props, shown, disguised && h("span", { class: "host" }, ` [${url.hostname}]`));
}

export function mention(id, label) {
  const person = store.people.get(id);
  const mine = id === store.me ? " me" : "";
  return h("span", { class: `mention${mine}` }, `@${person ? person.name : (label ?? id)}`);
}

export function channelLink(id, label) {
  const channel = store.channels.get(id);
  const name = `#${channel ? channel.name : (label ?? id)}`;
  return channel ? h("a", { class: "mention local", href: `/archives/${id}` }, name) : h("span", { class: "mention" }, name);
}

function special(word, label) {
  const [kind, ...rest] = word.split("^");
  if (["here", "channel", "everyone"].includes(kind)) return h("span", { class: "mention me" }, `@${kind}`);
  if (kind === "date") return date(rest, label);
  if (kind === "subteam") return h("span", { class: "mention" }, label ?? `@${rest[0]}`);
  return h("span", {}, label === null ? `<${unescape(word)}>` : unescape(label));
}

const written = (date, options) => new Intl.DateTimeFormat([], options).format(date);
const HALF_A_YEAR = 183 * 86400e3;
// As Slack says: the year is left out of what is less than six months away.
const day = (date, options) =>
  written(date, { ...options, day: "numeric", ...(Math.abs(date - Date.now()) < HALF_A_YEAR ? {} : { year: "numeric" }) });
// "6:39 AM", or "06:39" where the day has 24 hours.
const CLOCK = { hour: new Intl.DateTimeFormat([], { hour: "numeric" }).resolvedOptions().hour12 ? "numeric" : "2-digit", minute: "2-digit" };
export const clock = (date) => written(date, CLOCK);
const two = (number) => String(number).padStart(2, "0");
const DATES = new Map(Object.entries({
  date_num: (d) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`,
  date: (d) => day(d, { month: "long" }),
  date_short: (d) => day(d, { month: "short" }),
  date_long: (d) => day(d, { weekday: "long", month: "long" }),
  time: clock,
  time_secs: (d) => written(d, { ...CLOCK, second: "2-digit" }),
  ago: (d) => ago(d / 1000),
}));
for (const name of ["date", "date_short", "date_long"]) {
  DATES.set(`${name}_pretty`, (d) => nearby(d) ?? DATES.get(name)(d));
}

function nearby(date) {
  const midnight = (d) => Date.UTC(d.getFullYear(), d.getMonth(), d.getDate());
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[(midnight(date) - midnight(new Date())) / 86400e3];
}

// A moment in the reader's own zone; the fallback where it is none, or is to be shown in no way.
export function dateWords(seconds, format, fallback) {
  const date = new Date(/^-?\d+$/.test(seconds) ? seconds * 1000 : NaN);
  if (!format || Number.isNaN(date.getTime())) return fallback;
  const words = String(format).replace(/\{(\w+)\}/g, (whole, word) => DATES.get(word)?.(date) ?? whole);
  return words.charAt(0).toUpperCase() + words.slice(1); // Slack does so: "Today at 06:12"
}

function date([seconds, format, url], label) {
  const otherwise = unescape(label ?? "");
  const words = dateWords(seconds, unescape(format ?? ""), otherwise);
  return url ? link(unescape(url), words) : h("time", { title: otherwise || undefined }, words);
}

export function ago(seconds) {
  const gone = Math.max(0, Date.now() / 1000 - seconds);
  if (gone < 60) return "just now";
  const [unit, size] = gone < 3600 ? ["minute", 60] : gone < 86400 ? ["hour", 3600] : ["day", 86400];
  const count = Math.floor(gone / size);
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

function splitOnce(text, on) {
  const n = text.indexOf(on);
  return n < 0 ? [text, null] : [text.slice(0, n), text.slice(n + 1)];
}
