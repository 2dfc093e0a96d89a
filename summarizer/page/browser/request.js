// The request for a summary on its way through Gradio: its number, its end, and what cuts it off.
import { ask, isThere } from "/asking.js";
import { words } from "/view.js";

const GRACE_MS = 5_000; // for an answer that is still being drawn when its stream has ended
const LOOK_MS = 1_000; // between looks whether a program that was lost is back
const CLOSE_MS = 10; // between looks whether a stream has told that a request is over
const LEAVE_MS = 5_000; // in which a page that is being left is gone, if it is
const plainly = window.fetch.bind(window);

// What a summary was asked of last, of which file that is, and how; Gradio's number for that; settled once Gradio has asked the program or could not;
// and whether the program was lost: Gradio then does nothing any more, until the page is loaded anew.
export const asked = { text: "", name: "", chosen: "", id: "", joined: Promise.resolve(), isLost: false };

let settle = null; // of what was begun and Gradio has not asked for yet
let cancelled = null; // what Gradio's queue is told to give the last request up, and where
let nStreams = 0; // of answers that are open
let last = ""; // the number of the last request, which stays when the next one begins
const taken = new Set(); // numbers of all that Gradio asked for
const over = new Set(); // and of what it has heard the end of
let leaving = null; // of a page that is being left: whether a summary was on its way; its streams may break off first

export const isBusy = () => ["waiting", "running"].includes(document.body.dataset.state);
export const isBrokenOff = () => leaving ?? isBusy();

addEventListener("leaving", () => { // of first.js: before Gradio hears of it, which gives its requests up then
  leaving = isBusy();
  setTimeout(() => { leaving = null; }, LEAVE_MS);
});

export const begin = (text, name, chosen) => {
  Object.assign(asked, { text, name, chosen, id: "" });
  asked.joined = new Promise((resolve) => { settle = resolve; });
};

// Ends the model first, then the place in Gradio's queue: the next request meets nothing of this one.
export const end = async () => {
  const answer = await ask("/stop", `${cancelled.body.session_hash} ${asked.id}`, "text/plain");
  const body = JSON.stringify({ ...cancelled.body, event_id: asked.id });
  await plainly(cancelled.address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return answer;
};

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Gradio's stream closes when all that was asked for is over; what is asked for meanwhile it never hears of.
const hasClosed = async () => {
  const isClosing = () => [...taken].every((id) => over.has(id));
  const isEnding = () => last && !over.has(last);
  for (let waited = 0; nStreams && (isEnding() || isClosing()) && waited < GRACE_MS; waited += CLOSE_MS) await sleep(CLOSE_MS);
};

// Gradio does not always notice that the program is back; what the tab has is kept over a reload.
const comeBack = async () => {
  for (let isBack = false; !isBack;) {
    await sleep(LOOK_MS);
    isBack = await isThere();
  }
  location.reload();
};

// Follows what Gradio asks; a request that gets no answer is explained by ``refuse``, the program's end by ``tellLost``,
// files that are not taken by ``tellFiles``, which hears of an empty sentence where they are.
export const followGradio = (refuse, tellLost, tellFiles) => {
  const lose = () => {
    if (leaving !== null) return;
    if (!asked.isLost) comeBack();
    asked.isLost = true;
    document.body.classList.add("is-lost");
    if (isBusy()) refuse(words.gone);
    else tellLost();
  };

  const reach = async (request) => {
    try {
      return await plainly(...request);
    } catch (error) {
      if (error.name !== "AbortError") lose();
      throw error;
    }
  };

  const take = async (request, isSummary) => {
    if (isSummary || !isBusy()) await hasClosed();
    const answer = await reach(request);
    const told = await answer.clone().json().catch(() => ({}));
    if (answer.ok) taken.add(told.event_id);
    return { answer, told };
  };

  const join = async (address, request) => {
    const hasAsked = settle;
    settle = null;
    try {
      const { answer, told } = await take(request, true);
      const { session_hash, fn_index } = JSON.parse(request[1].body);
      cancelled = { address: address.replace(/\/queue\/join.*/, "/cancel"), body: { session_hash, fn_index } };
      if (answer.ok) asked.id = last = told.event_id;
      else refuse(told.detail ?? words.unanswered);
      return answer;
    } finally {
      hasAsked();
    }
  };

  const note = (message) => {
    if (!message.includes("process_completed")) return; // most are long and say something else
    const { msg, event_id } = JSON.parse(message.replace(/^data:/, ""));
    if (msg === "process_completed") over.add(event_id);
  };

  // Gradio ends a stream itself when it waits for nothing any more; one that breaks off was the program's end.
  const hear = async (stream) => {
    let text = "";
    try {
      for (let { done, value } = await stream.read(); !done; { done, value } = await stream.read()) {
        const messages = (text + value).split("\n\n");
        text = messages.pop();
        messages.forEach(note);
      }
    } catch (error) {
      if (error.name !== "AbortError") lose();
    }
    nStreams -= 1;
    const { id } = asked;
    setTimeout(() => {
      if (id && id === asked.id && !nStreams && isBusy()) refuse(words.unanswered);
    }, GRACE_MS);
  };

  const open = async (request) => {
    nStreams += 1;
    try {
      const answer = await reach(request);
      hear(answer.clone().body.pipeThrough(new TextDecoderStream()).getReader());
      return answer;
    } catch (error) {
      nStreams -= 1;
      throw error;
    }
  };

  // A file that cannot be read fails as if the program were gone.
  const upload = async (request) => {
    try {
      const answer = await plainly(...request);
      tellFiles(answer.ok ? "" : (await answer.clone().json().catch(() => ({}))).detail ?? words.unanswered);
      return answer;
    } catch (error) {
      if (await isThere()) tellFiles(words.no_bytes_of_one);
      else lose();
      throw error;
    }
  };

  const isOfSummary = ([, { body }]) => {
    const go = window.gradio_config.components.find(({ props }) => props.elem_id === "go");
    return JSON.parse(body).trigger_id === go.id;
  };

  window.fetch = async (...request) => {
    const address = String(request[0]?.url ?? request[0]);
    if (address.includes("/queue/join")) return settle && isOfSummary(request) ? join(address, request) : (await take(request, false)).answer;
    if (address.includes("/gradio_api/upload?")) return upload(request);
    return address.includes("/queue/data") ? open(request) : plainly(...request);
  };
};
