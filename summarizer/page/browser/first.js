// What has to be there before Gradio.

// Its widgets speak the browser's language: they are to speak the page's.
Object.defineProperty(navigator, "language", { value: document.documentElement.lang });

// Where the browser forbids storage the page keeps what it would keep until it is left.
const inMemory = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key) };
};
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].getItem("");
  } catch {
    Object.defineProperty(window, name, { value: inMemory() });
  }
}

// Who presses the button before page.js has built the page and put back what was kept would never see that summary:
// page.js presses it then.
document.addEventListener("click", (event) => {
  if (document.body.dataset.state || !event.target.closest?.("#go")) return;
  event.stopImmediatePropagation();
  sessionStorage.setItem("summarizer.next", "go");
}, true);

// A folder may have taken hours, and ends with the page: the browser asks whether to leave. Of that Gradio is not to hear:
// it gives everything up, whatever the answer.
addEventListener("beforeunload", (event) => {
  dispatchEvent(new Event("leaving"));
  if (!document.querySelector("body:not(.is-lost) #folder-stop:enabled")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
});
