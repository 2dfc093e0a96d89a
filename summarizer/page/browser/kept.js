// What a tab keeps over a reload, a change of language and the program's end: in its session, which ends with the tab.
import { isAt } from "/asking.js";
import { choose, readChoices } from "/choices.js";
import { asked, isBrokenOff } from "/request.js";
import { field, nameOf, setReading, setSource, state } from "/source.js";
import { make, words } from "/view.js";

const TEXT = "summarizer.text"; // the frame that is there first has it too
const SHOWN = "summarizer.shown";
const CHOICES = "summarizer.choices";
const RESULTS = "summarizer.results";

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
  put(CHOICES, JSON.stringify(readChoices()));
  put(SHOWN, text ? JSON.stringify({ name: nameOf(text), view: answer?.view, chosen: answer?.chosen, given, isBroken: isBrokenOff() }) : "");
};

// Puts back what was kept, the summary by ``show``; one that was on its way is told by ``tellBroken``.
export const putBack = async (show, tellBroken) => {
  const [text, shown, choices] = [TEXT, SHOWN, CHOICES].map((key) => sessionStorage.getItem(key));
  putBackResults();
  if (choices) await choose(JSON.parse(choices));
  if (!text || field().value) return; // somebody writes already
  const { name, view, chosen, given, isBroken } = JSON.parse(shown || "{}");
  setSource(text, name);
  if (isBroken) tellBroken();
  if (!view) return;
  show(view, given ?? field().value, chosen);
  if (given === undefined) setReading(true);
};
