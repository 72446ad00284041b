"""Whether a figure grows with time: the line of least squares through its measures, and how sure that line is."""


def slope(points: list[tuple[float, float]]) -> float:
    """By how much an hour, for measures of (second, figure); 0 for fewer than three."""
    across, together, _ = _sums(points)
    return 3600 * together / across if across else 0.0


def spread(points: list[tuple[float, float]]) -> float:
    """The standard error of that slope; 0 for fewer than three measures."""
    across, together, down = _sums(points)
    if not across:
        return 0.0
    left = max(0.0, down - together**2 / across)
    return 3600 * float((left / (len(points) - 2) / across) ** 0.5)


def _sums(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Squares of the times, products with the figures, squares of the figures, each about their means."""
    if len(points) < 3:
        return 0.0, 0.0, 0.0
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    off = [(x - mean_x, y - mean_y) for x, y in points]
    return sum(x * x for x, _ in off), sum(x * y for x, y in off), sum(y * y for _, y in off)
