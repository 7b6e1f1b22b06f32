"""The style sheet that all charts share: round borders, and the theme's colours under names of their own."""

CHART_CSS = """
Chart {
    height: 1fr;
    border: round $foreground 20%;
    border-title-color: $foreground;
    border-title-style: bold;
    border-subtitle-color: $foreground 70%;
    padding: 0 1;
    &:focus { border: round $accent; border-subtitle-color: $foreground; border-subtitle-style: bold; }
    & > .chart--label { color: $foreground; }
    & > .chart--value { color: $foreground; text-style: bold; }
    & > .chart--note { color: $foreground 60%; }
    & > .chart--axis { color: $foreground 75%; }
    & > .chart--frame { color: $foreground 25%; }
    & > .chart--low { color: $primary; }
    & > .chart--middle { color: $secondary; }
    & > .chart--high { color: $accent; }
    & > .chart--figure-low { color: $text-primary; }
    & > .chart--figure-high { color: $text-accent; }
    & > .chart--empty { color: $foreground 10%; }
    & > .chart--to-come { color: $foreground 35%; }
    & > .chart--cursor { color: auto; background: $block-cursor-background; text-style: bold; }
    & > .chart--band { background: $foreground 14%; }
    &:nocolor {
        & > .chart--cursor { text-style: bold reverse; }
        & > .chart--low, & > .chart--middle, & > .chart--high { color: $foreground; }
        & > .chart--figure-low, & > .chart--figure-high { color: $foreground; }
    }
    &:ansi {
        border: round ansi_bright_black;
        &:focus { border: round $accent; }
        & > .chart--note, & > .chart--axis, & > .chart--frame { color: ansi_bright_black; }
        & > .chart--empty, & > .chart--to-come { color: ansi_bright_black; }
        & > .chart--cursor { color: ansi_default; background: ansi_default; text-style: bold reverse; }
    }
}
"""
"""`chart--low` is the colour of bars and cells, `chart--high` that of a second series and of what lies below a mean;
the parts of a whole are shades between both (by `chart--middle` where the terminal's own colours do not blend).
`chart--empty` is a day of the calendar without anything, `chart--band` the ground of what is pointed at."""
