// Icons that only the source viewer needs.
import { PATHS } from "../hoi-dap/dom.js";

Object.assign(PATHS, {
  next: "M9 5l7 7-7 7",
  previous: "M15 5l-7 7 7 7",
});
