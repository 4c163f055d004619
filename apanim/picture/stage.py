"""The stage: the design frame and its grid.

Everything the picture says is in design units: 1920 x 1080, y downwards, whatever the canvas's size.
"""

WIDTH, HEIGHT = 1920, 1080
Box = tuple[float, float, float, float]  # left, top, right, bottom
SAFE: Box = (96, 54, 1824, 1026)  # nine tenths of the frame: text and panels stay inside

LEFT, RIGHT, BOTTOM = 96, 1824, 1026
MID_X = WIDTH / 2
HORIZON_Y = 556  # the height that planes at every depth share
