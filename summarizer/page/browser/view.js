// Draws what the program tells: every text goes in as text, none as HTML.

import { language } from "/asking.js";

export const words = {};
export const rules = {};
export const names = {}; // of the choices, by what is shown for them

const NO_FILE = "-"; // what a record has where its text is from none

export const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
};

// What is said of an answer, in the language of the page that shows it.
export const told = (view) => view.said?.[language] ?? view;

// What belongs to one number stays in one line: «128 400», «9,8 млн», «46 %».
const NUMBER = /(\d{1,3}(?: \d{3}){1,3}(?!\d)(?: %)?|\d+(?:,\d+)? (?:тыс|млн|млрд|трлн|%)(?![а-яё]))/;
const withNumbers = (text) => text.split(NUMBER).map((part, i) => (i % 2 ? make("span", { class: "number" }, part) : part));

// A sentence is one button of several marked parts, a line a block: theses are a list.
const drawSentences = (view) => {
  const isList = Boolean(view.record.settings.options.points);
  const text = make(isList ? "ul" : "div", { id: "summary", class: "flow", tabindex: "-1" });
  let line = null;
  let button = null;
  let last = -1;
  const begin = () => {
    line = text.appendChild(make(isList ? "li" : "div", { class: "line" }));
    last = -1;
  };
  const put = (piece, sentence, finding) => {
    const doubt = finding < 0 ? null : told(view).findings[finding];
    const nodes = doubt?.category
      ? [make("mark", { class: doubt.colour, title: doubt.category, "aria-describedby": `finding-${finding}` }, ...withNumbers(piece))]
      : withNumbers(piece);
    if (sentence >= 0 && sentence !== last) button = line.appendChild(drawSentence(view, sentence));
    (sentence < 0 ? line : button).append(...nodes);
    last = sentence;
  };
  begin();
  for (const [piece, sentence, finding] of view.pieces) {
    piece.split("\n").forEach((part, i) => {
      if (i) begin();
      if (part) put(part, sentence, finding);
    });
  }
  return text;
};

const drawSentence = (view, sentence) =>
  make("span", { role: "button", tabindex: "0", class: view.has_evidence[sentence] ? "sentence" : "sentence alone", "aria-pressed": "false", "data-sentence": sentence });

const drawFindings = (view) =>
  make("section", { id: "findings", "aria-label": words.check },
    make("h3", {}, words.check),
    make("ul", {}, ...told(view).findings.map((finding, i) =>
      make("li", { id: `finding-${i}`, class: finding.colour }, finding.message))));

export const drawCopy = (onclick) => make("button", { type: "button", id: "copy", class: "quiet", onclick }, words.copy);

export const drawSaves = (view, actions) => [
  make("span", { class: "save-label" }, words.download),
  ...["txt", "md", "docx", "json"].map((format) =>
    make("button", { type: "button", class: "quiet save", "data-format": format, "aria-label": `${words.download} ${format}`, onclick: (event) => actions.save(event.currentTarget, view, format) }, format)),
];

const drawActions = (view, actions) =>
  make("div", { id: "actions" },
    drawCopy((event) => actions.copy(event.currentTarget, view)),
    ...drawSaves(view, actions));

export const drawAnswer = (view, actions) => {
  const parts = [make("p", { id: "stale", class: "aside", role: "status", hidden: true }, words.stale)];
  if (view.title) parts.push(make("h3", { id: "headline" }, ...withNumbers(view.title)));
  parts.push(drawSentences(view));
  if (view.has_evidence.some(Boolean)) parts.push(make("p", { id: "hint", class: "aside" }, words.evidence));
  parts.push(make("p", { id: "passage" }));
  parts.push(make("p", { id: "figures", class: "aside" }, told(view).figures));
  if (view.record.path !== NO_FILE) parts.push(make("p", { id: "origin", class: "aside" }, `${words.origin} ${view.record.path}`));
  if (told(view).unread) parts.push(make("p", { id: "unread", class: "aside" }, told(view).unread));
  parts.push(drawActions(view, actions));
  if (told(view).findings.length) parts.push(drawFindings(view));
  return parts;
};

export const drawRunning = (view) => [
  make("p", { id: "busy" }, view.line),
  make("div", { id: "bar", role: "progressbar", "aria-label": view.line, "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": Math.round(view.share * 100) },
    Object.assign(make("div"), { style: `width:${Math.max(2, view.share * 100)}%` })),
  ...drawDrafts(view),
];

export const drawDrafts = (view) =>
  view.drafts.length ? [make("div", { id: "drafts", class: "flow" }, view.drafts.join("\n"))] : [];

export const drawNotice = (sentence, id = "notice") => [make("p", { id, class: "problem", role: "alert" }, sentence)];

// The source: repaired or as it came, with what the sentences of the summary rest on.
export const drawSource = (pieces, isCleaned, isCut) => {
  const field = make("div", { id: "marked", class: "flow", tabindex: "0", role: "region", "aria-label": words.source });
  for (const [before, after = before, rule = "", sentences = [], isRead = true] of pieces) {
    const shown = isCleaned ? after : before;
    if (!rule && !sentences.length && isRead) {
      field.append(shown);
      continue;
    }
    const node = make(rule ? "mark" : "span", { class: isRead ? null : "unread" }, shown);
    if (rule) node.title = `${rules[rule]}: ${before || "∅"} → ${after || "∅"}`;
    if (rule && !shown) node.classList.add("removed");
    if (sentences.length) node.dataset.under = ` ${sentences.join(" ")} `;
    field.append(node);
  }
  if (isCut) field.append(make("p", { class: "aside" }, words.part));
  return field;
};

export const showEvidence = (sentence) => {
  for (const node of document.querySelectorAll("#result .sentence")) {
    node.setAttribute("aria-pressed", String(node.dataset.sentence === String(sentence)));
  }
  for (const node of document.querySelectorAll("#marked .under")) node.classList.remove("under");
  const found = sentence === null ? [] : [...document.querySelectorAll(`#marked [data-under*=" ${sentence} "]`)];
  for (const node of found) node.classList.add("under");
  return found[0] ?? null;
};
