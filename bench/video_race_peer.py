"""``python video_race_peer.py RACE.json FFMPEG OUT.mp4 FRAMES``: the same figures by bar_chart_race, in an environment of its own.

Run by `bench.video_race`; imports nothing of ours. The same size, frames a second, effort and quality; the first reading stands for the
first second, the last one to the end, as in ours.
"""

import json
import resource
import sys
import warnings
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import bar_chart_race
import pandas
from matplotlib import pyplot
from matplotlib.figure import Figure

STEPS, RATE, BARS, TYPE = 10, 30, 20, 16


def cost() -> float:
    """CPU seconds so far, children's included."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(own[:2]) + sum(children[:2])


def main(data: str, ffmpeg: str, out: str, frames: int) -> None:
    warnings.simplefilter("ignore")
    read = json.loads(Path(data).read_text(encoding="utf-8"))
    table = pandas.DataFrame(read["figures"], index=read["days"])
    still = max(0, -(-(frames - 1) // STEPS) + 1 - len(table))
    first = min(3, still)
    table = pandas.concat([table.iloc[[0] * first], table, table.iloc[[-1] * (still - first)]])
    options = ["-preset", "veryfast", "-crf", "20", "-threads", "1"]
    pyplot.rcParams.update({"animation.ffmpeg_path": ffmpeg, "animation.codec": "libx264", "animation.ffmpeg_args": options})
    figure = Figure(figsize=(19.2, 10.8), dpi=100)
    figure.add_axes((0.12, 0.06, 0.82, 0.86))
    before = cost()
    bar_chart_race.bar_chart_race(
        table, out, n_bars=BARS, steps_per_period=STEPS, period_length=1000 * STEPS / RATE, fig=figure, bar_label_size=TYPE, tick_label_size=TYPE
    )
    told = {"cpu": cost() - before, "frames": (len(table) - 1) * STEPS + 1, "matplotlib": mpl.__version__, "pandas": pandas.__version__}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
