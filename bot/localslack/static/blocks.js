// Block Kit, drawn as Slack draws it. A block nobody here knows gets a marked box, never silence.

import { h, safeUrl } from "./dom.js";
import { element, viewPlace } from "./elements.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { channelLink, dateWords, inline, link, mention, mrkdwn, textObject } from "./mrkdwn.js";

export function drawBlocks(blocks, place, view = null) {
  return blocks.map((block) => drawBlock(block, place, view));
}

function drawBlock(block, place, view) {
  const draw = DRAWN[block.type];
  try {
    return draw ? draw(block, place, view) : unknown(block);
  } catch {
    return unknown(block);
  }
}

function unknown(block) {
  return h("div", { class: "unknown", role: "note" },
    h("strong", {}, `Block “${block.type}” is not drawn here`),
    h("details", {}, h("summary", {}, "What it says"), h("pre", {}, JSON.stringify(block, null, 2))));
}

function section(block, place) {
  return h("div", { class: "block section" },
    h("div", { class: "body" },
      block.text && h("div", { class: "text" }, textObject(block.text)),
      block.fields && h("div", { class: "fields" }, block.fields.map((f) => h("div", { class: "text" }, textObject(f))))),
    block.accessory && h("div", { class: "accessory" },
      block.accessory.type === "image" ? picture(block.accessory, "thumb") : element(block.accessory, place)));
}

function context(block) {
  return h("div", { class: "block context" }, block.elements.map((item) =>
    item.type === "image" ? picture(item, "icon") : h("span", { class: "text" }, textObject(item))));
}

// Pictures elsewhere are never fetched by this page: what they show is said, with a link to them.
function picture(item, kind) {
  const url = safeUrl(item.image_url ?? "");
  const own = url && url.origin === location.origin;
  if (own) return h("img", { class: kind, src: url.href, alt: item.alt_text });
  if (kind === "icon") return h("span", { class: "icon", title: item.alt_text }, icon("picture"));
  return h("figure", { class: `picture ${kind}` },
    h("span", { class: "frame", "aria-hidden": "true" }, icon("picture")),
    h("figcaption", {}, item.alt_text, url && [" · ", link(url.href, url.hostname)]));
}

function image(block) {
  return h("div", { class: "block image" },
    block.title && h("div", { class: "caption" }, textObject(block.title)), picture(block, "large"));
}

function input(block, place, view) {
  const id = `in-${block.block_id}`;
  const node = element(block.element, view ? viewPlace(view, !block.dispatch_action) : place);
  node.id = id;
  return h("div", { class: "block input", data: { block: block.block_id } },
    h("label", { for: id }, textObject(block.label), block.optional && h("span", { class: "optional" }, " (optional)")),
    node,
    h("p", { class: "error", role: "alert", hidden: true }),
    block.hint && h("p", { class: "hint" }, textObject(block.hint)));
}

// --- rich text ---------------------------------------------------------------------------------

function styled(node, style = {}) {
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u", highlight: "mark" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}

const RICH_INLINE = {
  text: (e) => e.text,
  link: (e) => link(e.url, e.text || null),
  emoji: (e) => emoji(e.name),
  user: (e) => mention(e.user_id, null),
  usergroup: (e) => h("span", { class: "mention" }, `@${e.usergroup_id}`),
  channel: (e) => channelLink(e.channel_id, null),
  broadcast: (e) => h("span", { class: "mention me" }, `@${e.range}`),
  date: (e) => h("time", { title: e.fallback }, dateWords(e.timestamp, e.format, e.fallback ?? "")),
  color: (e) => h("code", {}, e.value),
};

const inlines = (elements) =>
  elements.map((e) => (RICH_INLINE[e.type] ? styled(RICH_INLINE[e.type](e), e.style) : h("span", { class: "unknown" }, e.type)));

const RICH = {
  rich_text_section: (e) => h("div", { class: "text" }, inlines(e.elements)),
  rich_text_preformatted: (e) => h("pre", {}, inlines(e.elements)),
  rich_text_quote: (e) => h("blockquote", {}, inlines(e.elements)),
  rich_text_list: (e) => h(e.style === "ordered" ? "ol" : "ul", { class: `indent-${e.indent ?? 0}` },
    e.elements.map((item) => h("li", {}, inlines(item.elements)))),
};

function richText(block) {
  return h("div", { class: "block rich" }, block.elements.map((e) => (RICH[e.type] ? RICH[e.type](e) : unknown(e))));
}

// --- markdown and tables -----------------------------------------------------------------------

// As much of Markdown as a bot's message is likely to hold; the rest stays as written.
function markdown(block) {
  const lines = block.text.replace(/&/g, "&amp;").replace(/</g, "&lt;").split("\n");
  return h("div", { class: "block markdown" }, lines.map((line) => {
    const heading = line.match(/^#{1,6} (.*)$/);
    const item = line.match(/^\s*[-*+] (.*)$/);
    const text = (heading?.[1] ?? item?.[1] ?? line)
      .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")
      .replace(/(?<!\*)\*(?!\*)([^*\n]+)\*(?!\*)/g, "_$1_")
      .replace(/\*\*(.+?)\*\*/g, "*$1*");
    if (heading) return h("h4", {}, inline(text));
    return item ? h("div", { class: "item" }, "• ", inline(text)) : h("div", { class: "line" }, inline(text));
  }));
}

function table(block) {
  const cell = (c) => (c.type === "raw_text" ? c.text : richText(c));
  const [head, ...rows] = block.rows;
  return h("div", { class: "block scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, head.map((c) => h("th", {}, cell(c))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((c) => h("td", {}, cell(c))))))));
}

const DRAWN = {
  header: (block) => h("h3", { class: "block header" }, textObject(block.text)),
  section,
  context,
  actions: (block, place) => h("div", { class: "block actions" }, block.elements.map((e) => element(e, place))),
  divider: () => h("hr", { class: "block" }),
  image,
  input,
  rich_text: richText,
  markdown,
  table,
  video: (block) => h("div", { class: "block" }, link(block.title_url ?? block.video_url, block.title.text)),
};

// The old way to carry things: a coloured bar with text or blocks beside it.
export function drawAttachments(attachments, place) {
  return attachments.map((a) => {
    const title = a.title && (a.title_link ? link(a.title_link, a.title) : a.title);
    const body = a.blocks ? drawBlocks(a.blocks, place)
      : [a.pretext && h("div", {}, mrkdwn(a.pretext)), title && h("strong", {}, title), h("div", { class: "text" }, mrkdwn(a.text ?? a.fallback ?? ""))];
    const box = h("div", { class: "attachment" }, body);
    if (/^#?[0-9a-f]{6}$/i.test(a.color ?? "")) box.style.borderColor = `#${a.color.replace("#", "")}`;
    else if (a.color) box.classList.add(["good", "warning", "danger"].find((c) => c === a.color) ?? "plain");
    return box;
  });
}
