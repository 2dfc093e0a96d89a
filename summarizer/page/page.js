// What widgets cannot do: copying, Ctrl+Enter, telling a screen reader, going to the result on a phone.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);

  const summaryText = () =>
    [...find("summary").querySelectorAll(".textfield .text, .textfield .line-break")]
      .map((node) => (node.className.includes("line-break") ? "\n" : node.textContent))
      .join("");

  const copyByHand = (text) => {
    // Browsers give the clipboard only to https and to this machine.
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = text;
    field.select();
    document.execCommand("copy");
    field.remove();
  };

  const copy = async (button) => {
    const text = summaryText();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyByHand(text);
    }
    const words = button.textContent;
    button.textContent = "✓ " + words.trim();
    setTimeout(() => { button.textContent = words; }, 1500);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.id === "copy") copy(button);
    if (button?.id === "go" && window.innerWidth <= 720) find("right").scrollIntoView({ behavior: "smooth" });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // The text field reports its text to Gradio on input; the click follows after.
    setTimeout(() => find("go")?.click(), 0);
  });

  // Gradio puts a space between the pieces of a marked text, also within a word: there it would be
  // seen, copied, and taken for a place to break the line. The nodes stay, since Svelte counts them.
  const closeGaps = () => {
    for (const field of document.querySelectorAll(".textfield")) {
      const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.data && !node.data.trim() && !node.parentElement.classList.contains("text")) node.data = "";
      }
    }
  };
  new MutationObserver(closeGaps).observe(document.body, { childList: true, subtree: true });

  const announce = () => {
    const sheet = find("sheet");
    if (sheet) sheet.setAttribute("aria-live", "polite");
    else setTimeout(announce, 200);
  };
  announce();
})();
