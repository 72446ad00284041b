"""How long an official document of ten pages takes to be read, and how well the documents of the tests are read."""

import time
from statistics import median

from broadcaster.directives import read
from tests.broadcaster.directives.scoring import TEXTS, faults, wanted

PAGE = 2400  # letters on a page of Nghị định 30/2020/NĐ-CP
PAGES = 10


def main() -> None:
    """Print the figures as a table."""
    texts = {path: path.read_text(encoding="utf-8") for path in TEXTS}
    long = ""
    for text in texts.values():
        long += text.replace("Nơi nhận", "Các nơi") + "\n"
        if len(long) >= PAGE * PAGES:
            break
    read(long)
    took = []
    for turn in range(7):
        again = f"{long[: PAGE * PAGES]}\n{turn}"
        began = time.perf_counter()
        read(again)
        took.append(time.perf_counter() - began)
    right = sum(not faults(read(text).to_json(), wanted(path)) for path, text in texts.items())
    doubts = [len(read(text).doubts) for text in texts.values()]
    print("| what | figure |\n|---|---|")
    print(f"| reading {PAGES} pages, median of {len(took)} | {median(took) * 1000:.0f} ms (wanted: 300 ms or less) |")
    print(f"| documents read wholly as expected | {right} of {len(texts)} |")
    print(f"| doubts raised about them | {sum(doubts)}, in {sum(map(bool, doubts))} documents |")


if __name__ == "__main__":
    main()
