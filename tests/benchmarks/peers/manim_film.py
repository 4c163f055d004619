"""manim_film.py RUN.npz FRAMES OUT.mp4: the ions and the curve of a run, as a film of Manim Community's."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import manim
import numpy as np

run, frames, out = np.load(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
COLOURS = ["#ffb020", "#40c0ff", "#60d060", "#c0c0c0"]
SCALE = 14.2 / 1920  # units of its own to a pixel


def place(x, y):
    return np.array([(x - 960) * SCALE, (540 - y) * SCALE, 0.0])


class Run(manim.Scene):
    """A dot for each ion, moved in every frame, the curve so far and a number."""

    def construct(self):
        count = run["x"].shape[1]
        dots = [manim.Dot(radius=0.06, color=COLOURS[kind]) for kind in run["kind"][0]]
        curve, number, now = (
            manim.VMobject(color=manim.BLUE),
            manim.DecimalNumber(0, num_decimal_places=0, mob_class=manim.Text),
            [0],
        )
        number.to_edge(manim.DOWN)

        def move(mobject, dt=0.0):
            k = min(now[0], frames - 1)
            now[0] += 1
            for dot, x, y in zip(dots, run["x"][k], run["y"][k], strict=True):
                dot.move_to(place(x, y) if np.isfinite(x) else place(-500, -500))
            upto = run["now"][k]
            places = np.linspace(100, 1820, len(run["v_mV"]))[:upto]
            curve.set_points_as_corners(
                [place(x, 900 - v) for x, v in zip(places, run["v_mV"][:upto], strict=True)]
            )
            number.set_value(run["v_mV"][upto - 1])

        group = manim.VGroup(*dots[:count], curve)
        group.add_updater(move)
        self.add(group, number)
        self.wait(frames / 30, frozen_frame=False)


with TemporaryDirectory() as folder:
    settings = {
        "pixel_width": 1920,
        "pixel_height": 1080,
        "frame_rate": 30,
        "media_dir": folder,
        "verbosity": "ERROR",
        "progress_bar": "none",
        "disable_caching": True,
        "output_file": "run.mp4",
    }
    with manim.tempconfig(settings):
        scene = Run()
        scene.render()
        Path(scene.renderer.file_writer.movie_file_path).replace(out)
print(f"Manim Community {manim.__version__}")
