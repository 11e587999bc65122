"""Write one page with every picture of the gallery, and their files, for looking at.

tools/pictures.py FOLDER [zh-hans|en]
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touyan.config.settings")
STYLES = ("tokens", "base", "parts", "data", "pictures", "print")


def styles() -> str:
    folder = ROOT / "src" / "touyan" / "ui" / "static" / "ui"
    return "\n".join((folder / f"{name}.css").read_text("utf-8") for name in STYLES)


def page(figures: list[str], language: str) -> str:
    card = '<section class="card"><div class="card-body">{}</div></section>'
    cards = "".join(card.format(figure) for figure in figures)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Pictures</title><style>{styles()}</style>"
        f'<body><main class="pictures">{cards}</main></body></html>'
    )


def main(folder: Path, language: str) -> None:
    import django

    django.setup()
    from django.template.loader import render_to_string
    from django.utils import translation

    from touyan.ui.picture_samples import every_picture
    from touyan.ui.pictures import png

    folder.mkdir(parents=True, exist_ok=True)
    with translation.override(language):
        pictures = every_picture()
        figures = [render_to_string("ui/parts/picture.html", {"picture": p}) for p in pictures]
        for place, picture in enumerate(pictures, start=1):
            (folder / f"{place:02}-{picture.kind}.svg").write_bytes(picture.standalone())
            (folder / f"{place:02}-{picture.kind}.png").write_bytes(png(picture))
    (folder / "pictures.html").write_text(page(figures, language), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), (sys.argv + ["zh-hans"])[2])
