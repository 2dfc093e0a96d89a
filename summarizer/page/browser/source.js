// The text field: how a text comes in, how it was repaired, and the same text to read beside its summary.
import { ask, isThere } from "/asking.js";
import { copyText } from "/copying.js";
import { drawSource, make, showEvidence, words } from "/view.js";

const find = (id) => document.getElementById(id);
export const field = () => document.querySelector("#source textarea");
// The answer that is shown with the text it is of, the text as it was repaired, and the file that a text was read from.
export const state = { answer: null, source: null, isReading: false, file: { name: "", text: "" } };

export const setSource = (text, name = "") => {
  field().value = text;
  state.file = { name, text: field().value }; // the field has line ends of its own
  field().dispatchEvent(new Event("input", { bubbles: true })); // Gradio learns of it by that
  requestAnimationFrame(() => { field().scrollTop = 0; }); // once its tab is shown: it opens at its beginning
};

// Of the file that a text was read from; a text that was changed since has none.
export const nameOf = (text) => (text === state.file.text ? state.file.name : "");

let awaited = null; // the file that is being read
export const readFile = async (file) => {
  const before = field().value;
  const isOvertaken = () => awaited !== file || field().value !== before; // by another file, or by who writes
  awaited = file;
  setStatus(words.reading_file, false);
  try {
    const answer = await ask("/read", file, "application/octet-stream", { "X-Name": encodeURIComponent(file.name) });
    const found = await answer.json();
    if (isOvertaken()) return;
    if (!answer.ok) throw new Error(found.detail);
    setStatus("");
    setReading(false);
    setSource(found.text, file.name);
  } catch (error) {
    if (isOvertaken()) return;
    const isUnasked = error instanceof TypeError; // a file that was moved away since looks like a program that is gone
    setStatus(!isUnasked ? error.message : await isThere() ? `${file.name}: ${words.no_bytes}` : words.gone);
  }
};

export const setStatus = (text, isProblem = true) => {
  find("file-status").textContent = text;
  find("file-status").classList.toggle("problem", isProblem);
};

export const buildBar = () => {
  const input = make("input", { type: "file", id: "file", hidden: true });
  input.addEventListener("change", () => {
    if (input.files[0]) readFile(input.files[0]);
    input.value = "";
  });
  find("fill").prepend(make("button", { type: "button", id: "open-file", class: "quiet", onclick: () => input.click() }, words.open_file), input);
  const toggle = (isReading) =>
    make("button", { type: "button", class: "quiet", "data-reading": String(isReading), "aria-pressed": String(!isReading), onclick: () => setReading(isReading) }, isReading ? words.read : words.edit);
  find("source").after(
    make("div", { id: "reader", hidden: true }),
    make("p", { id: "file-status", role: "status" }),
    make("div", { id: "repairs", role: "status" }),
    make("button", { type: "button", id: "copy-repaired", class: "quiet", onclick: copyRepaired }, words.copy_repaired));
  find("source").before(make("div", { id: "views", role: "group", "aria-label": words.view, hidden: true }, toggle(false), toggle(true)));
};

// All of it, where only the beginning of a long text is shown.
const copyRepaired = async (event) => {
  const button = event.currentTarget;
  try {
    const answer = await ask("/cleaned", field().value, "text/plain");
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.detail);
    await copyText(button, found.text, words.copy_repaired);
  } catch (error) {
    setStatus(error instanceof TypeError ? words.gone : error.message);
  }
};

export const setReading = (isReading) => {
  const wasWriting = document.activeElement === field();
  state.isReading = isReading;
  find("reader").hidden = !isReading;
  if (isReading) find("views").hidden = false;
  document.body.classList.toggle("is-reading", isReading);
  for (const button of document.querySelectorAll("#views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.reading === String(isReading)));
  }
  if (isReading) drawReader();
  if (isReading && wasWriting) find("marked")?.focus({ preventScroll: true }); // which takes the field's place
};

const isCleaned = () => document.querySelector("#version input:checked")?.value !== "given";

let drawn = ""; // the text whose place of reading is kept
const drawReader = () => {
  const isOfAnswer = state.answer && state.answer.given === field().value;
  const cleaned = state.source?.of === field().value ? state.source : { pieces: [[field().value]] };
  const shown = isOfAnswer ? { pieces: state.answer.view.source, is_cut: state.answer.view.is_cut } : cleaned;
  const old = find("marked");
  const [place, hadFocus] = [drawn === field().value && old ? old.scrollTop : 0, old && document.activeElement === old];
  drawn = field().value;
  find("reader").replaceChildren(drawSource(shown.pieces, isCleaned(), shown.is_cut));
  find("marked").scrollTop = place;
  if (hadFocus) find("marked").focus({ preventScroll: true });
  const asked = isOfAnswer && document.querySelector('#result .sentence[aria-pressed="true"]');
  if (asked) showEvidence(asked.dataset.sentence);
};

const drawCleaned = (view, text) => {
  state.source = { ...view, of: text };
  const hasText = field().value.trim() !== "";
  find("views").hidden = !hasText;
  document.body.classList.toggle("has-repairs", view.n_repairs > 0);
  const lines = view.repairs.map(([rule, samples]) => make("li", {}, make("b", {}, rule), ` ${samples}`));
  find("repairs").replaceChildren(...(view.n_repairs ? [make("b", {}, view.title), make("ul", {}, ...lines)] : []));
  if (!hasText) setReading(false);
  else if (state.isReading) drawReader();
};

// What was told of a text before is not of this one.
const forgetCleaned = () => {
  state.source = null;
  setReading(false);
  find("views").hidden = true;
  document.body.classList.remove("has-repairs");
  find("repairs").replaceChildren();
};

// The field may change by typing, dropping, an example or a widget's own doing: it is looked at instead.
const ASK_AGAIN_MS = 2_000; // where the program did not answer
let seen = "";
let asking = null;
export const followSource = async (tell) => {
  const text = field()?.value;
  if (text === undefined || text === seen) return;
  seen = text;
  tell();
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await ask("/repairs", text, "text/plain", {}, asking.signal);
    const view = await answer.json();
    setStatus(answer.ok ? "" : view.detail); // what was said of a text before is over
    if (answer.ok) drawCleaned(view, text);
    else forgetCleaned();
  } catch (error) {
    if (error.name === "AbortError") return;
    setStatus(words.gone);
    setTimeout(() => { seen = null; }, ASK_AGAIN_MS);
  }
};

document.addEventListener("change", (event) => {
  if (event.target.closest?.("#version") && state.isReading) drawReader();
});

// The source of a page that is pasted is read as a page, as its file would be; a text with a tag in it stays a text.
const PAGE = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|(?:html|body|main|article|section|div|p|h[1-6]|table|ul|ol)\b[^>]*>[^]*<\/\w+>\s*$)/i;

document.addEventListener("paste", (event) => {
  const source = field();
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const replacesAll = event.target === source && source.selectionEnd - source.selectionStart === source.value.length;
  if (!replacesAll || !PAGE.test(text)) return;
  event.preventDefault();
  readFile(new File([text], words.page_name));
});
