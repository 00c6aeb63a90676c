"""`python -m okrsheet` is `okrsheet`."""

from okrsheet.cli import main

if __name__ == "__main__":
    main()
