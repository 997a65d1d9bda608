"""Page images: PNG, JPEG, WebP, BMP and TIFF, of which TIFF may hold many pages."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageSequence, UnidentifiedImageError

from hoidap.errors import UnreadableFileError
from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText, assemble
from ingest.extraction.paragraphs import blocks_of
from ingest.extraction.programs import TESSERACT, require
from ingest.extraction.recognition import recognise

#: A2 at 300 dpi; a larger picture is no page, or a small file made to fill the memory.
_MOST_PIXELS: Final = 70_000_000
#: Only what scanners and cameras write: other decoders of Pillow see no use here.
_FORMATS: Final = ("PNG", "JPEG", "WEBP", "BMP", "TIFF")


def extract_image(data: bytes, name: str, conditions: Conditions) -> tuple[ExtractedText, ...]:
    """The one document of an image file, read by OCR.

    Raises MissingProgramError without Tesseract, UnreadableFileError when the
    image is damaged, too large, or shows no text.
    """
    require(TESSERACT, name)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            frames = getattr(image, "n_frames", 1)
            conditions.check_pages(frames, name)
            pages = []
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if frame.width * frame.height > _MOST_PIXELS:
                    raise _too_large(name, frame.width, frame.height)
                pages.append(recognise(frame, number, name, conditions))
                conditions.page_done(number, frames)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UnreadableFileError(
            f"{name}: not an image of a known kind, or too large ({error}).",
            "Save it as PNG, JPEG or TIFF.",
        ) from error
    except (OSError, SyntaxError) as error:  # what Pillow raises for damage inside
        raise UnreadableFileError(
            f"{name}: the image is damaged ({error}).", "Scan or copy it again."
        ) from error
    sure = [line.sure for page in pages for line in page.lines if line.sure is not None]
    mean = sum(sure) / len(sure) if sure else 0.0
    warnings = (f"{len(pages)} pages were read by OCR, confidence {mean:.2f}.",)
    return (assemble(blocks_of(pages), name, warnings=warnings),)


def _too_large(name: str, width: int, height: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: an image of {width} × {height} points is larger than any page.",
        "Scan it at 300 dpi.",
    )
