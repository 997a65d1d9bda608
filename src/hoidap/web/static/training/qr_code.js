// A QR code from its rows of dark and light dots.
const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4; // light dots around it that readers need (ISO/IEC 18004)

export function qrCode(rows, label) {
  const size = rows.length + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  const look = { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, class: "qr", "shape-rendering": "crispEdges" };
  for (const [key, value] of Object.entries(look)) svg.setAttribute(key, value);
  const dots = rows.flatMap((row, y) => [...row].map((dot, x) => (dot === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dots.join(""));
  svg.append(path);
  return svg;
}
