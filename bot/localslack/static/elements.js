// Interactive elements: buttons, menus, inputs. Each is drawn for a place that knows what to do with a choice.

import { closePopups, h, popup, safeUrl, toast } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { deed, store } from "./store.js";

// place: { act(element, value) -> answer, suggest(element, words) -> options, input: true where values are collected }
export function element(item, place) {
  const draw = DRAWN[item.type];
  return draw ? draw(item, place) : h("span", { class: "unknown" }, `Element "${item.type}" is not drawn here`);
}

const words = (object) => textObject(object).map((n) => (typeof n === "string" ? n : n.textContent)).join("");
const allOptions = (item) => item.options ?? (item.option_groups ?? []).flatMap((group) => group.options);

async function act(node, item, place, value) {
  if (item.confirm && !(await confirmed(item.confirm))) return;
  node.classList.add("busy");
  const answer = await place.act(item, value);
  node.classList.remove("busy");
  const result = answer.result ?? answer;
  if (!answer.ok || result.ok === false) toast(`${store.app} did not take it: ${result.error || answer.error}`);
}

function button(item, place) {
  const url = item.url ? safeUrl(item.url) : null;
  const props = {
    class: `button ${item.style ?? ""}`, "aria-label": item.accessibility_label,
    onclick: (event) => act(event.currentTarget, item, place, item.value ?? null),
  };
  if (!url) return h("button", { ...props, type: "button" }, textObject(item.text));
  return h("a", { ...props, href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href },
    textObject(item.text), h("span", { class: "out" }, " ↗"));
}

function overflow(item, place) {
  const open = (event) => {
    const anchor = event.currentTarget;
    popup(anchor, item.options.map((option) => h("button", {
      type: "button", role: "menuitem", onclick: () => {
        const url = option.url ? safeUrl(option.url) : null;
        if (url) window.open(url.href, "_blank", "noopener");
        act(anchor, item, place, option.value);
      },
    }, textObject(option.text), option.description && h("small", {}, textObject(option.description)))));
  };
  return h("button", { class: "button overflow", type: "button", "aria-label": "More actions", onclick: open }, "⋯");
}

function choices(item) {
  const one = (option) => h("option", { value: option.value }, words(option.text));
  if (item.options) return item.options.map(one);
  return (item.option_groups ?? []).map((g) => h("optgroup", { label: words(g.label) }, g.options.map(one)));
}

function select(item, place, options, initial) {
  const blank = h("option", { value: "" }, item.placeholder ? words(item.placeholder) : "Choose…");
  const node = h("select", {
    class: "select", "aria-label": item.placeholder ? words(item.placeholder) : "Menu", data: { action: item.action_id },
    onchange: (event) => place.changed(item, event.currentTarget, event.currentTarget.value),
  }, blank, options);
  node.value = initial ?? "";
  return node;
}

const ofPeople = () => [...store.people.values()].filter((p) => !p.bot).map((p) => h("option", { value: p.id }, p.name));
const ofChannels = () =>
  [...store.channels.values()].filter((c) => !c.im).map((c) => h("option", { value: c.id }, `#${c.name}`));

function many(options, initial) {
  return (item, place) => {
    const box = h("div", { class: "many", data: { action: item.action_id, many: "1" } });
    const chosen = new Set(initial(item));
    const read = () => [...box.querySelectorAll("input:checked")].map((input) => input.value);
    box.append(...options(item).map((option) => h("label", {},
      h("input", {
        type: "checkbox", value: option.value, checked: chosen.has(option.value),
        onchange: () => place.changed(item, box, read()),
      }),
      h("span", {}, option.label, option.description && h("small", {}, option.description)),
    )));
    return box;
  };
}

const optionRows = (item) => allOptions(item).map((option) => ({
  value: option.value, label: textObject(option.text), description: option.description && textObject(option.description),
}));
const optionValues = (item) => (item.initial_options ?? []).map((option) => option.value);

function radios(item, place) {
  const name = `radio-${item.action_id}-${Math.random()}`;
  const box = h("div", { class: "many", role: "radiogroup", data: { action: item.action_id, radio: "1" } });
  box.append(...optionRows(item).map((option) => h("label", {},
    h("input", {
      type: "radio", name, value: option.value, checked: item.initial_option?.value === option.value,
      onchange: () => place.changed(item, box, option.value),
    }),
    h("span", {}, option.label, option.description && h("small", {}, option.description)),
  )));
  return box;
}

function typed(type) {
  return (item, place) => {
    const tag = item.multiline ? "textarea" : "input";
    const node = h(tag, {
      class: "typed", data: { action: item.action_id }, rows: item.multiline ? "4" : null,
      type: item.multiline ? null : type, placeholder: item.placeholder ? words(item.placeholder) : null,
      minlength: item.min_length, maxlength: item.max_length, autofocus: item.focus_on_load,
      step: type === "number" && item.is_decimal_allowed ? "any" : null, min: item.min_value, max: item.max_value,
      onchange: (event) => place.changed(item, event.currentTarget, event.currentTarget.value),
    });
    node.value = item.initial_value ?? item.initial_date ?? item.initial_time ?? "";
    return node;
  };
}

// external_select: what is typed goes to the app, its options come back into a list under the field.
function external(item, place) {
  const field = h("input", {
    class: "typed", type: "search", data: { action: item.action_id }, autocomplete: "off",
    placeholder: item.placeholder ? words(item.placeholder) : "Search…",
  });
  const choose = (option) => {
    field.value = words(option.text);
    field.dataset.option = JSON.stringify(option);
    place.changed(item, field, option);
  };
  let timer = 0;
  const ask = async () => {
    if (field.value.length < (item.min_query_length ?? 3)) return closePopups();
    const options = await place.suggest(item, field.value);
    popup(field, options.length
      ? options.map((o) => h("button", { type: "button", onclick: () => choose(o) }, words(o.text)))
      : [h("p", { class: "none" }, "No results")]);
    return undefined;
  };
  field.addEventListener("input", () => {
    delete field.dataset.option;
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  field.addEventListener("focus", ask);
  if (item.initial_option) {
    field.value = words(item.initial_option.text);
    field.dataset.option = JSON.stringify(item.initial_option);
  }
  return field;
}

const DRAWN = {
  button,
  overflow,
  static_select: (item, place) => select(item, place, choices(item), item.initial_option?.value),
  users_select: (item, place) => select(item, place, ofPeople(), item.initial_user),
  channels_select: (item, place) => select(item, place, ofChannels(), item.initial_channel),
  conversations_select: (item, place) => select(item, place, ofChannels(),
    item.initial_conversation ?? (item.default_to_current_conversation ? store.open.channel : "")),
  external_select: external,
  multi_static_select: many(optionRows, optionValues),
  checkboxes: many(optionRows, optionValues),
  multi_users_select: many(() => ofPeople().map(row), (item) => item.initial_users ?? []),
  multi_channels_select: many(() => ofChannels().map(row), (item) => item.initial_channels ?? []),
  multi_conversations_select: many(() => ofChannels().map(row), (item) => item.initial_conversations ?? []),
  radio_buttons: radios,
  plain_text_input: typed("text"), email_text_input: typed("email"), url_text_input: typed("url"),
  number_input: typed("number"), datepicker: typed("date"), timepicker: typed("time"),
  datetimepicker: typed("datetime-local"),
};

function row(option) {
  return { value: option.value, label: option.textContent };
}

// What stands in the inputs under a node, by action id, as the server takes it.
export function entered(root) {
  const values = {};
  for (const node of root.querySelectorAll("[data-action]")) {
    const { action, many: several, radio, option } = node.dataset;
    if (several) values[action] = [...node.querySelectorAll("input:checked")].map((input) => input.value);
    else if (radio) values[action] = node.querySelector("input:checked")?.value ?? null;
    else if (option) values[action] = JSON.parse(option);
    else if (node.type === "datetime-local") values[action] = node.value ? Math.floor(Date.parse(node.value) / 1000) : null;
    else values[action] = node.type === "search" ? null : node.value || null;
  }
  return values;
}

// In a message a choice is sent at once.
export function messagePlace(channel, message) {
  const send = (item, value) => deed("click", { channel, ts: message.ts, action_id: item.action_id, value });
  return {
    act: send,
    changed: (item, node, value) => act(node, item, { act: send }, value),
    suggest: async (item, typedWords) =>
      (await deed("suggest", { where: { channel, ts: message.ts }, action_id: item.action_id, words: typedWords })).result ?? [],
  };
}

// In a view a choice is sent at once, except in an input block, which waits for the submit button.
export function viewPlace(view, isInput) {
  const send = (item, value) => deed("click_in_view", { view_id: view.id, action_id: item.action_id, value });
  return {
    act: send,
    changed: (item, node, value) => (isInput ? undefined : act(node, item, { act: send }, value)),
    suggest: async (item, typedWords) =>
      (await deed("suggest", { where: { view_id: view.id }, action_id: item.action_id, words: typedWords })).result ?? [],
  };
}

function confirmed(ask) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "confirm" },
      h("h2", {}, textObject(ask.title)), h("p", {}, textObject(ask.text)),
      h("footer", {},
        h("button", { class: "button", type: "button", onclick: () => dialog.close("no") }, textObject(ask.deny)),
        h("button", { class: `button ${ask.style ?? "primary"}`, type: "button", onclick: () => dialog.close("yes") },
          textObject(ask.confirm))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
