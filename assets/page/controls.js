// The bar under the film, the buttons above it, and the keys: those of apanim's window.

const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];

function makeControls(data, film, words, steps) {
  const { video } = film, seek = at("seek"), speed = at("speed"), root = document.documentElement, screen = at("screen");
  const press = (id, does) => at(id).addEventListener("click", does);

  seek.max = data.frames - 1;
  seek.addEventListener("input", () => film.seek(Number(seek.value)));
  for (const rate of SPEEDS) speed.append(new Option(`${rate}×`, rate, rate === 1, rate === 1));
  speed.addEventListener("change", () => { video.playbackRate = Number(speed.value); });
  video.addEventListener("ratechange", () => { speed.value = video.playbackRate; });

  function showTime() {
    const seconds = film.frame / data.fps, whole = data.frames / data.fps;
    const text = `${clock(seconds)} / ${clock(whole)}`;
    seek.value = film.frame;
    seek.style.setProperty("--done", `${(100 * film.frame) / Math.max(data.frames - 1, 1)}%`);
    seek.setAttribute("aria-valuetext", text);
    if (at("time").textContent !== text) at("time").textContent = text;
  }

  function showPlaying() {
    at("play").querySelector("use").setAttribute("href", video.paused ? "#i-play" : "#i-pause");
    root.dataset.playing = !video.paused;
  }

  function showChapters() {
    at("chapter-marks").replaceChildren(...words.language.chapters.slice(1).map(([tick]) =>
      element("i", { style: `left:${(100 * tick) / (data.frames * data.ticks)}%` })));
  }

  const frames = (count) => () => { film.pause(); return film.seek(film.frame + count); };
  const seconds = (count) => () => film.seek(film.frame + count * data.fps);
  const rate = (way) => () => {
    const now = SPEEDS.indexOf(video.playbackRate);
    video.playbackRate = way ? SPEEDS[Math.min(Math.max((now < 0 ? 4 : now) + way, 0), SPEEDS.length - 1)] : 1;
  };
  const louder = (way) => () => { video.volume = Math.min(Math.max(video.volume + 0.1 * way, 0), 1); };
  const along = (starts) => (way) => () => {
    const list = starts(), tick = film.frame * data.ticks;
    const here = lastUpTo(list, tick, (one) => one[0]);
    const goal = way > 0 ? here + 1 : here >= 0 && tick - list[here][0] > 600 ? here : here - 1;
    if (goal < list.length) film.seek(goal < 0 ? 0 : frameFrom(data, list[goal][0]));
  };
  const chapter = along(() => words.language.chapters), sentence = along(() => words.language.cues);

  function full() {
    if (document.fullscreenElement) return document.exitFullscreen();
    if (screen.requestFullscreen) return screen.requestFullscreen();
    return video.webkitEnterFullscreen?.(); // a phone that shows nothing but films so
  }
  function contrast() {
    const on = !root.classList.contains("contrast");
    root.classList.toggle("contrast", on);
    root.classList.toggle("plain", !on);
    at("contrast").setAttribute("aria-pressed", on);
    words.choose(words.code);
  }
  const mute = () => { video.muted = !video.muted; };

  press("play", () => film.toggle());
  press("frame-back", frames(-1));
  press("frame-on", frames(1));
  press("mute", mute);
  press("full", full);
  press("contrast", contrast);
  press("keys", () => at("help").showModal());
  video.addEventListener("volumechange", () => {
    const silent = video.muted || video.volume === 0;
    at("mute").setAttribute("aria-pressed", silent);
    at("mute").querySelector("use").setAttribute("href", silent ? "#i-mute" : "#i-sound");
  });
  video.addEventListener("play", showPlaying);
  video.addEventListener("pause", showPlaying);
  if (matchMedia("(prefers-contrast: more)").matches) at("contrast").setAttribute("aria-pressed", true);

  // [keys, how they are printed, words, what they do]
  const KEYS = [
    [[" ", "k"], "Space", "Play or pause", () => film.toggle()],
    [["n"], "N", "Next event", () => steps.step(1)],
    [["b"], "B", "Event before", () => steps.step(-1)],
    [["ArrowLeft", ","], "←  ,", "One frame back", frames(-1)],
    [["ArrowRight", "."], "→  .", "One frame on", frames(1)],
    [["j", "PageUp"], "J", "Five seconds back", seconds(-5)],
    [["l", "PageDown"], "L", "Five seconds on", seconds(5)],
    [["shift+ArrowLeft"], "Shift ←", "One second back", seconds(-1)],
    [["shift+ArrowRight"], "Shift →", "One second on", seconds(1)],
    [["ctrl+ArrowLeft"], "Ctrl ←", "Sentence before", sentence(-1)],
    [["ctrl+ArrowRight"], "Ctrl →", "Next sentence", sentence(1)],
    [["ArrowUp"], "↑", "Chapter before", chapter(-1)],
    [["ArrowDown"], "↓", "Next chapter", chapter(1)],
    [["Home"], "Home", "To the start", () => film.seek(0)],
    [["End"], "End", "To the end", () => film.seek(data.frames - 1)],
    [["s", "["], "S  [", "Slower", rate(-1)],
    [["d", "]"], "D  ]", "Faster", rate(1)],
    [["a"], "A", "Normal speed", rate(0)],
    [["-"], "−", "Quieter", louder(-1)],
    [["+", "="], "+", "Louder", louder(1)],
    [["m"], "M", "Sound off or on", mute],
    [["c"], "C", "Captions off or on", () => at("captions").click()],
    [["f"], "F", "Full screen", full],
    [["/"], "/", "Search", () => at("search").focus()],
    [["h", "?"], "H", "Keys", () => at("help").showModal()],
  ];
  const doing = new Map(KEYS.flatMap(([keys, , , does]) => keys.map((key) => [key, does])));

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const typing = target.matches?.("select, textarea, input:not([type=range]):not([type=checkbox])");
    if (typing || event.altKey || event.metaKey || at("help").open) return;
    const presses = event.key === " " || event.key === "Enter";
    if (presses && target.matches?.("button, a, summary, input[type=checkbox]")) return;
    const head = event.ctrlKey ? "ctrl+" : event.shiftKey && event.key.startsWith("Arrow") ? "shift+" : "";
    const does = doing.get(head + (event.key.length === 1 ? event.key.toLowerCase() : event.key));
    if (!does || (event.ctrlKey && head + event.key !== "ctrl+ArrowLeft" && head + event.key !== "ctrl+ArrowRight")) return;
    event.preventDefault();
    does();
  });

  words.onChange(() => {
    showChapters();
    at("key-list").replaceChildren(...KEYS.flatMap(([, printed, english]) => [
      element("dt", {}, words.word(printed)), element("dd", {}, words.word(english))]));
  });
  film.onFrame(showTime);
  showTime();
  showPlaying();
}
