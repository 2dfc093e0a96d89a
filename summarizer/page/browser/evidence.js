// What a sentence of the summary rests on: marked in the text, and told where that cannot be seen.
import { say } from "/saying.js";
import { field, setReading, state } from "/source.js";
import { showEvidence, words } from "/view.js";

const find = (id) => document.getElementById(id);
const isOfText = () => state.answer?.given === field()?.value;

// Places count characters as Python does.
const quote = (sentence) => {
  const { given, view } = state.answer;
  const signs = [...given];
  return view.record.evidence[sentence].passages.map(({ start, stop }) => signs.slice(start, stop).join("").trim()).join(" … ");
};

// What is marked, in the version that is shown: repaired letters are read aloud as such.
const readMarked = () => {
  const nodes = [...document.querySelectorAll("#marked .under")];
  return nodes.map((node, i) => (i && node.previousSibling !== nodes[i - 1] ? " … " : "") + node.textContent).join("");
};

// Where the text stands above the summary nobody is led away from it: there is no way back.
const isBeside = () => window.innerWidth > 720;

const show = (mark) => {
  const box = find("marked");
  box.scrollTop = mark.offsetTop - box.offsetTop - box.clientHeight / 3;
  if (isBeside()) mark.scrollIntoView({ block: "nearest" });
};

export const showSource = ({ dataset: { sentence } }) => {
  if (!state.answer) return;
  if (isOfText() && !state.isReading) setReading(true);
  const mark = showEvidence(isOfText() ? sentence : null);
  const passages = quote(sentence);
  const place = isOfText() && !mark ? words.further_on : words.in_text;
  const told = !passages ? words.no_evidence : mark && isBeside() ? "" : `${place} «${passages}»`;
  if (mark) show(mark);
  find("passage").textContent = told;
  say(told || `${words.in_text} «${readMarked().trim()}»`);
};

// A text that was changed since has no marks.
export const followText = () => {
  const hint = find("hint");
  if (hint) hint.textContent = isOfText() ? words.evidence : words.evidence_elsewhere;
};
