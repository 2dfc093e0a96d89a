// What widgets cannot do: reading the answer's channel, evidence at a click, copying, saving, the history.
import { ask } from "/asking.js";
import { chosen, followChoices, hasWidgets } from "/choices.js";
import { copyText } from "/copying.js";
import "/dropping.js";
import { followText, showSource } from "/evidence.js";
import { mendWidgets, tellFiles, watchTabs } from "/gradio.js";
import { buildHead } from "/head.js";
import { drawHistory, remember } from "/history.js";
import { drawResults, keep, putBack } from "/kept.js";
import { listenToKeys } from "/keys.js";
import { asked, begin as beginRequest, end, followGradio, isBusy } from "/request.js";
import { buildSaying, say, saySeldom } from "/saying.js";
import { buildBar, field, followSource, nameOf, setReading, setSource, setStatus, state } from "/source.js";
import { drawAnswer, drawCopy, drawDrafts, drawNotice, drawRunning, make, names, rules, told, words } from "/view.js";

const find = (id) => document.getElementById(id);
const MAX_NAME_CHARS = 80; // a file system takes 255 bytes

// --- the summary ---
const result = () => find("result") ?? find("sheet").appendChild(make("div", { id: "result" }));

const setState = (name) => {
  document.body.dataset.state = name;
  find("go")?.setAttribute("aria-disabled", String(isBusy()));
};

// Of the file that the text is from, else of its headline; signs that no file's name may have are left out.
const nameFile = ({ path, headline }) => {
  const named = /\.\w{1,8}$/.test(path) ? path.replace(/\.\w+$/, "") : headline;
  const plain = named.replace(/[\\/:*?"<>|\s\p{Cc}]+/gu, " ").trim();
  const begun = plain.length > MAX_NAME_CHARS ? plain.slice(0, MAX_NAME_CHARS + 1).replace(/ \S*$/, "").slice(0, MAX_NAME_CHARS) : plain;
  return [begun, words.file_name].filter(Boolean).join(" — ");
};

const actions = {
  copy: (button, view) => copyText(button, view.copied),
  save: async (button, view, format) => {
    const row = button.parentElement;
    row.querySelector(".problem")?.remove();
    const answer = await ask(`/export/${format}`, JSON.stringify(view.record), "application/json").catch(() => null);
    if (!answer?.ok) return row.append(...drawNotice(answer ? (await answer.json()).detail : words.gone, null));
    const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: `${nameFile(view.record)}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
  reuse: (entry) => {
    document.querySelector('#tabs button[role="tab"]').click();
    setReading(false);
    setSource(entry.source, entry.view.record.path);
  },
};

const hear = (view) => {
  if (isBusy() && view.asked === asked.id) drawResult(view); // the channel may be empty, or of a request before
};

const drawResult = (view) => {
  setState(view.kind);
  find("refusal")?.remove();
  if (view.kind === "running") follow(view);
  if (view.kind === "notice") result().replaceChildren(...drawNotice(view.text));
  if (view.kind === "stopped") showStopped(view);
  if (view.kind === "done") finish(view);
};

const follow = (view) => {
  result().replaceChildren(...drawRunning(view));
  saySeldom(view.line);
};

const showStopped = (view) => {
  const copy = (event) => actions.copy(event.currentTarget, { copied: view.drafts.join("\n") });
  result().replaceChildren(make("p", { id: "stopped" }, view.text), ...drawDrafts(view), ...(view.drafts.length ? [drawCopy(copy)] : []));
  say(view.text);
};

let isWantedAgain = false; // a summary, while the one before is being stopped

const stop = async () => {
  setState("stopping");
  isWantedAgain = false;
  await asked.joined;
  if (document.body.dataset.state !== "stopping") return; // it was refused
  try {
    const answer = await end();
    const told = await answer.json();
    if (answer.ok) drawResult(told);
    else refuse(told.detail);
  } catch {
    refuse(words.gone);
  }
  if (isWantedAgain) find("go").click();
};

const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

const start = (event) => {
  const isStopping = document.body.dataset.state === "stopping";
  isWantedAgain ||= isStopping;
  if (isBusy() || isStopping || asked.isLost) event.stopImmediatePropagation(); // Gradio is not to hear of it
  if (isBusy() || isStopping) return;
  if (asked.isLost) return refuse(words.gone);
  beginRequest(field().value, nameOf(field().value), chosen());
  setState("waiting");
  result().replaceChildren(make("p", { id: "busy" }, words.queued));
  say(words.queued);
  comeToResult();
};

const comeToResult = () => {
  if (window.innerWidth <= 720) find("right").scrollIntoView({ behavior: isCalm.matches ? "auto" : "smooth" });
};

const showAnswer = (view, given, chosen) => {
  setState("done");
  state.answer = { view, given, chosen };
  result().replaceChildren(...drawAnswer(view, actions));
};

const finish = (view) => {
  if (asked.name) view.record.path = asked.name;
  const isAwaited = find("right").getBoundingClientRect().top < window.innerHeight; // else somebody looks elsewhere
  const wasWriting = document.activeElement === field();
  showAnswer(view, asked.text, asked.chosen);
  if (field()?.value === asked.text) setReading(true);
  if (wasWriting && state.isReading) find("summary").focus({ preventScroll: true }); // the field is gone
  if (!remember(view, asked.text)) result().append(...drawNotice(words.storage_full, null));
  drawHistory(actions);
  if (isAwaited) comeToResult(); // a page that was too short had no room for that before
  say(`${words.ready} ${told(view).figures}`);
};

// A request that never reached the program's handler (busy, too large, closed) is explained here.
const refuse = (sentence) => {
  setState("refused");
  result().replaceChildren(...drawNotice(sentence, "refusal"));
};

// Whatever tab is shown.
const tellLost = () => {
  if (!find("gone")) find("head").append(...drawNotice(words.gone, "gone"));
};

followGradio(refuse, tellLost, tellFiles);

// --- the channel: a hidden widget whose text is a line of JSON ---
let heard = "";
const listen = () => {
  const text = find("answer")?.querySelector(".textfield")?.textContent.trim() ?? "";
  if (!text || text === heard) return;
  heard = text;
  hear(JSON.parse(text));
};
const isOfChannel = (change) => (change.target.nodeType === 1 ? change.target : change.target.parentElement)?.closest(".channel");

const PARTS = ["head", "sheet", "fill"];
let hasBegun = false;
const begin = () => {
  const told = find("words")?.querySelector(".textfield")?.textContent.trim();
  if (!told || !PARTS.every(find) || !field() || !hasWidgets()) return; // Gradio loads each kind of widget by itself
  hasBegun = true; // before anything is built: that calls this anew
  for (const [kind, all] of Object.entries({ words, rules, names })) Object.assign(all, JSON.parse(told)[kind]);
  buildBar();
  buildSaying();
  buildHead();
  setInterval(() => { followSource(followText); followChoices(); }, 250);
  setTimeout(takeOver, 0);
  watchTabs();
};

// Of the page before, or of the frame that was there first, where the button may be pressed.
const takeOver = async () => {
  await putBack(showAnswer, () => refuse(words.broken_off));
  if (!document.body.dataset.state) setState("idle");
  const next = sessionStorage.getItem("summarizer.next");
  sessionStorage.removeItem("summarizer.next");
  if (next === "focus") field().focus();
  if (next === "go") setTimeout(() => find("go").click(), 0); // the field reports its text to Gradio first
};

const watch = new MutationObserver((changes) => {
  if (!hasBegun) begin();
  if (hasBegun && changes.some(isOfChannel)) listen();
  if (hasBegun) mendWidgets();
  if (hasBegun) drawResults();
  if (hasBegun && find("history") && !find("history-list")) drawHistory(actions);
});
watch.observe(document.body, { childList: true, subtree: true, characterData: true });
begin();

addEventListener("storage", () => drawHistory(actions)); // another tab has changed it

// --- clicks and keys ---
document.addEventListener("click", (event) => {
  const sentence = event.target.closest?.(".sentence");
  if (sentence) showSource(sentence);
  const button = event.target.closest?.("button");
  if (button?.id === "clear" || button?.id?.startsWith("example-")) { setStatus(""); setReading(false); }
  if (button?.id === "cancel" && isBusy()) stop();
  if (button?.id === "go") start(event);
}, true);

addEventListener("pagehide", () => {
  if (document.body.dataset.state) keep(); // what was kept before is here: only then what is here may take its place
});

listenToKeys(showSource);
