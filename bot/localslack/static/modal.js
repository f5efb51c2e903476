// Modals and App Home: what the app has put in front of this person.

import { drawBlocks } from "./blocks.js";
import { fill, h, toast } from "./dom.js";
import { entered, viewPlace } from "./elements.js";
import { icon } from "./icons.js";
import { textObject } from "./mrkdwn.js";
import { deed, store } from "./store.js";

let dialog = null;
let shown = "";

// Keeps one dialog in step with the view on top of the person's stack.
export function showModal() {
  const view = store.view;
  if (!view) {
    dialog?.remove();
    dialog = null;
    shown = "";
    return;
  }
  const now = `${view.id}/${view.hash}`;
  if (now === shown) return;
  const kept = dialog && shown.startsWith(`${view.id}/`) ? entered(dialog) : {};
  shown = now;
  if (!dialog) {
    dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      deed("close", {});
    });
    document.body.append(dialog);
    dialog.showModal();
  }
  draw(view);
  restore(kept);
}

function draw(view) {
  const form = h("form", { method: "dialog", novalidate: true },
    h("header", {},
      h("h2", { id: "modal-title" }, textObject(view.title)),
      h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: () => deed("close", { everything: true }) }, icon("close"))),
    h("div", { class: "scroll-body" }, drawBlocks(view.blocks, viewPlace(view, false), view)),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: () => deed("close", {}) }, view.close ? textObject(view.close) : "Close"),
      view.submit && h("button", { class: "button primary" }, textObject(view.submit))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form);
  });
  fill(dialog, form);
  form.querySelector("input, textarea, select")?.focus();
}

async function submit(form) {
  const send = form.querySelector("footer .primary");
  send?.classList.add("busy");
  const answer = await deed("submit", { values: entered(form) });
  send?.classList.remove("busy");
  const result = answer.result ?? { ok: false, error: answer.error };
  const errors = result.ack?.errors ?? {};
  for (const block of form.querySelectorAll("[data-block]")) {
    const line = block.querySelector(".error");
    line.textContent = errors[block.dataset.block] ?? "";
    line.hidden = !line.textContent;
    block.classList.toggle("wrong", !line.hidden);
  }
  if (!result.ok && !Object.keys(errors).length) toast(`${store.app} did not take it: ${result.error}`);
  form.querySelector(".wrong input, .wrong textarea, .wrong select")?.focus();
}

// A view that is updated keeps what was typed into it.
function restore(values) {
  for (const node of dialog.querySelectorAll("[data-action]")) {
    const value = values[node.dataset.action];
    if (typeof value === "string" && !node.dataset.many && !node.dataset.radio) node.value = value;
  }
}

export function appHome() {
  if (!store.homeTab) return h("p", { class: "empty" }, "This app has no Home tab.");
  if (!store.home) return h("p", { class: "empty" }, `${store.app} has not put anything on your Home tab yet.`);
  return h("div", { class: "home-body" }, drawBlocks(store.home.blocks, viewPlace(store.home, false), store.home));
}
