// Summaries made in this browser: kept in its storage, shown and deleted here; the program keeps none.
import { drawSaves, make, told, words } from "/view.js";

const KEY = "summarizer.history";
const MAX_ENTRIES = 50;
const MAX_SOURCE_CHARS = 200_000; // a browser gives about five million for all

export const entries = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
};

// Old entries go where there is no room for a new one.
const keep = (all) => {
  let kept = all.slice(0, MAX_ENTRIES);
  for (;;) {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
      return true;
    } catch {
      if (kept.length <= 1) return false;
      kept = kept.slice(0, Math.ceil(kept.length / 2));
    }
  }
};

// Another tab may have changed the list: an entry is never told by its place in it.
const idOf = (entry) => entry.id ?? String(entry.when);

export const remember = (view, source) => {
  const { record, copied, said } = view;
  const when = Date.now();
  const entry = { id: `${when}-${Math.random()}`, when, view: { record, copied, said } };
  if (source.length <= MAX_SOURCE_CHARS) entry.source = source;
  const isOther = (one) => one.source === undefined || one.source !== source || one.view.copied !== copied;
  return keep([entry, ...entries().filter(isOther)]);
};

const quiet = (label, onclick, id = null) => make("button", { type: "button", class: "quiet", id, onclick }, label);

// What was deleted is told in its place, with a way back that has the focus; it is gone with the page.
const tellRemoved = (removed, sentence, actions) => {
  const back = quiet(words.undo, () => {
    keep([...removed, ...entries()].sort((one, other) => other.when - one.when));
    drawHistory(actions);
    document.querySelector("#entries summary")?.focus();
  });
  return [make("li", { class: "removed" }, make("span", { role: "status" }, sentence), back), back];
};

const remove = (row, entry, name, actions) => {
  keep(entries().filter((other) => idOf(other) !== idOf(entry)));
  const [note, back] = tellRemoved([entry], `${words.removed} ${name}`, actions);
  row.replaceWith(note);
  back.focus();
};

const removeAll = (actions) => {
  const removed = entries();
  localStorage.removeItem(KEY);
  drawHistory(actions);
  const [note, back] = tellRemoved(removed, words.removed_all, actions);
  document.getElementById("entries").append(note);
  back.focus();
};

const drawNotes = (findings) =>
  findings.length ? [make("ul", { class: "notes" }, ...findings.map(({ message, colour }) => make("li", { class: colour }, message)))] : [];

const drawEntry = (entry, actions) => {
  const when = new Date(entry.when).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const { record, copied } = entry.view;
  const name = record.headline || record.summary.split("\n")[0];
  const { figures, findings = record.findings ?? [] } = told(entry.view);
  const counted = findings.length ? [make("span", { class: "counted" }, `${words.notes} ${findings.length}`)] : [];
  const row = make("li", { "data-entry": idOf(entry) },
    make("details", {},
      make("summary", {}, make("span", { class: "when" }, when), make("span", { class: "name" }, name), ...counted),
      make("div", { class: "flow" }, copied),
      make("p", { class: "aside" }, figures),
      ...drawNotes(findings),
      ...(entry.source === undefined ? [make("p", { class: "aside" }, words.no_source)] : []),
      make("div", { class: "entry-actions" }, ...drawSaves(entry.view, actions))),
    make("div", { class: "entry-actions" },
      quiet(words.copy, (event) => actions.copy(event.currentTarget, entry.view)),
      ...(entry.source === undefined ? [] : [quiet(words.reuse, () => actions.reuse(entry))]),
      quiet(words.remove, () => remove(row, entry, name, actions))));
  return row;
};

const build = (place, actions) => {
  place.append(make("div", { id: "history-list" },
    make("p", { id: "history-note", class: "aside" }),
    make("ul", { id: "entries" }),
    quiet(words.remove_all, () => removeAll(actions), "forget")));
};

// Rows that are drawn already stay, open or shut.
export const drawHistory = (actions) => {
  const place = document.getElementById("history");
  if (!place) return;
  if (!place.querySelector("#history-list")) build(place, actions);
  const [list, all] = [place.querySelector("#entries"), entries()];
  const drawn = new Map([...list.children].map((row) => [row.dataset.entry, row]));
  list.replaceChildren(...all.map((entry) => drawn.get(idOf(entry)) ?? drawEntry(entry, actions)));
  place.querySelector("#history-note").textContent = all.length ? words.history_note.replace("{limit}", MAX_ENTRIES) : words.history_empty;
  place.querySelector("#forget").hidden = !all.length;
};
