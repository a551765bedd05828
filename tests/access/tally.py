"""One line at the end of a run: what the matrix visited, and what proof spared it."""

from collections import Counter


def pytest_terminal_summary(terminalreporter):
    counts = Counter()
    for report in terminalreporter.getreports("passed"):
        counts.update(dict(report.user_properties).get("matrix", {}))
    if counts:
        terminalreporter.write_line(
            f"access matrix: {counts['cells']} cells visited, {counts['spared']} "
            f"spared by proof, {counts['seconds']:.0f} s of one worker"
        )
