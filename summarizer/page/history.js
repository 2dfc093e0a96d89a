// Summaries made in this browser: kept in its storage, shown and deleted here; the program keeps none.
import { make, words } from "/view.js";

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

export const remember = (view, source) => {
  const entry = { when: Date.now(), view: { record: view.record, copied: view.copied, figures: view.figures } };
  if (source.length <= MAX_SOURCE_CHARS) entry.source = source;
  return keep([entry, ...entries()]);
};

const drawEntry = (entry, place, actions) => {
  const when = new Date(entry.when).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const { record, copied, figures } = entry.view;
  const name = record.headline || record.summary.split("\n")[0];
  const quiet = (label, onclick) => make("button", { type: "button", class: "quiet", onclick }, label);
  return make("li", {},
    make("details", {},
      make("summary", {}, make("span", { class: "when" }, when), make("span", { class: "name" }, name)),
      make("div", { class: "flow" }, copied),
      make("p", { class: "aside" }, figures)),
    make("div", { class: "entry-actions" },
      quiet(words.copy, (event) => actions.copy(event.currentTarget, entry.view)),
      ...(entry.source === undefined ? [] : [quiet(words.reuse, () => actions.reuse(entry))]),
      quiet(words.remove, () => {
        keep(entries().filter((_, i) => i !== place));
        drawHistory(actions);
      })));
};

export const drawHistory = (actions) => {
  const place = document.getElementById("history");
  if (!place) return;
  const all = entries();
  const list = make("ul", { id: "entries" }, ...all.map((entry, i) => drawEntry(entry, i, actions)));
  const clear = make("button", { type: "button", id: "forget", class: "quiet", onclick: () => {
    localStorage.removeItem(KEY);
    drawHistory(actions);
  } }, words.remove_all);
  const own = make("div", { id: "history-list" },
    make("p", { class: "aside" }, all.length ? words.history_note : words.history_empty),
    ...(all.length ? [list, clear] : []));
  place.querySelector("#history-list")?.remove();
  place.append(own);
};
