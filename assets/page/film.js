// The film: where it stands in frames, and how any frame is reached exactly.

function makeFilm(video, data) {
  const { fps, frames } = data;
  const root = document.documentElement;
  const listeners = [];
  const counts = "requestVideoFrameCallback" in video;
  let shown = 0, exact = false, wanted = null, going = null;

  const frameAt = (seconds) => Math.min(Math.max(Math.floor(seconds * fps + 1e-3), 0), frames - 1);

  function show(frame, isExact) {
    shown = Math.min(Math.max(frame, 0), frames - 1);
    exact = isExact;
    root.dataset.frame = shown;
    root.dataset.exact = exact;
    for (const listen of listeners) listen(shown);
  }

  // The frame that is on the screen once the film has gone there.
  function go(seconds) {
    return new Promise((arrived) => {
      let last = null, timer = 0;
      const done = (frame, isExact) => {
        clearTimeout(timer);
        if (last !== null) video.cancelVideoFrameCallback(last);
        video.removeEventListener("seeked", seeked);
        arrived([frame, isExact]);
      };
      // A browser need not tell of a frame that was on the screen before; after a while its clock is believed.
      const seeked = () => { timer = setTimeout(() => done(frameAt(video.currentTime), false), counts ? 400 : 40); };
      video.addEventListener("seeked", seeked);
      if (counts) {
        const told = (_, meta) => {
          last = null;
          if (video.seeking && Math.abs(meta.mediaTime - seconds) > 1 / fps) last = video.requestVideoFrameCallback(told);
          else done(Math.round(meta.mediaTime * fps), true);
        };
        last = video.requestVideoFrameCallback(told);
      }
      video.currentTime = seconds;
    });
  }

  async function seekNow() {
    while (wanted !== null) {
      const frame = wanted;
      for (const share of [0.5, 0.3, 0.8]) { // of the frame's time: its middle, or elsewhere in it
        const [there, isExact] = await go((frame + share) / fps);
        if (wanted !== frame) break;
        const passing = !video.paused && there >= frame && there < frame + fps / 4; // it plays on meanwhile
        if (there === frame || passing || share === 0.8) {
          show(there, isExact);
          wanted = null;
          break;
        }
      }
    }
    going = null;
  }

  // Go to a frame; what was asked for before and is not reached yet is left out. Fulfilled once it is shown.
  function seek(frame) {
    const goal = Math.min(Math.max(Math.round(frame), 0), frames - 1);
    if (wanted === null && video.paused && shown === goal && exact) return Promise.resolve();
    wanted = goal;
    root.dataset.exact = false;
    going = going || seekNow();
    return going;
  }

  function follow() {
    const next = (meta) => {
      if (!video.paused && wanted === null) show(meta ? Math.round(meta.mediaTime * fps) : frameAt(video.currentTime), !!meta);
      if (!video.paused) again();
    };
    const again = () => counts ? video.requestVideoFrameCallback((_, meta) => next(meta)) : requestAnimationFrame(() => next());
    again();
  }

  video.addEventListener("play", follow);
  video.addEventListener("pause", () => {
    if (video.ended) show(frames - 1, true); // no seek: what has ended begins anew when it is played
    else if (wanted === null) seek(frameAt(video.currentTime));
  });

  return {
    video, fps, frames, seek, frameAt,
    get frame() { return wanted ?? shown; },
    get exact() { return exact && wanted === null; },
    onFrame(listen) { listeners.push(listen); },
    toggle() { return video.paused ? video.play() : video.pause(); },
    pause() { if (!video.paused) video.pause(); },
  };
}
