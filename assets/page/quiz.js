// Questions on the chapter that is shown. `window.apanim.quiz` lets others know and set what was answered.

document.addEventListener("apanim:ready", () => {
  const { data, words } = window.apanim, { asked } = data.additions.quiz;
  const place = at("more"), answers = new Map();
  const of = () => asked[words.code] ?? [];
  const chapters = [...new Set(Object.values(asked).flat().map((one) => one.chapter))].sort((a, b) => a - b);
  let chapter = chapters[0] ?? 0;

  function choose(question, choice, silent = false) {
    if (answers.has(question.name) || !(choice in question.choices)) return;
    answers.set(question.name, choice);
    show();
    if (silent) return;
    window.apanim.pause(); // the film waits for who is reading
    document.dispatchEvent(new CustomEvent("apanim:answered", { detail: { question, choice, right: choice === question.right } }));
  }

  function card(question) {
    const given = answers.get(question.name), told = given !== undefined;
    const buttons = question.choices.map((text, k) => {
      const mark = !told ? "" : k === question.right ? "right" : k === given ? "wrong" : "other";
      const sign = { right: " ✓", wrong: " ✗" }[mark] ?? "";
      const one = element("button", { type: "button", class: `choice ${mark}`, "aria-disabled": told }, text + sign);
      one.addEventListener("click", () => choose(question, k));
      return one;
    });
    const made = element("li", { "data-question": question.name }, element("p", {}, question.ask), ...buttons);
    if (told) {
      const verdict = words.word(given === question.right ? "Right" : "Not so");
      const hear = element("button", { type: "button", class: "pill hear" }, words.word("Hear it"));
      hear.addEventListener("click", () => {
        window.apanim.seekFrame(Math.ceil(question.tick / data.ticks));
        window.apanim.play();
        at("player").scrollIntoView({ block: "nearest", behavior: smoothly() });
      });
      made.append(element("p", { class: "because", role: "status" }, element("b", {}, `${verdict}. `), question.because), hear);
    }
    return made;
  }

  function pager(way, symbol, english) {
    const goal = chapters[chapters.indexOf(chapter) + way];
    const one = element("button", { type: "button", class: "icon", "aria-label": words.word(english), title: words.word(english) });
    one.innerHTML = `<svg><use href="#${symbol}"/></svg>`;
    one.disabled = goal === undefined;
    one.addEventListener("click", () => { chapter = goal; show(); place.querySelector("h2").focus(); });
    return one;
  }

  function show() {
    const focused = place.contains(document.activeElement) && document.activeElement.closest("[data-question]")?.dataset.question;
    const title = words.language.chapters[chapter]?.[1] ?? words.language.title;
    const right = of().filter((one) => answers.get(one.name) === one.right).length;
    const count = words.word("{done} of {all} right").replace("{done}", right).replace("{all}", of().length);
    const head = element("div", { class: "row" },
      element("h2", { tabindex: "-1", id: "quiz-title" }, words.word("Questions"), element("span", {}, title)),
      element("span", { class: "score", role: "status" }, answers.size ? count : ""),
      pager(-1, "i-before", "Chapter before"), pager(1, "i-next", "Next chapter"));
    const list = element("ol", { "aria-labelledby": "quiz-title" }, ...of().filter((one) => one.chapter === chapter).map(card));
    place.replaceChildren(head, list);
    if (focused) place.querySelector(`[data-question="${CSS.escape(focused)}"] .hear`)?.focus({ preventScroll: true });
  }

  window.apanim.quiz = {
    get questions() { return of(); },
    answers,
    restore(name, choice) {
      const question = of().find((one) => one.name === name);
      if (question) choose(question, choice, true);
    },
  };
  const follow = (number) => {
    if (chapters.includes(number) && number !== chapter) { chapter = number; show(); }
  };
  document.addEventListener("apanim:chapter", (event) => follow(event.detail.number));
  words.onChange(show);
  if (chapters.length) show();
});
