def area(
    width,
    height=2,  # a default
    *,
    unit="mm2",
):
    """Says the area."""
    return f"{width * height} {unit}"


print(
    area(
        3,
        height=(
            4
            + 1
        ),
    ),
    area(1, unit="cm2"),
    sep="; ",
)

# prints:
# 15 mm2; 2 cm2
