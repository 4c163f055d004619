// Everything together, and the door for what else is on the page: `window.apanim` and events on `document`.

async function start() {
  const video = at("video"), root = document.documentElement;
  const data = unpackColumns(await unpackData());
  root.style.setProperty("--shape", `${data.size[0]} / ${data.size[1]}`);
  root.style.setProperty("--ratio", data.size[0] / data.size[1]);
  const film = makeFilm(video, data), words = makeWords(data), marks = makeMarks(data);
  const steps = makeSteps(data, film, words, marks), plot = makePlot(data, film, words);
  showCaptions(data, film, words);
  showTranscript(data, film, words);
  makeFollow(data, film, words, marks);
  makePointing(data, film, words, plot);
  makeControls(data, film, words, steps);

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`apanim:${name}`, { detail }));
  const seconds = () => film.frame / data.fps;
  const chapterAt = (frame) => Math.max(0, lastUpTo(words.language.chapters, frame * data.ticks, (one) => one[0]));
  let told = 0, chapter = -1;
  film.onFrame((frame) => {
    if (chapterAt(frame) !== chapter) tell("chapter", { number: (chapter = chapterAt(frame)) });
    const now = performance.now();
    if (!video.paused && now - told < 250) return;
    told = now;
    tell("position", { seconds: seconds(), frame, chapter });
  });
  video.addEventListener("ended", () => tell("ended", { seconds: seconds() }));

  window.apanim = {
    data, words,
    get position() { return seconds(); },
    get duration() { return data.frames / data.fps; },
    get language() { return words.code; },
    get frame() { return film.frame; },
    get event() { return steps.current; },
    seek: (to) => film.seek(Math.floor(to * data.fps + 1e-6)),
    seekFrame: (frame) => film.seek(frame),
    step: (way) => steps.step(way),
    play: () => video.play(),
    pause: () => film.pause(),
  };

  const wanted = (navigator.languages ?? []).map((one) => one.slice(0, 2)).find((code) => data.languages.some((one) => one.code === code));
  words.choose(wanted ?? data.languages[0].code);
  await new Promise((ready, failed) => {
    video.addEventListener("loadeddata", ready, { once: true });
    video.addEventListener("error", () => failed(video.error), { once: true });
    video.src = unpackFilm();
  });
  at("wait").remove();
  await film.seek(0);
  root.dataset.ready = true;
  tell("ready", {
    duration: window.apanim.duration, fps: data.fps, frames: data.frames,
    chapters: words.language.chapters.map(([tick, title]) => ({ start: tick / 600, title })),
  });
}

start().catch((error) => {
  at("wait").textContent = `${error?.message ?? error}`;
  throw error;
});
