// What widgets cannot do: reading the answer's channel, evidence at a click, files, copying, saving, the history.
(async () => {
  "use strict";
  const { words, rules, make, drawAnswer, drawRunning, drawDrafts, drawNotice, drawSource, showEvidence } = await import("/view.js");
  const { remember, drawHistory } = await import("/history.js");
  const find = (id) => document.getElementById(id);
  const field = () => document.querySelector("#source textarea");
  const language = location.pathname.startsWith("/en/") ? "en" : "ru";
  // Gradio takes the browser's language for the page's; a screen reader would read it so.
  const keepLanguage = () => {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
  };
  new MutationObserver(keepLanguage).observe(document.documentElement, { attributeFilter: ["lang"] });
  keepLanguage();
  const state = { answer: null, source: null, given: "", isReading: false, title: "" };

  // --- the text field ---
  const setSource = (text) => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true })); // Gradio learns of it by that
  };

  const readFile = async (file) => {
    setStatus(words.reading_file);
    try {
      const answer = await fetchPlainly("/read", {
        method: "POST", body: file,
        headers: { "X-Name": encodeURIComponent(file.name), "X-Language": language, "Content-Type": "application/octet-stream" },
      });
      const found = await answer.json();
      if (!answer.ok) throw new Error(found.detail);
      setStatus("");
      setReading(false);
      state.title = file.name;
      setSource(found.text);
    } catch (error) {
      setStatus(error instanceof TypeError ? words.gone : error.message);
    }
  };

  const setStatus = (text) => {
    find("file-status").textContent = text;
  };

  const buildBar = () => {
    const input = make("input", { type: "file", id: "file", tabindex: "-1", "aria-label": words.open_file });
    input.addEventListener("change", () => {
      if (input.files[0]) readFile(input.files[0]);
      input.value = "";
    });
    find("fill").prepend(make("button", { type: "button", id: "open-file", class: "quiet", onclick: () => input.click() }, words.open_file), input);
    const toggle = (isReading) =>
      make("button", { type: "button", class: "quiet", "data-reading": String(isReading), "aria-pressed": String(!isReading), onclick: () => setReading(isReading) }, isReading ? words.read : words.edit);
    find("source").after(
      make("div", { id: "reader", hidden: true }),
      make("p", { id: "file-status", role: "status" }),
      make("div", { id: "repairs", role: "status" }));
    find("source").before(make("div", { id: "views", role: "group", "aria-label": words.view, hidden: true }, toggle(false), toggle(true)));
  };

  const setReading = (isReading) => {
    state.isReading = isReading;
    find("reader").hidden = !isReading;
    if (isReading) find("views").hidden = false;
    document.body.classList.toggle("is-reading", isReading);
    for (const button of document.querySelectorAll("#views button")) {
      button.setAttribute("aria-pressed", String(button.dataset.reading === String(isReading)));
    }
    if (isReading) drawReader();
  };

  const isCleaned = () => document.querySelector("#version input:checked")?.value !== "given";

  const drawReader = () => {
    const isOfAnswer = state.answer && state.answer.given === field().value;
    const shown = isOfAnswer ? { pieces: state.answer.view.source, is_cut: state.answer.view.is_cut } : state.source;
    if (!shown) return;
    const old = find("marked")?.scrollTop ?? 0;
    find("reader").replaceChildren(drawSource(shown.pieces, isCleaned(), shown.is_cut));
    find("marked").scrollTop = old;
  };

  const drawCleaned = (view) => {
    state.source = view;
    const hasText = field().value.trim() !== "";
    find("views").hidden = !hasText;
    document.body.classList.toggle("has-repairs", view.n_repairs > 0);
    const lines = view.repairs.map(([rule, samples]) => make("li", {}, make("b", {}, rule), ` ${samples}`));
    find("repairs").replaceChildren(...(view.n_repairs ? [make("b", {}, view.title), make("ul", {}, ...lines)] : []));
    if (!hasText) setReading(false);
    else if (state.isReading) drawReader();
  };

  // The field may change by typing, dropping, an example or a widget's own doing: it is looked at instead.
  let seen = "";
  let asking = null;
  const followSource = async () => {
    const text = field()?.value;
    if (text === undefined || text === seen) return;
    seen = text;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetchPlainly("/repairs", { method: "POST", body: text, signal: asking.signal, headers: { "X-Language": language, "Content-Type": "text/plain" } });
      const view = await answer.json();
      if (answer.ok) drawCleaned(view);
      else setStatus(view.detail);
    } catch (error) {
      if (error.name !== "AbortError") setStatus(words.gone);
    }
  };

  // --- the summary ---
  const result = () => find("result") ?? find("sheet").appendChild(make("div", { id: "result", "aria-live": "polite" }));

  const setState = (name) => {
    document.body.dataset.state = name;
  };

  const copyByHand = (text) => {
    // Browsers give the clipboard only to https and to this machine.
    const area = document.body.appendChild(make("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  const actions = {
    copy: async (button, view) => {
      try {
        await navigator.clipboard.writeText(view.copied);
      } catch {
        copyByHand(view.copied);
      }
      button.textContent = `✓ ${words.copied}`;
      setTimeout(() => { button.textContent = words.copy; }, 1500);
    },
    save: async (view, format) => {
      const answer = await fetchPlainly(`/export/${format}`, { method: "POST", body: JSON.stringify(view.record), headers: { "X-Language": language, "Content-Type": "application/json" } }).catch(() => null);
      if (!answer?.ok) return refuse(answer ? (await answer.json()).detail : words.gone);
      const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: `summary.${format}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    reuse: (source) => {
      document.querySelector('#tabs button[role="tab"]').click();
      setReading(false);
      setSource(source);
    },
  };

  const drawResult = (view) => {
    if (!view.kind) return; // the channel is still empty
    const isWanted = ["waiting", "running"].includes(document.body.dataset.state);
    if (!isWanted && view.kind !== "stopped") return; // stopped meanwhile
    setState(view.kind);
    find("refusal")?.remove();
    if (view.kind === "running") result().replaceChildren(...drawRunning(view));
    if (view.kind === "notice") result().replaceChildren(...drawNotice(view.text));
    if (view.kind === "stopped") result().replaceChildren(make("p", { id: "stopped" }, view.text), ...drawDrafts(view));
    if (view.kind === "done") finish(view);
  };

  const stop = async () => {
    setState("stopping");
    try {
      const answer = await fetchPlainly("/stop", { method: "POST", body: state.tab, headers: { "X-Language": language, "Content-Type": "text/plain" } });
      drawResult(await answer.json());
    } catch {
      refuse(words.gone);
    }
  };

  const finish = (view) => {
    if (state.title) view.record.path = state.title;
    state.answer = { view, given: state.given };
    result().replaceChildren(...drawAnswer(view, actions));
    if (field()?.value === state.given) setReading(true);
    if (!remember(view, state.given)) setStatus(words.storage_full);
    drawHistory(actions);
  };

  const showSource = (sentence) => {
    if (!state.answer || state.answer.given !== field().value) return;
    if (!state.isReading) setReading(true);
    const first = showEvidence(sentence.dataset.sentence);
    if (!first) return;
    const box = find("marked");
    box.scrollTop = first.offsetTop - box.offsetTop - box.clientHeight / 3;
    if (window.innerWidth <= 720) first.scrollIntoView({ block: "center" });
  };

  // A request that never reached the program's handler (busy, too large, closed) is explained here.
  const refuse = (sentence) => {
    setState("refused");
    result().replaceChildren(...drawNotice(sentence, "refusal"));
  };

  const fetchPlainly = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const address = String(request[0]?.url ?? request[0]);
    if (!address.includes("/queue/join")) return fetchPlainly(...request);
    const isSummary = document.body.dataset.state === "waiting";
    if (isSummary) state.tab = JSON.parse(request[1].body).session_hash;
    try {
      const answer = await fetchPlainly(...request);
      if (!answer.ok && isSummary) refuse(answer.status === 503 ? words.busy : (await answer.clone().json()).detail);
      return answer;
    } catch (error) {
      if (isSummary) refuse(words.gone);
      throw error;
    }
  };

  // --- the channel: a hidden widget whose text is a line of JSON ---
  const heard = {};
  const listen = () => {
    for (const [id, draw] of [["answer", drawResult]]) {
      const text = find(id)?.querySelector(".textfield")?.textContent.trim() ?? "";
      if (!text || text === heard[id]) continue;
      heard[id] = text;
      draw(JSON.parse(text));
    }
  };
  const isOfChannel = (change) => (change.target.nodeType === 1 ? change.target : change.target.parentElement)?.closest(".channel");

  const begin = () => {
    const told = find("words")?.querySelector(".textfield")?.textContent.trim();
    if (!told || !find("sheet") || !field() || !find("fill")) return false;
    Object.assign(words, JSON.parse(told).words);
    Object.assign(rules, JSON.parse(told).rules);
    buildBar();
    buildHead();
    setState("idle");
    setInterval(followSource, 250);
    setTimeout(takeOver, 0);
    return true;
  };

  // The text of the page in the other language, or of the frame that was there first, where the button may be pressed.
  const takeOver = () => {
    const [text, next] = ["summarizer.text", "summarizer.next"].map((key) => {
      const kept = sessionStorage.getItem(key);
      sessionStorage.removeItem(key);
      return kept;
    });
    if (text) setSource(text);
    if (next === "focus") field().focus();
    if (next === "go") setTimeout(() => find("go").click(), 0); // the field reports its text to Gradio first
  };

  const setTheme = (isDark) => {
    document.body.classList.toggle("dark", isDark);
    localStorage.setItem("summarizer.dark", String(isDark));
  };

  const buildHead = () => {
    const isEnglish = language === "en";
    const kept = localStorage.getItem("summarizer.dark");
    if (kept !== null) setTheme(kept === "true");
    find("head").append(make("nav", { id: "switches" },
      make("a", { id: "language", href: isEnglish ? "/" : "/en/", lang: isEnglish ? "ru" : "en", onclick: () => sessionStorage.setItem("summarizer.text", field().value) }, words.language),
      make("button", { type: "button", id: "theme", class: "quiet", "aria-label": words.theme, title: words.theme, onclick: () => setTheme(!document.body.classList.contains("dark")) }, "◐")));
  };

  // On a phone the table's head is not to be seen: each card of tabs.css takes the headings from here.
  const nameHeadings = () => {
    const table = find("models-table");
    if (!table || table.style.getPropertyValue("--heading-0")) return;
    for (const heading of table.querySelectorAll("th[data-heading]")) {
      table.style.setProperty(`--heading-${heading.dataset.heading}`, JSON.stringify(`${heading.title}:`));
    }
  };

  let hasBegun = false;
  const watch = new MutationObserver((changes) => {
    if (!hasBegun) hasBegun = begin();
    if (hasBegun && changes.some(isOfChannel)) listen();
    // Gradio names the upload box in English, over the words that stand in it.
    for (const box of document.querySelectorAll(".upload-container[aria-label], .upload-container [aria-label]")) box.removeAttribute("aria-label");
    if (hasBegun) nameHeadings();
    if (hasBegun && find("history") && !find("history-list")) drawHistory(actions);
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  hasBegun = begin();

  // --- clicks, keys, dropped files ---
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest?.(".sentence");
    if (sentence) showSource(sentence);
    const button = event.target.closest?.("button");
    if (button?.id === "clear") { state.title = ""; setReading(false); }
    if (button?.id?.startsWith("example-")) { state.title = ""; setReading(false); }
    if (button?.id === "cancel") stop();
    if (button?.id !== "go" || ["waiting", "running"].includes(document.body.dataset.state)) return;
    state.given = field().value;
    setState("waiting");
    result().replaceChildren(make("p", { id: "busy" }, words.queued));
    if (window.innerWidth <= 720) find("right").scrollIntoView({ behavior: "smooth" });
  }, true);

  document.addEventListener("change", (event) => {
    if (event.target.closest?.("#version") && state.isReading) drawReader();
  });

  document.addEventListener("keydown", (event) => {
    const sentence = event.target.closest?.(".sentence");
    if (sentence && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      showSource(sentence);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setTimeout(() => find("go")?.click(), 0); // the field reports its text to Gradio first
    } else if (event.key === "Escape" && ["waiting", "running"].includes(document.body.dataset.state)) {
      find("cancel").click();
    }
  });

  document.addEventListener("dragover", (event) => {
    if (event.target.closest?.("#left")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!event.target.closest?.("#left") || !event.dataTransfer.files[0]) return;
    event.preventDefault();
    readFile(event.dataTransfer.files[0]);
  });

  // Gradio's own notes say it in English, outside of what page.css reaches.
  document.head.append(make("style", {}, ".toast-wrap { display: none !important; }"));
})();
