// Asks our own paths of the program, beside Gradio's.

export const language = location.pathname.startsWith("/en/") ? "en" : "ru"; // of the page's address

const fetchPlainly = window.fetch.bind(window); // page.js watches what Gradio fetches, not this

export const ask = (path, body, type, more = {}, signal = undefined) =>
  fetchPlainly(path, { method: "POST", body, signal, headers: { "X-Language": language, "Content-Type": type, ...more } });

export const isAt = async (address) => {
  const answer = await fetchPlainly(address, { cache: "no-store" }).catch(() => null);
  answer?.body?.cancel();
  return Boolean(answer?.ok);
};

export const isThere = () => isAt("config");
