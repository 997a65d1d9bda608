// The button that saves the file a document was read from.
import { button, element, fill } from "../hoi-dap/dom.js";
import { call } from "../reader.js";
import { save } from "../saving.js";

const KILOBYTE = 1000;

function size(bytes, language) {
  const shown = (value, unit) => new Intl.NumberFormat(language, {
    style: "unit", unit, maximumSignificantDigits: 2 }).format(value);
  const kilobytes = Math.max(bytes / KILOBYTE, 1);
  return kilobytes < KILOBYTE ? shown(kilobytes, "kilobyte") : shown(kilobytes / KILOBYTE, "megabyte");
}

/** The line under a document's head, or nothing when its file is not kept. */
export function originalLine({ id, original }, texts) {
  if (!original) return "";
  const said = element("span.meta", { role: "status" }, fill(texts.original_is, {
    name: original.name, size: size(original.size, document.documentElement.lang) }));
  const press = button("download", texts.original, async () => {
    try {
      const response = await call(`v1/documents/${encodeURIComponent(id)}/original`);
      if (!response.ok) throw new Error((await response.json()).detail);
      await save(response);
    } catch (error) {
      said.textContent = error.message || texts.original_failed;
    }
  });
  return element("p.original", {}, press, " ", said);
}
