// Reports to a learning-management system: how much was seen, where, and what was answered. Opened from a disk
// there is none, and the page is the same. SCORM 1.2 and 2004 differ in names, so each is told by its own.

document.addEventListener("apanim:ready", ({ detail: { duration } }) => {
  const modern = window.apanim.data.additions.scorm.edition === "2004";
  const door = findDoor(modern ? "API_1484_11" : "API");
  if (!door) return;
  const call = (name, ...values) => String(door[(modern ? "" : "LMS") + name](...values));
  const get = (name) => call("GetValue", name), set = (name, value) => call("SetValue", name, String(value));
  const names = modern
    ? { status: "cmi.completion_status", place: "cmi.location", exit: "cmi.exit", time: "cmi.session_time", score: "cmi.score" }
    : { status: "cmi.core.lesson_status", place: "cmi.core.lesson_location", exit: "cmi.core.exit", time: "cmi.core.session_time", score: "cmi.core.score" };
  if (call("Initialize", "") !== "true") return;

  const CELLS = 1000, ENOUGH = 0.95, COMMIT_MS = 10000; // a cell is a thousandth of the film, of which so much is seen
  const seen = new Uint8Array(CELLS), began = performance.now(), video = at("video"), { quiz } = window.apanim;
  let before = { seconds: 0, cell: 0, playing: false }, committed = began, open = true, complete = ["completed", "passed"].includes(get(names.status));
  const share = () => seen.reduce((sum, one) => sum + one, 0) / CELLS;

  function restore() {
    const kept = /^1 ([0-9a-f]*) ([0-9-]*)$/.exec(get("cmi.suspend_data"));
    if (kept) {
      [...kept[1]].forEach((digit, k) => { for (let bit = 0; bit < 4; bit++) seen[4 * k + bit] = (parseInt(digit, 16) >> bit) & 1; });
      quiz?.questions.forEach((one, k) => { if (kept[2][k] >= "0") quiz.restore(one.name, Number(kept[2][k])); });
    }
    const place = Number(get(names.place));
    if (place > 0 && place < duration) window.apanim.seek(place);
  }

  function suspended() {
    let cells = "";
    for (let k = 0; k < CELLS; k += 4) cells += (seen[k] | seen[k + 1] << 1 | seen[k + 2] << 2 | seen[k + 3] << 3).toString(16);
    return `1 ${cells} ${(quiz?.questions ?? []).map((one) => quiz.answers.get(one.name) ?? "-").join("")}`;
  }

  function report() {
    if (!open) return;
    committed = performance.now();
    complete = complete || share() >= ENOUGH;
    set(names.status, complete ? "completed" : "incomplete");
    set(names.place, window.apanim.position.toFixed(2));
    set("cmi.suspend_data", suspended());
    if (modern) set("cmi.progress_measure", share().toFixed(3));
    if (quiz?.answers.size) {
      const right = quiz.questions.filter((one) => quiz.answers.get(one.name) === one.right).length / quiz.questions.length;
      set(`${names.score}.min`, 0);
      set(`${names.score}.max`, 100);
      set(`${names.score}.raw`, Math.round(100 * right));
      if (modern) set(`${names.score}.scaled`, right.toFixed(3));
    }
    set(names.time, lasted((performance.now() - began) / 1000));
    set(names.exit, "suspend"); // so that the next visit is given the place again
    call("Commit", "");
  }

  function lasted(seconds) {
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    if (modern) return `PT${hours}H${minutes}M${rest.toFixed(2)}S`;
    return `${String(hours).padStart(4, "0")}:${String(minutes).padStart(2, "0")}:${rest.toFixed(2).padStart(5, "0")}`;
  }

  function answered({ question, choice, right }) {
    const letter = (k) => String.fromCharCode(97 + k), now = new Date();
    const one = `cmi.interactions.${Number(get("cmi.interactions._count")) || 0}`;
    set(`${one}.id`, question.name.replace(/[^\w]/g, "_"));
    set(`${one}.type`, "choice");
    if (modern) {
      set(`${one}.timestamp`, now.toISOString().slice(0, 19));
      set(`${one}.description`, question.ask.slice(0, 250));
    } else set(`${one}.time`, now.toTimeString().slice(0, 8));
    set(`${one}.correct_responses.0.pattern`, letter(question.right));
    set(`${one}.${modern ? "learner" : "student"}_response`, letter(choice));
    set(`${one}.result`, right ? "correct" : modern ? "incorrect" : "wrong");
    report();
  }

  // What lies between two moments of playing was seen; what a seek leaps over was not.
  function see(seconds) {
    const cell = Math.min(CELLS - 1, Math.floor(CELLS * seconds / duration)), playing = !video.paused && !video.ended;
    const on = seconds - before.seconds;
    if ((playing || before.playing) && on >= 0 && on < 2) for (let k = before.cell; k <= cell; k++) seen[k] = 1;
    before = { seconds, cell, playing };
  }

  document.addEventListener("apanim:position", ({ detail: { seconds } }) => {
    see(seconds);
    if (performance.now() - committed > COMMIT_MS) report();
  });
  document.addEventListener("apanim:ended", () => { see(duration); report(); });
  document.addEventListener("apanim:answered", ({ detail }) => answered(detail));
  video.addEventListener("pause", report);
  document.addEventListener("visibilitychange", () => { if (document.hidden) report(); });
  window.addEventListener("pagehide", () => {
    if (!open) return;
    report();
    open = false;
    call(modern ? "Terminate" : "Finish", "");
  });
  restore();
  report();
});

// The system's run-time is a property of a window around this one, or of the one that opened it.
function findDoor(name) {
  const around = function* (from) {
    for (let one = from, k = 0; one && k < 20; k++) {
      yield one;
      if (one.parent === one) return;
      one = one.parent;
    }
  };
  for (const start of [window, window.top?.opener]) {
    for (const one of start ? around(start) : []) {
      try { if (one[name]) return one[name]; } catch { /* of another origin: nobody there talks to us */ }
    }
  }
  return null;
}
