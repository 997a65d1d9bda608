// Icons that only the trainer's pages need.
import { PATHS } from "../hoi-dap/dom.js";

Object.assign(PATHS, {
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  raise: "M12 19V5M6 11l6-6 6 6",
  lower: "M12 5v14M6 13l6 6 6-6",
  drop: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10 11v6M14 11v6",
  add: "M12 5v14M5 12h14",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  present: "M4 5h16v11H4zM12 16v4M8 20h8",
  people: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 5.2a3 3 0 0 1 0 5.6M17.5 14.5c2.2.8 3.5 2.6 3.5 5.5",
  history: "M5 12a7 7 0 1 0 2.2-5.1L5 9M5 4.5V9h4.5M12 8v4.5l3 2",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
});
