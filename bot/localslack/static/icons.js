// The few signs of the page itself, drawn so that they look the same whatever fonts there are.

const PATHS = {
  eye: "M1.5 8s2.4-4.5 6.5-4.5S14.5 8 14.5 8 12.1 12.5 8 12.5 1.5 8 1.5 8Zm6.5 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  smile: "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4ZM5.2 9.4c.6 1.2 1.6 1.9 2.8 1.9s2.2-.7 2.8-1.9M5.8 6v.8M10.2 6v.8",
  reply: "M2 3.2h12v8H7.2L4 13.8v-2.6H2v-8Z",
  more: "M8 3.4v.2M8 7.9v.2M8 12.4v.2",
  bolt: "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8l1-5.5Z",
  send: "M2 2.5 14 8 2 13.5 3.4 8 2 2.5ZM3.4 8H8.5",
  lock: "M4 7.2h8v6H4v-6Zm1.8 0V5a2.2 2.2 0 0 1 4.4 0v2.2",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  bin: "M3 4.2h10M6 4.2V2.6h4v1.6M4.2 4.2l.6 9.2h6.4l.6-9.2",
  picture: "M2 3h12v10H2V3Zm0 8 3.5-3.5L8.5 10l2-2L14 11.2M10.8 5.8v.1",
  file: "M4 1.8h5l3 3v9.4H4V1.8Zm5 0v3h3",
};
const NS = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", class: `sign sign-${name}`, "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
