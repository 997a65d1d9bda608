// The trainer's page: without ?bo= what can be made and what was made, with it one pack.
import { element } from "./hoi-dap/dom.js";
import { remember } from "./reader.js";
import { showTop } from "./top.js";
import { Composer } from "./training/composer.js";
import "./training/icons.js";
import { PackView } from "./training/pack_view.js";
import { Refusal } from "./training/requests.js";
import { SavedPacks } from "./training/saved_packs.js";

const all = await showTop("training");
const { training: texts } = all;
const main = document.getElementById("main");
document.title = `${all.page.brand} – ${texts.title}`;

/** Ask for a key, then try again. */
function askForKey(retry) {
  const field = element("input", { type: "password", name: "key", autocomplete: "off", required: true });
  main.replaceChildren(element("h1", {}, texts.title),
    element("form.panel.narrow", { submit: (event) => {
      event.preventDefault();
      remember(field.value.trim());
      retry();
    } },
    element("p", {}, texts.key_hint), element("label", {}, texts.key, field), element("button.primary", {}, texts.key_submit)));
  field.focus();
}

async function show() {
  const id = new URLSearchParams(location.search).get("bo");
  try {
    if (id) {
      await new PackView(main, all, id).load();
      return;
    }
    const saved = new SavedPacks(all);
    await saved.load();
    main.replaceChildren(
      element("h1", {}, texts.title), element("p.intro", {}, texts.intro),
      new Composer(all, (pack) => saved.follow(pack)).box, saved.box);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if ([401, 403].includes(error.status)) askForKey(show);
    else main.replaceChildren(element("h1", {}, texts.title), element("p.notice", { role: "alert" }, error.message), element("a", { href: location.pathname }, texts.back));
  }
}

await show();
