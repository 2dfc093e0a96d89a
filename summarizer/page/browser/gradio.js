// What Gradio's own widgets say in English, or to nobody, put right whenever they are drawn anew.
import { language } from "/asking.js";
import { make, words } from "/view.js";

const NAMES = { // of buttons that are only a sign
  "#files .icon-button:first-of-type": "add_files",
  "#files .icon-button:nth-of-type(2)": "clear_files",
  "#tabs .toolbar-buttons button:first-child": "copy_table",
  "#tabs .toolbar-buttons button:last-child": "whole_screen",
};

const nameButtons = () => {
  for (const [place, word] of Object.entries(NAMES)) {
    for (const button of document.querySelectorAll(place)) {
      button.setAttribute("aria-label", words[word]);
      button.title = words[word];
    }
  }
};

// Of one file, which is to be "loaded": the box takes many, and folders.
const mendBox = () => {
  const box = document.querySelector('#files [data-testid="upload-text"]');
  const [drop, choose] = [...(box?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!choose || drop.data === words.drop_files) return;
  drop.data = words.drop_files;
  choose.data = words.choose_files;
  box.querySelector(".or").textContent = words.or;
};

// The upload box is named over the words that stand in it; of the two buttons that add files one stands in the other.
const mendUploads = () => {
  for (const box of document.querySelectorAll(".upload-container[aria-label], .upload-container [aria-label]")) box.removeAttribute("aria-label");
  for (const inner of document.querySelectorAll("#files .icon-button button:not([inert])")) {
    const [input, outer] = [inner.querySelector("input"), inner.closest(".icon-button")];
    inner.inert = true;
    outer.addEventListener("click", (event) => event.target === input || input.click());
  }
};

// Where rows are cards the table's head is not to be seen: tabs.css takes the headings from here.
const nameHeadings = () => {
  const table = document.getElementById("models-table");
  if (!table || table.style.getPropertyValue("--heading-0")) return;
  for (const heading of table.querySelectorAll("th[data-heading]")) {
    table.style.setProperty(`--heading-${heading.dataset.heading}`, JSON.stringify(`${heading.title}:`));
  }
};

// Each button of a choice has a group of its own: arrows would do nothing, Tab would stop at each.
const groupChoices = () => {
  for (const set of document.querySelectorAll("fieldset[id]:has(input[type=radio])")) {
    for (const input of set.querySelectorAll("input[type=radio]")) if (input.name !== set.id) input.name = set.id;
    const title = set.querySelector('[data-testid="block-info"]');
    title.id ||= `${set.id}-title`;
    set.setAttribute("role", "radiogroup");
    set.setAttribute("aria-labelledby", title.id);
  }
};

const isTable = (name) => words.tables.split(" ").some((suffix) => name.trim().toLowerCase().endsWith(suffix));

let refused = ""; // why the last files were not taken
export const tellFiles = (sentence) => {
  refused = sentence;
  tellChosen();
};

// Not by Gradio: an event that ends while the button is pressed closes the stream that both share, and nothing would come.
const tellChosen = () => {
  const box = document.getElementById("files");
  if (!box) return;
  if (!document.getElementById("chosen")) box.after(make("p", { id: "chosen", class: "aside", role: "status" }));
  const [names, told] = [[...box.querySelectorAll(".file-preview .filename")], document.getElementById("chosen")];
  const line = refused || (names.length ? `${words.chosen} ${names.length}` : "");
  told.classList.toggle("problem", refused !== "");
  if (told.textContent !== line) told.textContent = line;
  const notice = document.getElementById("folder-notice");
  if (notice) notice.hidden = names.length > 0 && notice.innerText.trim() === words.no_files; // it is not so any more
  document.body.classList.toggle("has-tables", names.some((name) => isTable(name.textContent)));
};

// Sizes come as in English, and of many files each has a button of the same name.
const SIZE = /^(\d+)(?:\.(\d+))? ([KMGT]?)B$/;
const UNITS = { "": "Б", K: "КБ", M: "МБ", G: "ГБ", T: "ТБ" };
const mendFiles = () => {
  tellChosen();
  for (const row of document.querySelectorAll("#files .file")) {
    const name = row.querySelector(".filename")?.getAttribute("aria-label") ?? row.querySelector(".filename")?.innerText ?? "";
    const button = row.querySelector(".label-clear-button, button[aria-label]");
    if (button) button.ariaLabel = button.title = `${words.drop_file} ${name}`.replace(/\s+/g, " ").trim();
  }
  if (language !== "ru") return;
  const walk = document.createTreeWalker(document.getElementById("files") ?? document.head, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const [, whole, part, unit] = SIZE.exec(walk.currentNode.data.trim().replace(/\s/g, " ")) ?? [];
    if (whole) walk.currentNode.data = `${Number(part) ? `${whole},${part}` : whole}\u00a0${UNITS[unit]}`;
  }
};

// Whether all tabs fit Gradio measures as their row changes, by hidden copies of them that fonts and styles may change later.
export const watchTabs = () => {
  const sizes = new ResizeObserver(() => dispatchEvent(new Event("resize"))); // measures them anew
  for (const copy of document.querySelectorAll("#tabs > .tab-wrapper > [aria-hidden] > button")) sizes.observe(copy, { box: "border-box" });
};

// A link that leads away makes Gradio give up whatever runs, even where it leads to a download.
const mendDownload = () => document.getElementById("folder-download")?.setAttribute("download", "");

export const mendWidgets = () => {
  nameButtons();
  mendBox();
  mendUploads();
  groupChoices();
  mendFiles();
  nameHeadings();
  mendDownload();
};

new MutationObserver(groupChoices).observe(document.body, { subtree: true, attributeFilter: ["name"] }); // renamed at each choice
// Outside of what page.css reaches: its notes say it in English, and a dark page would be light letters on paper.
document.head.append(make("style", {}, `.toast-wrap { display: none !important; }
@media print { html, body, body * { color: black !important; background: white !important; } }`));
