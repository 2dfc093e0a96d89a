// What those hear who do not see the page: in a place of its own, since what is drawn anew would be read anew.
import { make } from "/view.js";

const SELDOM_MS = 10_000;
let said = 0;

export const buildSaying = () => document.body.append(make("p", { id: "said", role: "status" }));

export const say = (sentence) => {
  said = Date.now();
  document.getElementById("said").textContent = sentence;
};

export const saySeldom = (sentence) => {
  if (Date.now() - said > SELDOM_MS) say(sentence);
};
