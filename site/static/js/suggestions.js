/* Suggestions while somebody types a search; without this script they type it to its end. */
const input = document.querySelector("input[data-suggestions]");
const PAUSE = 200; // milliseconds without a key

let timer, asked;

const show = (suggestions) => {
  const options = suggestions.map(({ text }) => Object.assign(document.createElement("option"), { value: text }));
  input.list.replaceChildren(...options);
};

const ask = async () => {
  asked?.abort();
  asked = new AbortController();
  const typed = input.value.trim();
  if (!typed) return show([]);
  const address = `${input.dataset.suggestions}&q=${encodeURIComponent(typed)}`;
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (answer.ok) show(await answer.json());
  } catch (error) {
    // Without a connection, or overtaken by the next key: what is shown remains.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
};

const later = (event) => {
  if (event.isComposing) return; // the letters of a character that is not chosen yet
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
};

input.addEventListener("input", later);
input.addEventListener("compositionend", later);
