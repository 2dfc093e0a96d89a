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

  // A request that never reached the handler (busy, too large, program closed) is explained here.
  const refuse = (sentence) => {
    const line = find("refusal") || document.createElement("p");
    line.id = "refusal";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    find("sheet").append(line);
  };

  // Gradio's own notes say it in English, outside of what page.css reaches.
  const style = document.createElement("style");
  style.textContent = ".toast-wrap { display: none !important; }";
  document.head.append(style);

  const fetchPlainly = window.fetch;
  window.fetch = async (...request) => {
    const address = String(request[0]?.url ?? request[0]);
    if (!address.includes("/queue/join")) return fetchPlainly(...request);
    find("refusal")?.remove();
    try {
      const answer = await fetchPlainly(...request);
      if (!answer.ok) refuse((await answer.clone().json()).detail);
      return answer;
    } catch (error) {
      refuse(find("gone").textContent.trim());
      throw error;
    }
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
