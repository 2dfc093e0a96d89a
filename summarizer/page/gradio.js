// What Gradio's own widgets say in English, or to nobody, put right whenever they are drawn anew.
import { language } from "/asking.js";
import { make, words } from "/view.js";

const NAMES = { // of buttons that are only a sign
  "#files .icon-button:first-of-type": "add_files",
  "#files .icon-button:nth-of-type(2)": "clear_files",
  "#tabs .toolbar-buttons button:first-child": "copy_table",
  "#tabs .toolbar-buttons button:last-child": "whole_screen",
};

// Gradio takes the browser's language for the page's; a screen reader would read it so.
const keepLanguage = () => {
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
};

const nameButtons = () => {
  for (const [place, word] of Object.entries(NAMES)) {
    for (const button of document.querySelectorAll(place)) {
      button.setAttribute("aria-label", words[word]);
      button.title = words[word];
    }
  }
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

export const mendWidgets = () => {
  nameButtons();
  mendUploads();
  nameHeadings();
};

new MutationObserver(keepLanguage).observe(document.documentElement, { attributeFilter: ["lang"] });
keepLanguage();
// Its notes say it in English, outside of what page.css reaches.
document.head.append(make("style", {}, ".toast-wrap { display: none !important; }"));
