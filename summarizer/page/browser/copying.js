// Texts into the clipboard; the button says so for a moment.
import { words } from "/view.js";

const copyByHand = (text) => {
  // Browsers give the clipboard only to https and to this machine.
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
  document.execCommand("copy");
  area.remove();
};

export const copyText = async (button, text, label = words.copy) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(text);
  }
  button.textContent = `✓ ${words.copied}`;
  setTimeout(() => { button.textContent = label; }, 1500);
};
