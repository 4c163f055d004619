// Stepping from event to event: the frame, the ring round the place, what happened, and the values there.

const READ = [
  ["V", "V", "mV", 1, true], ["m", "m", "", 3], ["h", "h", "", 3], ["n", "n", "", 3],
  ["gNa", "g_Na", "mS/cm²", 2], ["gK", "g_K", "mS/cm²", 2], ["INa", "I_Na", "µA/cm²", 1, true], ["IK", "I_K", "µA/cm²", 1, true],
];
const KINDS = [
  ["crossing", "Crossings"], ["gate", "Channels"], ["inactivation", "Inactivation"], ["pump", "Pumps"], ["phase", "Phases"],
  ["synapse", "Synapses"],
];

const sceneAt = (data, frame) => data.scenes[Math.max(0, lastUpTo(data.scenes, frame, (one) => one.f))];

// The values of a scene's membrane at a frame; of a cable those of a place come with its events.
function valuesAt(scene, frame) {
  const row = Math.min(Math.max(frame - scene.f, 0), scene.n - 1), out = {};
  for (const name in scene.columns) out[name] = scene.columns[name][row];
  return out;
}

function named(id) { // "g_Na" with its lower part lowered
  const [head, low] = id.split("_");
  const italic = element("i", {}, head);
  return low ? [italic, element("sub", {}, low)] : [italic];
}

function makeSteps(data, film, words, marks) {
  const kinds = at("kinds"), told = at("happened"), readout = at("readout");
  const there = new Set(data.events.map((one) => one.kind));
  const off = new Set();
  let current = -1;

  for (const [kind, english] of KINDS.filter(([kind]) => there.has(kind))) {
    const box = element("input", { type: "checkbox", checked: "" });
    box.addEventListener("change", () => { off[box.checked ? "delete" : "add"](kind); });
    box.dataset.kind = kind;
    kinds.append(element("label", {}, box, element("span", { "data-text": english })));
  }
  at("event-back").disabled = at("event-on").disabled = data.events.length === 0;

  const counts = (k) => k >= 0 && k < data.events.length && !off.has(data.events[k].kind);

  function step(way) {
    film.pause();
    const frame = film.frame;
    let k = current >= 0 && data.events[current].f === frame ? current + way
      : way > 0 ? lastUpTo(data.events, frame, (one) => one.f) + 1 : lastUpTo(data.events, frame - 1, (one) => one.f);
    while (k >= 0 && k < data.events.length && !counts(k)) k += way;
    if (k < 0 || k >= data.events.length) return Promise.resolve();
    current = k;
    return film.seek(data.events[k].f).then(() => show());
  }

  function show() {
    const frame = film.frame;
    if (current >= 0 && data.events[current].f !== frame) current = -1;
    const event = current >= 0 ? data.events[current] : null;
    document.documentElement.dataset.event = current;
    const scene = sceneAt(data, frame), here = valuesAt(scene, frame);
    const values = event?.values ?? here;
    told.replaceChildren(...(event ? [words.text(event.text), element("small", {}, `${words.number(here.ms, 2)} ms`)] : [""]));
    marks.ring(event);
    const shown = READ.filter(([id]) => values[id] !== undefined);
    if (shown.length === 0) { // of a cable: V where the plot shows it
      const lines = scene.lines.map(([name, id]) => [id, words.text(name), "mV", 1, true]);
      fill(lines, values, false);
    } else fill(shown, values, true);
  }

  function fill(rows, values, symbols) {
    const key = rows.map(([id]) => id).join() + words.code;
    if (readout.dataset.key !== key) {
      readout.dataset.key = key;
      readout.classList.toggle("places", !symbols);
      readout.style.setProperty("--columns", symbols ? 4 : Math.min(rows.length, 4));
      readout.replaceChildren(...rows.map(([id, name, unit], k) => element("div", { "data-value": id, style: `--tint: var(${LINES[k % LINES.length]})` },
        element("dt", {}, ...(symbols ? named(name) : [name]), ...(unit ? [element("small", {}, unit)] : [])), element("dd"))));
    }
    rows.forEach(([id, , , places, sign], k) => {
      const value = readout.children[k].lastChild, text = words.number(values[id], places, sign);
      if (value.textContent !== text) value.textContent = text;
    });
  }

  at("event-back").addEventListener("click", () => step(-1));
  at("event-on").addEventListener("click", () => step(1));
  film.onFrame(show);
  words.onChange(show);
  return { step, get current() { return current; } };
}
