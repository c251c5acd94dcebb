"""`python -m capacities` is the command `capacities`."""

from capacities.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
