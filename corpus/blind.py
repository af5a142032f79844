"""Draw reports to be coded a second time: `python corpus/blind.py [FILE…]`.

Writes their texts, without the first coding, to `second/REGION/CAMPAIGN.txt`: one in ten of each campaign (at least
two) drawn with a fixed seed. Somebody who has not seen the first coding fills them in; `agreement.py` compares.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

from build import sources

HERE = Path(__file__).parent
SHARE = 10
LEAST = 2


def draw(path: Path) -> list[str]:
    """The blocks of one source file that are drawn, their annotation cut off."""
    blocks = re.split(r"(?m)^(?==== )", path.read_text(encoding="utf-8"))[1:]
    chosen = random.Random(path.stem).sample(range(len(blocks)), min(len(blocks), max(LEAST, -(-len(blocks) // SHARE))))
    parts = (re.split(r"(?m)^---\s*$", blocks[i], maxsplit=2) for i in sorted(chosen))
    return [f"{head}---{text}---\n" for head, text, _ in parts]


def main(arguments: list[str]) -> int:
    """Write the files that are not there yet; what has been coded is never overwritten."""
    for path in [Path(a).resolve() for a in arguments] or sources():
        target = HERE / "second" / path.relative_to(HERE.resolve() / "source")
        if target.exists():
            continue
        header = re.match(r"(?:(?:region|campaign):.*\n)+", path.read_text(encoding="utf-8"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            (header.group() if header else "") + "coder: second\n\n" + "\n".join(draw(path)), encoding="utf-8"
        )
        print(target.relative_to(HERE))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
