// What a tab keeps over a reload, a change of language and the program's end: in its session, which ends with the tab.
import { isAt } from "/asking.js";
import { asked, isBrokenOff } from "/request.js";
import { field, nameOf, setReading, setSource, state } from "/source.js";
import { make, names, words } from "/view.js";

const TEXT = "summarizer.text"; // the frame that is there first has it too
const SHOWN = "summarizer.shown";
const CHOICES = "summarizer.choices";
const RESULTS = "summarizer.results";
const RADIOS = ["version", "length"];
const CHECKBOXES = ["with-title", "repair-facts"];
const DROPDOWNS = ["unit", "model"];

const inputOf = (id) => document.querySelector(`#${id} input`);
const tabs = () => [...document.querySelectorAll('#tabs [role="tab"]')];
const radios = (id) => [...document.querySelectorAll(`#${id} input`)];

// Gradio draws the page in parts: what was chosen can be put back once all of them are there.
export const hasWidgets = () => [...RADIOS, ...CHECKBOXES, ...DROPDOWNS, "amount"].every(inputOf);

const read = () => ({
  tab: tabs().findIndex((tab) => tab.ariaSelected === "true"),
  radios: RADIOS.map((id) => radios(id).find((input) => input.checked)?.value),
  checkboxes: CHECKBOXES.map((id) => inputOf(id).checked),
  amount: inputOf("amount").value,
  picked: DROPDOWNS.map((id) => names[inputOf(id).value]),
});

const put = (key, text) => {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    sessionStorage.removeItem(key); // no room: rather none than that of a text before
  }
};

// Of the last folder: the program has its archive for an hour.
let results = "";
const keepResults = () => put(RESULTS, document.getElementById("folder-download")?.getAttribute("href") ?? results);

const putBackResults = async () => {
  const address = sessionStorage.getItem(RESULTS);
  if (!address || !(await isAt(address))) return;
  results = address;
  drawResults();
};

// Gradio draws a tab when it is opened first.
export const drawResults = () => {
  const deeds = document.querySelector("#folder-tab .deeds");
  if (!results || !deeds || document.getElementById("last-results")) return;
  const link = make("a", { href: results, download: true }, words.take_results);
  deeds.after(make("p", { id: "last-results", class: "aside" }, `${words.last_results} `, link));
};

export const keep = () => {
  const text = field().value;
  const isShown = document.body.dataset.state === "done" || (asked.isLost && state.answer?.given === text);
  const answer = isShown ? state.answer : null; // else another text was asked about, or there is none
  const given = answer?.given === text ? undefined : answer?.given;
  put(TEXT, text);
  keepResults();
  put(CHOICES, JSON.stringify(read()));
  put(SHOWN, text ? JSON.stringify({ name: nameOf(text), view: answer?.view, given, isBroken: isBrokenOff() }) : "");
};

// Gradio's list is in the page only while it is open.
const pick = async (id, name) => {
  const input = inputOf(id);
  if (!name || names[input.value] === name) return;
  input.dispatchEvent(new FocusEvent("focus"));
  await new Promise((resolve) => setTimeout(resolve, 0));
  const options = [...document.querySelectorAll(`#${id} [role="option"]`)];
  options.find((option) => names[option.ariaLabel] === name)?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
  input.dispatchEvent(new FocusEvent("blur"));
};

const choose = async ({ tab, radios: values, checkboxes, amount, picked }) => {
  if (tab > 0) tabs()[tab]?.click();
  RADIOS.forEach((id, i) => radios(id).find((input) => input.value === values[i])?.click());
  CHECKBOXES.forEach((id, i) => { if (inputOf(id).checked !== checkboxes[i]) inputOf(id).click(); });
  inputOf("amount").value = amount;
  inputOf("amount").dispatchEvent(new Event("input", { bubbles: true }));
  for (const [i, id] of DROPDOWNS.entries()) await pick(id, picked[i]);
};

// Puts back what was kept, the summary by ``show``; one that was on its way is told by ``tellBroken``.
export const putBack = async (show, tellBroken) => {
  const [text, shown, choices] = [TEXT, SHOWN, CHOICES].map((key) => sessionStorage.getItem(key));
  putBackResults();
  if (choices) await choose(JSON.parse(choices));
  if (!text || field().value) return; // somebody writes already
  const { name, view, given, isBroken } = JSON.parse(shown || "{}");
  setSource(text, name);
  if (isBroken) tellBroken();
  if (!view) return;
  show(view, given ?? field().value);
  if (given === undefined) setReading(true);
};
