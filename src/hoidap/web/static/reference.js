// The API's reference, made from its own description; nothing is loaded from elsewhere.
import { element } from "./hoi-dap/dom.js";

const DEEPEST = 4; // levels of an example; deeper values are named only

const api = await (await fetch(new URL("../openapi.json", import.meta.url))).json();

function resolved(schema) {
  const name = schema?.$ref?.split("/").pop();
  return name ? api.components.schemas[name] : schema ?? {};
}

// A value of the shape that a schema describes.
function example(schema, level = 0) {
  const here = resolved(schema);
  if (here.examples?.length) return here.examples[0];
  if (here.default !== undefined && here.default !== null) return here.default;
  if (here.const !== undefined) return here.const;
  if (here.enum) return here.enum[0];
  const choice = (here.anyOf ?? here.oneOf ?? here.allOf)?.find((each) => each.type !== "null");
  if (choice) return example(choice, level);
  if (here.type === "array") return level < DEEPEST ? [example(here.items, level + 1)] : [];
  if (here.properties) {
    if (level >= DEEPEST) return {};
    return Object.fromEntries(Object.entries(here.properties).map(([name, each]) => [name, example(each, level + 1)]));
  }
  return { integer: 0, number: 0, boolean: false, string: here.format === "date" ? "2016-05-15" : "…" }[here.type] ?? null;
}

function typeOf(schema) {
  const here = resolved(schema);
  const choices = here.anyOf ?? here.oneOf;
  if (choices) return choices.map(typeOf).filter((each) => each !== "null").join(" or ");
  if (here.enum) return here.enum.join(", ");
  return here.type === "array" ? `list of ${typeOf(here.items)}` : here.type ?? "any";
}

// A paragraph whose `code` is set as code.
function prose(text) {
  const parts = (text ?? "").replaceAll("``", "`").split("`");
  return element("p", {}, ...parts.map((part, index) => (index % 2 ? element("code", {}, part) : part)));
}

function parameters(given) {
  if (!given?.length) return null;
  return element("table", {},
    element("thead", {}, element("tr", {}, ...["Name", "In", "Type", ""].map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...given.map((each) => element("tr", {},
      element("td", {}, element("code", {}, each.name), each.required ? " *" : ""),
      element("td", {}, each.in),
      element("td", {}, typeOf(each.schema)),
      element("td", {}, each.description ?? "")))));
}

function body(title, content) {
  return Object.entries(content ?? {}).map(([type, { schema }]) => element("div", {},
    element("p.meta", {}, `${title}: ${type}`),
    schema && Object.keys(schema).length > 0 && element("pre", {}, JSON.stringify(example(schema), null, 2))));
}

function responses(given) {
  const good = Object.entries(given).filter(([status]) => status.startsWith("2"));
  const others = Object.entries(given).filter(([status]) => !status.startsWith("2"));
  return [
    ...good.flatMap(([status, each]) => body(`Response ${status}`, each.content)),
    element("ul", {}, ...others.map(([status, each]) => element("li.meta", {}, `${status}: ${each.description}`))),
  ];
}

function operation(method, path, about) {
  return element("details", { id: about.operationId },
    element("summary", {}, element("span.method", {}, method.toUpperCase()), element("code", {}, path), ` ${about.summary ?? ""}`),
    prose(about.description),
    parameters(about.parameters),
    ...body("Body", about.requestBody?.content),
    ...responses(about.responses));
}

const groups = new Map();
for (const [path, methods] of Object.entries(api.paths)) {
  for (const [method, about] of Object.entries(methods)) {
    const tag = about.tags?.[0] ?? "";
    groups.set(tag, [...(groups.get(tag) ?? []), operation(method, path, about)]);
  }
}
document.getElementById("main").append(
  element("h1", {}, `${api.info.title} ${api.info.version}`),
  ...api.info.description.split("\n\n").map(prose),
  element("p", {}, element("a", { href: new URL("../openapi.json", import.meta.url).href }, "openapi.json")),
  ...[...groups].flatMap(([tag, operations]) => [element("h2", {}, tag), ...operations]));
