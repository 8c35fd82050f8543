"""``python -m testigo``."""

from testigo.cli import main

if __name__ == "__main__":
    main()
