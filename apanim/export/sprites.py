"""The sprites on one page: every rig in every state, on the ground outside and on the ground inside."""

from pathlib import Path
from typing import NamedTuple

from PIL import Image

from apanim.canvas.rasterise import rasterise
from apanim.export.board import GAP, HEAD_HEIGHT, MARGIN, board, heading, write_board
from apanim.export.clip import OnFrame
from apanim.picture import svg
from apanim.picture.drawlist import Text
from apanim.picture.rig_file import all_rigs
from apanim.picture.rigs import rig, rig_markup
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width as text_width

_GROUND_WIDTH, _CORNER = 1840, 20
_PAD, _ROW_GAP, _CELL_GAP = 56, 40, 28
_HEAD = 120  # from a ground's top to its first row
_NAME_SIZE, _STATE_SIZE, _LABEL_HEIGHT = 28, 26, 76
_TALL_PX = 150
_SMALL_PX, _ZOOM = 80, 2  # what is no larger than this is shown twice as large
_SIGNS = {"na": "Na^+", "k": "K^+", "cl": "Cl^−"}
_GROUNDS = (("ground.outside", "Outside the cell", (2, 3)), ("ground.inside", "Inside the cell", (1, 2)))


class PageCell(NamedTuple):
    """A rig in one state. (x, y) is the picture's corner on its ground, in pixels."""

    rig: str
    pose: str
    zoom: int
    x: int = 0
    y: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture, pixels."""
        _, _, width, height = rig(self.rig).view_box
        return round(width * self.zoom), round(height * self.zoom)

    @property
    def labels(self) -> tuple[str, str]:
        """The rig's name, and its state's if it has more than one."""
        state = self.pose if len(rig(self.rig).poses) > 1 else ""
        return " ".join(_SIGNS.get(word, word) for word in self.rig.split("_")), state

    @property
    def width(self) -> int:
        """Pixels that the picture and the words below it need."""
        name, state = self.labels
        words = text_width(name, _NAME_SIZE, 700), text_width(state, _STATE_SIZE, 500)
        return max(self.size[0], round(max(words)))


def sprite_cells() -> tuple[list[PageCell], int]:
    """Every rig of poses.json in every state, placed in rows on one ground, and the ground's height.

    Tall ones come first and small ones last, so that a row's neighbours are alike.
    """
    names = list(all_rigs())
    small = [name for name in names if max(rig(name).view_box[2:]) <= _SMALL_PX]
    large = sorted(set(names) - set(small), key=lambda n: (rig(n).view_box[3] < _TALL_PX, names.index(n)))
    placed: list[PageCell] = []
    top = _HEAD
    for row in [*_rows(large, 1), *_rows(small, _ZOOM)]:
        placed += _spread(row, top)
        top += max(cell.size[1] for cell in row) + _LABEL_HEIGHT + _ROW_GAP
    return placed, top


def _rows(names: list[str], zoom: int) -> list[list[PageCell]]:
    """Rows no wider than the ground. A rig's states share a row, unless they are more than it holds."""
    rows: list[list[PageCell]] = [[]]
    for name in names:
        kind = [PageCell(name, pose, zoom) for pose in rig(name).poses]
        if _needs(rows[-1] + kind) > _inner() and rows[-1]:
            rows.append([])
        for cell in kind:
            if _needs([*rows[-1], cell]) > _inner():
                rows.append([])
            rows[-1].append(cell)
    return [row for row in rows if row]


def _needs(cells: list[PageCell]) -> int:
    return sum(cell.width for cell in cells) + _CELL_GAP * (len(cells) - 1)


def _inner() -> int:
    return _GROUND_WIDTH - 2 * _PAD


def _spread(row: list[PageCell], top: int) -> list[PageCell]:
    """The row's cells with even gaps, each picture in the middle of its cell and of the row's height."""
    tallest = max(cell.size[1] for cell in row)
    gap = (_inner() - sum(cell.width for cell in row)) / len(row)
    x, out = _PAD + gap / 2, []
    for cell in row:
        width, height = cell.size
        at = round(x + (cell.width - width) / 2), top + (tallest - height) // 2
        out.append(cell._replace(x=at[0], y=at[1]))
        x += cell.width + gap
    return out


def write_sprites(path: Path, tell: OnFrame) -> None:
    """Write the page as a PNG. Raises UserError as write_board does."""
    cells, ground_height = sprite_cells()
    width = 2 * MARGIN + 2 * _GROUND_WIDTH + GAP
    height = HEAD_HEIGHT + ground_height + MARGIN
    lefts = (MARGIN, MARGIN + _GROUND_WIDTH + GAP)
    items = heading("apanim sprites", _subtitle(cells))
    for left, (_, title, _) in zip(lefts, _GROUNDS, strict=True):
        items.append(Text(left + _PAD, HEAD_HEIGHT + 68, title, 36, 700, colour("text.ink")))
        items += [text for cell in cells for text in _labels(cell, cells, left)]
    sheet = board(width, height, items, _grounds(lefts, ground_height))
    for done, cell in enumerate(cells, start=1):
        picture = sprite(cell)
        for left in lefts:
            sheet.paste(picture, (left + cell.x, HEAD_HEIGHT + cell.y), picture)
        tell(done, len(cells))
    write_board(sheet, path)


def sprite(cell: PageCell) -> Image.Image:
    """The cell's picture, RGBA."""
    width, height = cell.size
    left, top, *_ = rig(cell.rig).view_box
    window = left, top, width / cell.zoom, height / cell.zoom
    document = svg.document(rig_markup(cell.rig, cell.pose), *window, zoom=cell.zoom)
    return rasterise(document, width, height).convert("RGBA")


def _subtitle(cells: list[PageCell]) -> str:
    rigs = len({cell.rig for cell in cells})
    return f"{rigs} rigs, {len(cells)} states, at the size of a 1080p frame; the smallest twice as large"


def _labels(cell: PageCell, cells: list[PageCell], left: int) -> list[Text]:
    """Name and state, on the lines that all of the cell's row share."""
    middle = left + cell.x + cell.size[0] / 2
    foot = HEAD_HEIGHT + _row_foot(cell, cells)
    name, state = cell.labels
    texts = [Text(middle, foot + 34, name, _NAME_SIZE, 700, colour("text.ink"), "middle")]
    if state:
        texts.append(Text(middle, foot + 68, state, _STATE_SIZE, 500, colour("text.quiet"), "middle"))
    return texts


def _row_foot(cell: PageCell, cells: list[PageCell]) -> int:
    """The foot of the tallest picture whose middle is on the same height."""
    middle = 2 * cell.y + cell.size[1]
    row = [other for other in cells if abs(2 * other.y + other.size[1] - middle) <= 2]
    return max(other.y + other.size[1] for other in row)


def _grounds(lefts: tuple[int, ...], height: int) -> str:
    markup = ""
    for k, (left, (role, _, (top, bottom))) in enumerate(zip(lefts, _GROUNDS, strict=True)):
        colours = ramp(role)
        fill = svg.linear(f"ground{k}", [(0, colours[top]), (1, colours[bottom])], 0, 0, 0, 1)
        plate = f'x="{left}" y="{HEAD_HEIGHT}" width="{_GROUND_WIDTH}" height="{height}" rx="{_CORNER}"'
        markup += f'<defs>{fill}</defs><rect {plate} fill="url(#ground{k})"/>'
    return markup
