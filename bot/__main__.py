"""`python -m bot` is the command `watchdesk`."""

from bot.cli import main

main()
