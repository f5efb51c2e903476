"""Numbers with their noun, as people write them."""


def counted(count: int, one: str, many: str = "") -> str:
    """As in "1 feed", "2 feeds"; `many` is the plural where it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"
