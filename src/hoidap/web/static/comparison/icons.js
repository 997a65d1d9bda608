// Signs of the kinds of difference: none is told by its colour alone.
import { PATHS } from "../hoi-dap/dom.js";

Object.assign(PATHS, {
  new: "M12 5v14M5 12h14",
  gone: "M5 12h14",
  moved: "M4 12h15M13 6l6 6-6 6",
  divided: "M4 12h6M10 12l8-6M10 12l8 6",
  joined: "M20 12h-6M14 12 6 6M14 12l-8 6",
  number: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  deadline: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7v5l3.5 2.5",
  body: "M4 20h16M5 9h14L12 4zM7 9v11M12 9v11M17 9v11",
  modality: "M12 4v10M12 18v.1M4 4h16v16H4z",
  reference: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  wording: "M5 19 10.5 5h1L17 19M7 14h8M19 13v6",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  swap: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
});
