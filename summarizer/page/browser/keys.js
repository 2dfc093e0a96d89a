// What keys do beside what widgets know.
import { isBusy } from "/request.js";
import { field, setReading, state } from "/source.js";

const find = (id) => document.getElementById(id);
const isEditable = (node) => node.matches?.("input, textarea, [contenteditable]");

const moveTab = (tab, key) => {
  const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const place = { ArrowRight: tabs.indexOf(tab) + 1, ArrowLeft: tabs.indexOf(tab) - 1, Home: 0, End: -1 }[key];
  if (place === undefined) return false;
  const next = tabs.at(place % tabs.length);
  next.click();
  next.focus();
  return true;
};

// A text that is read has no cursor: what is pasted takes its place, by the browser's own hand, which can undo it.
const makeRoom = () => {
  setReading(false);
  field().focus();
  field().select();
};

const isPaste = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyV";

export const listenToKeys = (showSource) => {
  document.addEventListener("keydown", (event) => {
    const [sentence, tab] = [".sentence", '#tabs [role="tab"]'].map((place) => event.target.closest?.(place));
    if (sentence && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      showSource(sentence);
    } else if (tab && moveTab(tab, event.key)) {
      event.preventDefault();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setTimeout(() => find("go")?.click(), 0); // the field reports its text to Gradio first
    } else if (isPaste(event) && state.isReading && find("desk").offsetParent && !isEditable(event.target)) {
      makeRoom();
    } else if (event.key === "Escape" && event.isTrusted && isBusy()) {
      find("cancel").click();
    }
  });
  // Gradio leaves its list open over what follows.
  document.addEventListener("focusout", ({ target }) => {
    const close = () => target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    if (target.matches?.('[role="combobox"]')) setTimeout(close, 0);
  });
};
