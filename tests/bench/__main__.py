"""Every figure of the README, one after the other: python -m tests.bench"""

import subprocess
import sys

BENCHES = {
    "Onset after the scheduled second, 20 plays": ["tests.bench.onset", "--plays", "20"],
    "The same with four busy loops on this machine": ["tests.bench.onset", "--plays", "20", "--busy", "4"],
    "What two hundred plays cost": ["tests.bench.plays"],
    "The whole station while it idles": ["tests.bench.station"],
    "Rendering with espeak": ["tests.bench.render"],
    "Taking in a recording of a quarter of an hour": ["tests.bench.intake"],
    "The reading beside the text, while an officer types": ["tests.bench.desk"],
    "Simulated intelligibility in the street": ["tests.bench.intelligibility"],
    "Reading aloud": ["tests.bench.reading"],
    "Reading an official document": ["tests.bench.directive"],
    "Reports out of a log of 100,000 rows": ["tests.bench.reports"],
    "Memory over ten days of forty-eight slots": ["tests.bench.days"],
    "Copying, backing up and restoring that log": ["tests.bench.keeping"],
    "Every page with 100,000 log entries and 2,000 bulletins": ["tests.bench.pages"],
    "Fifty officers at once": ["tests.bench.officers"],
}

for title, words in BENCHES.items():
    print(f"\n## {title}\n", flush=True)
    subprocess.run([sys.executable, "-m", *words], check=True)
