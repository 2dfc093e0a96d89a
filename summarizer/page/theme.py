"""Colours, type and radii of the page; the rest of its looks is in ``browser/page.css``."""

import gradio as gr
from gradio.themes.utils import colors, fonts

_INK = colors.Color(
    name="ink",
    c50="#f7f6f3", c100="#efede8", c200="#e2dfd8", c300="#cbc7be", c400="#a09b91", c500="#78736a",
    c600="#5c5850", c700="#45423c", c800="#2b2926", c900="#1e1d1b", c950="#161513",
)  # fmt: skip  # a table: one line per half of the scale
_PINE = colors.Color(
    name="pine",
    c50="#eef5f2", c100="#d8e9e2", c200="#b3d3c7", c300="#86b8a6", c400="#579a84", c500="#387d68",
    c600="#2a6454", c700="#235145", c800="#1e4139", c900="#1a3630", c950="#0d1f1b",
)  # fmt: skip


def build_theme() -> gr.themes.Base:
    """Paper and ink with one green; IBM Plex comes with Gradio, Cyrillic and Greek included."""
    sans = fonts.LocalFont("IBM Plex Sans", weights=(400, 700))  # its 600 has no Cyrillic
    theme = gr.themes.Base(
        primary_hue=_PINE,
        secondary_hue=_PINE,
        neutral_hue=_INK,
        radius_size=gr.themes.sizes.radius_md,
        font=(sans, "system-ui", "sans-serif"),
        font_mono=("ui-monospace", "Consolas", "monospace"),
    )
    return theme.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_900",
        body_text_color_dark="*neutral_100",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="*neutral_300",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="white",
        button_primary_text_color_dark="white",
    )
