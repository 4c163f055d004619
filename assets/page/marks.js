// What is laid on the film: the ring round an event's place, and the way of the ion that is followed.

function makeMarks(data) {
  const place = at("marks"), ns = "http://www.w3.org/2000/svg";
  const [width, height] = data.plane;
  place.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const ringed = place.appendChild(document.createElementNS(ns, "g"));
  const followed = place.appendChild(document.createElementNS(ns, "g"));
  let last = null;

  function add(group, tag, attributes, text) {
    const one = document.createElementNS(ns, tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    if (text) one.textContent = text;
    group.append(one);
  }

  function circle(group, cx, cy, r, kind) {
    add(group, "circle", { cx, cy, r, class: "under" });
    add(group, "circle", { cx, cy, r, class: kind });
  }

  return {
    ring(event) {
      if (event === last) return;
      last = event;
      ringed.replaceChildren();
      if (!event) return;
      const [x, y, r] = event.at;
      circle(ringed, x, y, r + 10, "ring");
      add(ringed, "circle", { cx: x, cy: y, r: r + 10, class: "pulse" });
    },
    follow(points, label) {
      followed.replaceChildren();
      if (!points) return;
      const [x, y] = points[points.length - 1];
      const way = "M" + points.map((one) => one.join(" ")).join("L");
      add(followed, "path", { d: way, class: "under" });
      add(followed, "path", { d: way, class: "way" });
      circle(followed, x, y, 30, "ring");
      add(followed, "text", { x: x + 42, y: y + 10 }, label);
    },
  };
}

// The ion of a scene that can be followed: a button leads to where it comes into sight.
function makeFollow(data, film, words, marks) {
  const button = at("follow"), back = Math.round(2.5 * data.fps);
  let on = false;
  button.hidden = data.ions.length === 0;
  const here = () => data.ions.find((one) => within(one, film.frame));
  const next = () => data.ions.find((one) => one.f + one.n > film.frame) ?? data.ions[data.ions.length - 1];

  function show() {
    const one = on ? here() : null;
    if (one) {
      const row = film.frame - one.f, points = [];
      for (let k = Math.max(0, row - back); k <= row; k++) points.push([one.x[k], one.y[k]]);
      marks.follow(points, words.text(one.label));
    } else marks.follow(null);
    const goal = next();
    if (goal) button.lastElementChild.textContent = words.word("Follow one {ion}").replace("{ion}", words.text(goal.label));
  }

  button.addEventListener("click", () => {
    on = !on;
    button.setAttribute("aria-pressed", on);
    const goal = next();
    if (on && goal && !here()) film.seek(goal.f);
    show();
  });
  film.onFrame(show);
  words.onChange(show);
}
