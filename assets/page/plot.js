// V(t) of the scene in sight, on the model's own time: what is pointed at is told, and a click leads there.

const LINES = ["--accent", "--second", "--third", "--k"];

function makePlot(data, film, words) {
  const canvas = at("plot"), ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let pen = canvas.getContext("2d");
  const margin = { left: 44, right: 12, top: 16, bottom: 24 };
  const tints = { crossing: "--na", gate: "--quiet", inactivation: "--trouble", pump: "--k", phase: "--accent", synapse: "--k" };
  let pointed = null, drawn = "";

  const scene = () => sceneAt(data, film.frame);

  function span(one) {
    const ms = one.columns.ms, first = ms[0], last = ms[ms.length - 1];
    return [first, last > first ? last : first + 1];
  }

  const reaches = new Map();
  function reach(one) {
    if (reaches.has(one)) return reaches.get(one);
    let low = -80, high = 40;
    for (const [, id] of one.lines) for (const v of one.columns[id]) { low = Math.min(low, v); high = Math.max(high, v); }
    reaches.set(one, [Math.floor(low / 10) * 10 - 2, Math.ceil(high / 10) * 10 + 2]);
    return reaches.get(one);
  }

  const scale = (from, to, low, high) => (value) => from + ((to - from) * (value - low)) / (high - low);

  // The frame at which the scene's clock first comes to a model time.
  function frameAtMs(one, ms) {
    const column = one.columns.ms;
    let low = 0, high = column.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (column[middle] >= ms) high = middle; else low = middle + 1;
    }
    return one.f + low;
  }

  function ticksOf(low, high, about) {
    const raw = (high - low) / about, power = 10 ** Math.floor(Math.log10(raw));
    const step = power * [1, 2, 5, 10].find((k) => k * power >= raw);
    const out = [];
    for (let value = Math.ceil(low / step) * step; value <= high + 1e-9; value += step) out.push(Math.round(value * 1e6) / 1e6);
    return out;
  }

  // What does not move is drawn once, on a sheet of its own.
  const still = document.createElement("canvas");
  let drawnStill = "";

  function drawStill(one, width, height, dense, x, y, [first, last], [low, high]) {
    const root = document.documentElement, key = [one.f, width, height, dense, words.code, root.className].join();
    if (key === drawnStill) return;
    drawnStill = key;
    still.width = width * dense;
    still.height = height * dense;
    pen = still.getContext("2d");
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.font = "600 11px Manrope, sans-serif";
    pen.fillStyle = ink("--quiet");
    pen.strokeStyle = ink("--soft");
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const v of [-70, 0, 30].filter((v) => v > low && v < high)) {
      line(margin.left, y(v), width - margin.right, y(v));
      pen.fillText(words.number(v, 0, true), margin.left - 7, y(v));
    }
    pen.textAlign = "center";
    pen.textBaseline = "top";
    for (const ms of ticksOf(first, last, width / 90)) if (x(ms) < width - margin.right - 34) pen.fillText(`${ms}`, x(ms), height - margin.bottom + 7);
    pen.textAlign = "right";
    pen.fillText("ms", width - margin.right, height - margin.bottom + 7);
    pen.textAlign = "left";
    pen.fillText("mV", 4, 1);
    const tint = Object.fromEntries(Object.entries(tints).map(([kind, name]) => [kind, ink(name)]));
    const species = { "K⁺": ink("--k"), "Cl⁻": ink("--quiet") };
    for (const event of data.events) {
      if (!within(one, event.f)) continue;
      pen.strokeStyle = species[event.ion] ?? tint[event.kind];
      const at = x(one.columns.ms[event.f - one.f]);
      line(at, height - margin.bottom - 5, at, height - margin.bottom);
    }
    one.lines.forEach(([, id], k) => curve(one, id, x, y, LINES[k % LINES.length]));
    pen = canvas.getContext("2d");
  }

  function draw() {
    const one = scene(), width = canvas.clientWidth, height = canvas.clientHeight, dense = devicePixelRatio || 1;
    if (!width) return;
    const key = [one.f, film.frame, width, height, dense, pointed, words.code, document.documentElement.className].join();
    if (key === drawn) return;
    drawn = key;
    const [first, last] = span(one), [low, high] = reach(one);
    const x = scale(margin.left, width - margin.right, first, last), y = scale(height - margin.bottom, margin.top, low, high);
    drawStill(one, width, height, dense, x, y, [first, last], [low, high]);
    canvas.width = width * dense;
    canvas.height = height * dense;
    pen.drawImage(still, 0, 0);
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    const now = one.columns.ms[film.frame - one.f];
    pen.strokeStyle = ink("--ink");
    pen.lineWidth = 1.5;
    line(x(now), margin.top, x(now), height - margin.bottom);
    for (const [, id] of one.lines) dot(x(now), y(one.columns[id][film.frame - one.f]));
    if (pointed !== null) read(one, x, y, width);
    const said = one.lines.map(([, id]) => `${words.number(one.columns[id][film.frame - one.f], 1, true)} mV`).join(", ");
    const told = {
      label: words.word("Membrane potential"), valuemin: first.toFixed(2), valuemax: last.toFixed(2), valuenow: now.toFixed(2),
      valuetext: `${now.toFixed(2)} ms: ${said}`,
    };
    for (const [name, text] of Object.entries(told)) canvas.setAttribute(`aria-${name}`, text);
  }

  function line(x0, y0, x1, y1) {
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    pen.stroke();
  }

  function dot(x, y) {
    pen.fillStyle = ink("--ink");
    pen.beginPath();
    pen.arc(x, y, 4, 0, 7);
    pen.fill();
  }

  function curve(one, id, x, y, tint) {
    pen.strokeStyle = ink(tint);
    pen.lineWidth = 2;
    pen.lineJoin = "round";
    pen.beginPath();
    const ms = one.columns.ms, v = one.columns[id];
    for (let k = 0; k < ms.length; k++) k ? pen.lineTo(x(ms[k]), y(v[k])) : pen.moveTo(x(ms[k]), y(v[k]));
    pen.stroke();
  }

  function read(one, x, y, width) {
    const frame = frameAtMs(one, pointed), row = frame - one.f, ms = one.columns.ms[row];
    const values = valuesAt(one, frame);
    const said = [`${words.number(ms, 2)} ms`, ...one.lines.map(([name, id]) => `${one.lines.length > 1 ? words.text(name) : "V"} ${words.number(values[id], 1, true)} mV`)];
    if (values.m !== undefined) said.push(...["m", "h", "n"].map((id) => `${id} ${words.number(values[id], 2)}`));
    const text = said.join("   ");
    pen.font = "600 12px Manrope, sans-serif";
    const wide = pen.measureText(text).width + 16, left = Math.min(Math.max(x(ms) - wide / 2, margin.left), width - margin.right - wide);
    pen.strokeStyle = ink("--quiet");
    pen.lineWidth = 1;
    line(x(ms), margin.top, x(ms), canvas.clientHeight - margin.bottom);
    for (const [, id] of one.lines) dot(x(ms), y(one.columns[id][row]));
    pen.fillStyle = ink("--panel");
    pen.fillRect(left, 0, wide, 22);
    pen.fillStyle = ink("--ink");
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillText(text, left + 8, 11);
    canvas.dataset.told = text;
  }

  function msAt(event) {
    const [first, last] = span(scene()), box = canvas.getBoundingClientRect();
    const share = (event.clientX - box.left - margin.left) / (box.width - margin.left - margin.right);
    return first + (last - first) * Math.min(Math.max(share, 0), 1);
  }

  canvas.addEventListener("pointermove", (event) => {
    pointed = msAt(event);
    if (event.buttons) film.seek(frameAtMs(scene(), pointed));
    draw();
  });
  canvas.addEventListener("pointerleave", () => { pointed = null; draw(); });
  canvas.addEventListener("pointerdown", (event) => {
    film.pause();
    film.seek(frameAtMs(scene(), msAt(event)));
  });
  film.onFrame(draw);
  words.onChange(draw);
  new ResizeObserver(draw).observe(canvas);
  return { draw, frameAtMs };
}
