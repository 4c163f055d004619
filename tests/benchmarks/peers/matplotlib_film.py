"""matplotlib_film.py RUN.npz FRAMES OUT.mp4: the ions and the curve of a run, as a film of matplotlib's."""

import sys

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt  # after its backend is chosen
import numpy as np
from matplotlib.animation import FFMpegWriter
from matplotlib.colors import ListedColormap

run, frames, out = np.load(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
plt.style.use("dark_background")
figure = plt.figure(figsize=(19.2, 10.8), dpi=100)
above, below = figure.add_axes((0, 0.3, 1, 0.7)), figure.add_axes((0.05, 0.05, 0.9, 0.22))
above.set(xlim=(0, 1920), ylim=(1080, 0))
above.axis("off")
below.set(xlim=(0, len(run["v_mV"])), ylim=(-90, 50))
colours = ListedColormap(["#ffb020", "#40c0ff", "#60d060", "#c0c0c0"])
ions = above.scatter([], [], s=40, c=[], cmap=colours, vmin=0, vmax=3)
(curve,) = below.plot([], [])
words = above.text(960, 1000, "", ha="center")
writer = FFMpegWriter(
    fps=30, codec="libx264", extra_args=["-pix_fmt", "yuv420p", "-preset", "medium", "-crf", "18"]
)
with writer.saving(figure, out, dpi=100):
    for k in range(frames):
        ions.set_offsets(np.stack([run["x"][k], run["y"][k]], axis=1))
        ions.set_array(run["kind"][k])
        curve.set_data(np.arange(run["now"][k]), run["v_mV"][: run["now"][k]])
        words.set_text(f"V = {run['v_mV'][run['now'][k] - 1]:.0f} mV")
        writer.grab_frame()
print(f"matplotlib {matplotlib.__version__}")
