// The language of the page: captions, titles, and every word on it.

function makeWords(data, codes) {
  const listeners = [];
  let number = 0;
  const words = {
    get language() { return data.languages[number]; },
    get code() { return data.languages[number].code; },
    word(english) { return data.words[this.code][english] ?? english; },
    text(row) { return data.texts[this.code][row]; },
    number(value, places, sign) {
      const english = Math.abs(value).toFixed(places), zero = Number(english) === 0;
      const [decimal, digits, lead] = this.language.figures;
      const text = english.replace(".", decimal).replace(/\d/g, (digit) => digits[digit]);
      return lead + (value < 0 && !zero ? "−" : sign && !zero ? "+" : "") + text;
    },
    onChange(listen) { listeners.push(listen); },
    choose(code) {
      number = Math.max(0, data.languages.findIndex((one) => one.code === code));
      document.documentElement.lang = this.code;
      document.documentElement.dataset.language = this.code;
      document.title = at("title").textContent = this.language.title;
      for (const one of document.querySelectorAll("[data-text]")) one.textContent = this.word(one.dataset.text);
      for (const one of document.querySelectorAll("[data-word]")) {
        one.setAttribute("aria-label", this.word(one.dataset.word));
        if (one.tagName === "BUTTON") one.title = this.word(one.dataset.word);
      }
      at("search").placeholder = this.word("Search");
      at("language").value = this.code;
      for (const listen of listeners) listen();
    },
  };
  const chosen = at("language");
  for (const one of data.languages) chosen.append(new Option(one.name, one.code));
  chosen.parentElement.hidden = data.languages.length < 2;
  chosen.addEventListener("change", () => words.choose(chosen.value));
  return words;
}

function showCaptions(data, film, words) {
  const place = at("caption"), button = at("captions"), screen = at("screen");
  let on = true;
  const show = () => {
    const tick = film.frame * data.ticks, pages = words.language.captions;
    const page = pages[lastUpTo(pages, tick, (one) => one[0])];
    const lines = on && page && tick < page[1] ? page.slice(2) : [];
    const text = lines.join(" ");
    if (place.textContent !== text) place.textContent = text;
  };
  const choose = (wanted) => {
    on = wanted;
    button.setAttribute("aria-pressed", on);
    screen.classList.toggle("captionless", !on);
    show();
  };
  button.addEventListener("click", () => choose(!on));
  film.onFrame(show);
  words.onChange(show);
}

function showTranscript(data, film, words) {
  const place = at("transcript"), search = at("search"), hits = at("hits");
  let said = [];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function build() {
    place.replaceChildren();
    said = [];
    const { chapters, cues } = words.language;
    const heads = chapters.length ? chapters : [[0, words.language.title]];
    heads.forEach(([start, title], k) => {
      const end = k + 1 < heads.length ? heads[k + 1][0] : Infinity, first = k === 0 ? -1 : start;
      const head = element("button", { type: "button" }, title, element("span", {}, clock(start / 600)));
      head.addEventListener("click", () => film.seek(frameFrom(data, start)));
      const part = element("section", {}, element("h2", {}, head));
      for (const [from, to, text] of cues) {
        if (from < first || from >= end) continue;
        const one = element("button", { type: "button", class: "said", dir: "auto" }, text);
        one.addEventListener("click", () => film.seek(frameFrom(data, from)));
        part.append(one);
        said.push({ one, part, from, to, text, plain: plain(text) });
      }
      place.append(part);
    });
    find();
    follow();
  }

  function find() {
    const wanted = plain(search.value.trim());
    let found = 0;
    for (const line of said) {
      const where = wanted ? line.plain.indexOf(wanted) : -1;
      line.one.hidden = wanted !== "" && where < 0;
      found += !line.one.hidden;
      if (where >= 0 && line.plain.length === line.text.length)
        line.one.replaceChildren(
          line.text.slice(0, where), element("mark", {}, line.text.slice(where, where + wanted.length)),
          line.text.slice(where + wanted.length));
      else line.one.textContent = line.text;
    }
    for (const part of place.children) part.hidden = !part.querySelector(".said:not([hidden])");
    hits.textContent = !wanted ? "" : found ? `${found}` : words.word("Nothing has these words");
  }

  function follow() {
    const tick = film.frame * data.ticks, now = said[lastUpTo(said, tick, (line) => line.from)];
    const before = place.querySelector("[aria-current]");
    const one = now && tick < now.to + 600 ? now.one : null;
    if (before === one) return;
    before?.removeAttribute("aria-current");
    one?.setAttribute("aria-current", "true");
    if (one && !search.value && place.scrollHeight > place.clientHeight + 4 && !place.contains(document.activeElement))
      place.scrollTo({ top: one.offsetTop - place.offsetTop - place.clientHeight / 3, behavior: smoothly() });
  }

  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") said.find((line) => !line.one.hidden)?.one.click();
    if (event.key === "Escape") { search.value = ""; find(); }
    event.stopPropagation();
  });
  words.onChange(build);
  film.onFrame(follow);
}

const smoothly = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function clock(seconds) {
  const whole = Math.floor(seconds + 1e-6);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// The first frame that shows what begins at a tick.
const frameFrom = (data, tick) => Math.min(Math.ceil(tick / data.ticks), data.frames - 1);
