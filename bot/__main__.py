"""`python -m bot` is the command `watchdesk`."""

from bot.cli.main import main

main()
