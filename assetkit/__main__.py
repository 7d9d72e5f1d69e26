"""``python -m assetkit`` and the console script: a person's words in, the process's exit code out, from its first moment to its last."""

import sys


def run() -> None:
    """Run the command line and end the process; Ctrl-C is one line and exit code 130, also while modules are imported."""
    try:
        import signal

        from assetkit.cli import main

        code = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: nothing is left to interrupt
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    run()
