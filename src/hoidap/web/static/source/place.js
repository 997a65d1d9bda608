/**
 * Which range of a document an address means.
 *
 * An address carries offsets (o), a fragment of the quote (q: its beginning, and "…" and its end
 * when it is long) and the locator (l). Offsets change when a document is ingested anew with
 * corrections, so they are only a hint: the range they name must read as the fragment says. If it
 * does not, the fragment is looked for, first inside the section of that locator and nearest to
 * the hint; if it is gone, the section itself is shown, and the reader is told.
 * "#120-260", as the API writes addresses, is believed.
 */

/** The parts of an address's fragment. */
export function readPlace(hash) {
  const bare = /^#(\d+)-(\d+)$/.exec(hash);
  const parts = new URLSearchParams(bare ? { o: `${bare[1]}-${bare[2]}` } : hash.slice(1));
  const [start, end] = (parts.get("o") ?? "").split("-").map(Number);
  const all = (parts.get("ds") ?? "").split(" ").filter(Boolean).map((entry) => {
    const colon = entry.lastIndexOf(":");
    const [from, to] = entry.slice(colon + 1).split("-").map(Number);
    return { document_id: entry.slice(0, colon), start: from, end: to };
  });
  const range = Number.isInteger(start) && end > start ? { start, end } : null;
  return { range, quote: parts.get("q") ?? "", locator: parts.get("l") ?? "", all };
}

function split(fragment) {
  const cut = fragment.indexOf("…");
  // A short quote may itself hold an ellipsis; then there is no tail to look for.
  return cut > 0 && cut < fragment.length - 1
    ? [fragment.slice(0, cut), fragment.slice(cut + 1)] : [fragment, ""];
}

function readsAs(text, fragment) {
  const [head, tail] = split(fragment);
  return text === fragment || (tail !== "" && text.startsWith(head) && text.endsWith(tail));
}

function* rangesOf(text, fragment, length) {
  const [head, tail] = split(fragment);
  for (const whole of tail ? [fragment, null] : [fragment]) {
    const wanted = whole ?? head;
    for (let start = text.indexOf(wanted); start >= 0; start = text.indexOf(wanted, start + 1)) {
      if (whole) {
        yield { start, end: start + whole.length };
      } else {
        // The end that leaves the range nearest to its former length.
        const near = text.lastIndexOf(tail, start + length);
        const after = text.indexOf(tail, Math.max(start + head.length, near + 1));
        const ends = [near, after].filter((at) => at >= start + head.length).map((at) => at + tail.length);
        ends.sort((a, b) => Math.abs(a - start - length) - Math.abs(b - start - length));
        if (ends.length) yield { start, end: ends[0] };
      }
    }
  }
}

/** The place in a SourceText: { state: "exact" | "moved" | "section" | "lost" | "none", range? }. */
export function findPlace(source, { range, quote, locator }) {
  const hint = range && { start: source.toUnits(range.start), end: source.toUnits(range.end) };
  if (hint && hint.end <= source.text.length
      && (!quote || readsAs(source.text.slice(hint.start, hint.end), quote))) {
    return { state: "exact", range: hint };
  }
  const section = locator && source.sections.find((each) => each.locator === locator);
  if (quote) {
    const length = hint ? hint.end - hint.start : quote.length;
    const inside = (each) => (section && each.start >= section.start && each.end <= section.end ? 0 : 1);
    const far = (each) => (hint ? Math.abs(each.start - hint.start) : each.start);
    const [best] = [...rangesOf(source.text, quote, length)]
      .sort((a, b) => inside(a) - inside(b) || far(a) - far(b));
    if (best) return { state: hint ? "moved" : "exact", range: best };
  }
  if (section) return { state: quote ? "section" : "none", section };
  return { state: quote || hint ? "lost" : "none" };
}
