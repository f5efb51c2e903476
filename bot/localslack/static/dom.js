// Making nodes. Text only ever becomes a text node: nothing here reads HTML.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

// Only http and https become links; the address is what the browser itself reads out of it.
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

// An open dialog covers everything that is not inside it.
const layer = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;

// A small menu under a button; closes on choice, on Escape and on a click elsewhere.
export function popup(anchor, items, className = "menu") {
  closePopups();
  const box = h("div", { class: `popup ${className}`, role: "menu" }, items);
  layer().append(box);
  const at = anchor.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8));
  const below = at.bottom + 4 + box.offsetHeight < innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - box.offsetHeight - 4)}px`;
  box.addEventListener("click", () => setTimeout(closePopups));
  setTimeout(() => addEventListener("pointerdown", outside));
  return box;
}

export function closePopups() {
  for (const box of document.querySelectorAll(".popup")) box.remove();
  removeEventListener("pointerdown", outside);
}

function outside(event) {
  if (!event.target.closest?.(".popup")) closePopups();
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePopups();
});

export function toast(text) {
  const box = h("div", { class: "toast", role: "status" }, text);
  layer().append(box);
  setTimeout(() => box.remove(), 5000);
}
