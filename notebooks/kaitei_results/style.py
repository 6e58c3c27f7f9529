"""One look for every figure: colours that colour-blind readers tell apart, and fonts that have the names' characters."""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager

import matplotlib
import matplotlib.pyplot as plt
from matplotlib import font_manager, ft2font

# Okabe and Ito, Color Universal Design (2008): told apart with any of the common colour-vision deficiencies.
BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE, YELLOW, BLACK = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#F0E442", "#000000")
CYCLE = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, BLACK)
COLOUR_MAP = "cividis"  # Nunez, Anderton and Renslow, PLoS ONE 13(7) e0199239 (2018)
SEA, LAND, COAST, QUIET = "#EEF3F6", "#DDD9CF", "#A8A294", "#9AA5AD"

_CJK_FONTS = ("Noto Sans CJK TC", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans TC", "Noto Sans JP", "Source Han Sans TC", "WenQuanYi Zen Hei",
              "WenQuanYi Micro Hei", "IPAexGothic", "IPAPGothic", "IPAGothic", "PingFang TC", "Hiragino Sans",
              "Microsoft JhengHei", "Yu Gothic", "Droid Sans Fallback")


def fonts() -> list[str]:
    """Font families in the order in which a character is looked up: DejaVu Sans, then those installed for CJK."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return ["DejaVu Sans", *(name for name in _CJK_FONTS if name in installed)]


@functools.cache
def _characters(family: str) -> frozenset[int]:
    return frozenset(ft2font.FT2Font(font_manager.findfont(family)).get_charmap())


def shows(text: str) -> bool:
    """Whether the installed fonts have every character of the text. fonts-noto-cjk has those of all names here."""
    return set(map(ord, text)) <= frozenset().union(*map(_characters, fonts()))


def use_style() -> None:
    """Sets matplotlib to this package's style, for all figures from here on. The plots do so themselves, for their own."""
    matplotlib.rcParams.update(style())


def styled(**settings: object) -> AbstractContextManager[None]:
    """The style, and further settings, for the figures made inside `with`."""
    plt.draw_if_interactive()  # loads the backend: what that changes would be undone at the end of `with`, and figures lost
    return matplotlib.rc_context({**style(), **settings})


def style() -> dict[str, object]:
    """The style as matplotlib settings."""
    return {
        "font.family": fonts(), "font.size": 9, "axes.titlesize": 10, "axes.titlelocation": "left",
        "axes.labelsize": 9, "axes.prop_cycle": matplotlib.cycler(color=CYCLE), "axes.spines.top": False,
        "axes.spines.right": False, "axes.axisbelow": True, "axes.grid": True, "grid.color": "#E3E6E8", "grid.linewidth": 0.7,
        "xtick.labelsize": 8, "ytick.labelsize": 8, "legend.fontsize": 8, "legend.frameon": False, "lines.linewidth": 1.6,
        "figure.dpi": 100, "savefig.dpi": 200, "figure.constrained_layout.use": True, "image.cmap": COLOUR_MAP,
    }
