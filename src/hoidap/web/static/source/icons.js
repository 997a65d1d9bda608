// Icons that only the source viewer needs.
import { PATHS } from "../hoi-dap/dom.js";

Object.assign(PATHS, {
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  next: "M9 5l7 7-7 7",
  previous: "M15 5l-7 7 7 7",
});
