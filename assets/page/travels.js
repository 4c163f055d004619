// What travels with the page, unpacked: the film as a file in memory, the tape as plain data.

const at = (id) => document.getElementById(id);

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

// The text of the page's own pieces; each is let go of once it is read, for a film is large.
function pieces(kind) {
  return [...document.querySelectorAll(`script[data-travels="${kind}"]`)].map((one) => {
    const bytes = bytesOf(one.textContent);
    one.remove();
    return bytes;
  });
}

async function unpackData() {
  const packed = new Blob(pieces("data")).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(packed).text());
}

function unpackFilm() {
  return URL.createObjectURL(new Blob(pieces("film"), { type: "video/mp4" }));
}

// A column is whole numbers, each the change from the one before: see export/page/numbers.py.
function column(packed) {
  const out = new Float64Array(packed.d.length);
  let sum = 0;
  packed.d.forEach((change, k) => { sum += change; out[k] = sum / packed.by; });
  return out;
}

function unpackColumns(data) {
  for (const scene of data.scenes)
    for (const name in scene.columns) scene.columns[name] = column(scene.columns[name]);
  for (const one of [...data.things, ...data.ions])
    for (const name of ["x", "y", "r"]) if (one[name]) one[name] = column(one[name]);
  for (const thing of data.things)
    for (const row of thing.rows) if (row.number) row.number = column(row.number);
  return data;
}

// The last of `list`, in order of `key`, that is not beyond `value`; -1 for none.
function lastUpTo(list, value, key) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(list[middle]) <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}

const within = (one, frame) => frame >= one.f && frame < one.f + one.n;

function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}
