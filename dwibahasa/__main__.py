"""`python -m dwibahasa` is the command `dwibahasa`."""

from dwibahasa.cli import main

main()
