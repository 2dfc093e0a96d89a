// What is chosen in the widgets: read, put back, and whether the summary that is shown was made so.
import { state } from "/source.js";
import { names } from "/view.js";

const RADIOS = ["version", "length"];
const CHECKBOXES = ["with-title", "repair-facts"];
const DROPDOWNS = ["unit", "model"];

const inputOf = (id) => document.querySelector(`#${id} input`);
const tabs = () => [...document.querySelectorAll('#tabs [role="tab"]')];
const radios = (id) => [...document.querySelectorAll(`#${id} input`)];

// Gradio draws the page in parts: what was chosen can be put back once all of them are there.
export const hasWidgets = () => [...RADIOS, ...CHECKBOXES, ...DROPDOWNS, "amount"].every(inputOf);

export const readChoices = () => ({
  tab: tabs().findIndex((tab) => tab.ariaSelected === "true"),
  radios: RADIOS.map((id) => radios(id).find((input) => input.checked)?.value),
  checkboxes: CHECKBOXES.map((id) => inputOf(id).checked),
  amount: inputOf("amount").value,
  picked: DROPDOWNS.map((id) => names[inputOf(id).value]),
});

// What a summary depends on; the number and its unit only where the length is one's own.
export const chosen = () => {
  const { radios: [version, length], checkboxes, amount, picked: [unit, model] } = readChoices();
  const own = radios("length").at(-1).value === length ? [amount, unit] : [];
  return JSON.stringify([version, length, own, checkboxes, model]);
};

export const followChoices = () => {
  const sign = document.getElementById("stale");
  if (sign) sign.hidden = !state.answer?.chosen || state.answer.chosen === chosen();
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

// Puts back what was read.
export const choose = async ({ tab, radios: values, checkboxes, amount, picked }) => {
  if (tab > 0) tabs()[tab]?.click();
  RADIOS.forEach((id, i) => radios(id).find((input) => input.value === values[i])?.click());
  CHECKBOXES.forEach((id, i) => { if (inputOf(id).checked !== checkboxes[i]) inputOf(id).click(); });
  inputOf("amount").value = amount;
  inputOf("amount").dispatchEvent(new Event("input", { bubbles: true }));
  for (const [i, id] of DROPDOWNS.entries()) await pick(id, picked[i]);
};
