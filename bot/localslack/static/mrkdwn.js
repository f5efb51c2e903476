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

const at = (seconds, options) => new Intl.DateTimeFormat([], options).format(new Date(seconds * 1000));
const DATES = {
  date_num: (s) => at(s, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (s) => at(s, { year: "numeric", month: "long", day: "numeric" }),
  date_short: (s) => at(s, { year: "numeric", month: "short", day: "numeric" }),
  date_long: (s) => at(s, { weekday: "long", year: "numeric", month: "long", day: "numeric" }),
  time: (s) => at(s, { hour: "2-digit", minute: "2-digit" }),
  time_secs: (s) => at(s, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago: (s) => ago(Number(s)),
};

export function dateWords(seconds, format) {
  return format.replace(/\{(\w+)\}/g, (whole, word) => {
    const base = word.replace(/_pretty$/, "");
    if (base !== word && at(seconds, { dateStyle: "short" }) === at(Date.now() / 1000, { dateStyle: "short" })) return "today";
    return DATES[base] ? DATES[base](seconds) : whole;
  });
}

function date([seconds, format, url], label) {
  const shown = Number(seconds) && format ? dateWords(Number(seconds), unescape(format)) : unescape(label ?? "");
  return url ? link(unescape(url), shown) : h("time", { title: label ? unescape(label) : shown }, shown);
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
