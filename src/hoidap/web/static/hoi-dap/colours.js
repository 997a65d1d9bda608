// Theme colours that a portal chose, kept readable (WCAG 2.2, 1.4.3).

const READABLE = 4.5; // contrast of text and its ground

function luminance(colour) {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** A rule for the colours given, as far as they can be read. */
export function themeRule({ accent, paper, ink }, card) {
  const rules = [];
  const is = (colour) => colour && CSS.supports("color", colour);
  if (is(paper)) rules.push(`--paper:${paper};--card:${paper};--field:${paper}`);
  if (is(ink)) rules.push(`--ink:${ink};--quiet:${ink}`);
  if (is(accent)) {
    const readable = contrast(accent, is(paper) ? paper : card) >= READABLE;
    const on = contrast(accent, "#fff") >= READABLE ? "#fff" : "#000";
    rules.push(`--accent:${accent};--on-accent:${on};--accent-text:${readable ? accent : "var(--ink)"}`);
  }
  return `.hd.hd{${rules.join(";")}}`;
}
