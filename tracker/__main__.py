"""The program `tracker`, as which `python -m tracker` runs too."""

from __future__ import annotations

from tracker import interrupt


def main() -> None:
    """Run the program, which Ctrl-C ends in good order from here on, imports included."""
    interrupt.listen()
    import gc

    from tracker.cli.app import app
    from tracker.cli.streams import open_closed

    # A command ends before garbage matters, and looking for it takes a fifth of the page's time.
    # Those that read or write any number of lines turn the collector on again.
    gc.disable()
    open_closed()
    try:
        app(prog_name="tracker")
    finally:
        interrupt.ignore()


if __name__ == "__main__":
    main()
