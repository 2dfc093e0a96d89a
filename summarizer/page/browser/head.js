// Beside the heading: the other language, and the page dark or light.
import { language } from "/asking.js";
import { make, words } from "/view.js";

const KEY = "summarizer.dark";

const setTheme = (isDark) => {
  document.body.classList.toggle("dark", isDark);
  try {
    localStorage.setItem(KEY, String(isDark));
  } catch {
    // no room: it is so until the page is left
  }
};

export const buildHead = () => {
  const isEnglish = language === "en";
  const kept = localStorage.getItem(KEY);
  if (kept !== null) setTheme(kept === "true");
  document.getElementById("head").append(make("nav", { id: "switches" },
    make("a", { id: "language", href: isEnglish ? "/" : "/en/", lang: isEnglish ? "ru" : "en" }, words.language),
    make("button", { type: "button", id: "theme", class: "quiet", "aria-label": words.theme, title: words.theme, onclick: () => setTheme(!document.body.classList.contains("dark")) }, "◐")));
};
