// Pointing into the film: a channel, a pump, a synapse or a plot tells what it is at this frame.

const COLUMN = { V: ["V", "mV", 1, true], gNa: ["g_Na", "mS/cm²", 2], gK: ["g_K", "mS/cm²", 2], m: ["m", "", 3], h: ["h", "", 3], n: ["n", "", 3] };

function makePointing(data, film, words, plot) {
  const place = at("film"), tip = at("tip");
  let spot = null;

  function inPlane(event) {
    const box = place.getBoundingClientRect(), [width, height] = data.plane;
    const scale = Math.min(box.width / width, box.height / height); // in full screen there may be room beside it
    return [(event.clientX - box.left - box.width / 2) / scale + width / 2, (event.clientY - box.top - box.height / 2) / scale + height / 2];
  }

  // The rows of a thing at a frame: [label, value].
  function rowsOf(thing, frame) {
    const k = frame - thing.f, out = [];
    for (const row of thing.rows) {
      const j = k - row.from;
      if (j < 0 || j >= row.n) continue;
      const unit = row.unit === undefined ? "" : ` ${words.text(row.unit)}`;
      const value = row.number ? words.number(row.number[j], row.places) + unit
        : words.text(row.text[lastUpTo(row.text, j, (one) => one[0])][1]);
      out.push([words.text(row.label), value]);
    }
    return out;
  }

  function plotAt(x, y) {
    const frame = film.frame;
    const one = data.plots.find(({ box: [l, t, r, b], ...plot }) => within(plot, frame) && x >= l && x <= r && y >= t && y <= b);
    if (!one) return null;
    const scene = sceneAt(data, frame), [left, , right] = one.box, [first, last] = one.ms;
    const now = scene.columns.ms[frame - scene.f];
    const ms = Math.min(first + ((last - first) * (x - left)) / (right - left), now);
    const values = valuesAt(scene, plot.frameAtMs(scene, ms)), rows = [];
    for (const id of one.of) {
      if (values[id] === undefined) continue;
      const [, unit, places, sign] = COLUMN[id] ?? ["V", "mV", 1, true];
      const line = scene.lines.find(([, column]) => column === id);
      rows.push([COLUMN[id] || !line ? (COLUMN[id] ?? [id])[0].replace("_", " ") : words.text(line[0]), `${words.number(values[id], places, sign)} ${unit}`]);
    }
    return rows.length ? { title: words.word("at {ms} ms").replace("{ms}", words.number(ms - first, 2)), rows } : null;
  }

  function thingAt(x, y) {
    const frame = film.frame;
    let best = null, least = Infinity;
    for (const one of data.things) {
      if (!within(one, frame)) continue;
      const k = frame - one.f, away = Math.hypot(one.x[k] - x, one.y[k] - y);
      const reach = Math.max(one.r[k], one.name.startsWith("compartment") ? 60 : 34);
      const weighed = away + (one.name.startsWith("compartment") ? 30 : 0);
      if (away <= reach && weighed < least) { least = weighed; best = one; }
    }
    return best && { title: words.text(best.title), rows: rowsOf(best, frame), name: best.name };
  }

  function show() {
    const found = spot && (plotAt(...spot) ?? thingAt(...spot));
    tip.hidden = !found;
    if (!found) return;
    tip.dataset.name = found.name ?? "plot";
    tip.replaceChildren(element("b", {}, found.title), element("dl", {}, ...found.rows.map(([label, value]) =>
      element("div", {}, element("dt", {}, label), element("dd", {}, value)))));
    const [x, y] = [spot[0] / data.plane[0], spot[1] / data.plane[1]];
    tip.style.left = x < 0.5 ? `${100 * x + 2}%` : "auto";
    tip.style.right = x < 0.5 ? "auto" : `${100 * (1 - x) + 2}%`;
    tip.style.top = y < 0.55 ? `${100 * y + 2}%` : "auto";
    tip.style.bottom = y < 0.55 ? "auto" : `${100 * (1 - y) + 2}%`;
  }

  place.addEventListener("pointermove", (event) => { spot = inPlane(event); show(); });
  place.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") { spot = null; show(); } });
  // A tap on the film tells of what is there; elsewhere, as a click, it plays or pauses.
  place.addEventListener("click", (event) => {
    spot = inPlane(event);
    show();
    if (tip.hidden) film.toggle();
  });
  film.onFrame(() => { if (spot) show(); });
  words.onChange(show);
}
