"""The stage: the plane that everything lies on, and what of it a picture of 16 to 9 shows.

Everything the picture says is in design units, y downwards, whatever the canvas's size: 1920 x 1080 of them
in 16 to 9; the other shapes are windows on the same plane (see picture.frames).
"""

WIDTH, HEIGHT = 1920, 1080
Box = tuple[float, float, float, float]  # left, top, right, bottom
SAFE: Box = (96, 54, 1824, 1026)  # nine tenths of the frame: text and panels stay inside

MID_X = WIDTH / 2
HORIZON_Y = 556  # the height that planes at every depth share
