"""The commands of `capacities`, one module each; a module is imported only when its command is called."""

from __future__ import annotations

GROUPS: dict[str, dict[str, str]] = {
    "for a town": {
        "plan": "draft inventory, measures and investment from a town's name; also as a document",
        "inventory": "read greenhouse-gas inventories, add them up and check them",
        "portfolio": "choose the best of a list of independent measures within a budget or for a target",
    },
    "the site": {
        "demo": "set up a site with all Mission cities and candidates, and start it",
        "serve": "start the web server",
        "worker": "start the worker for longer jobs",
    },
    "care and repair": {
        "load": "bring the database to this version: migrations, facts, all municipalities",
        "backup": "write database and files into one archive",
        "restore": "bring back a backup",
        "shell": "open a Python shell with the models at hand",
        "version": "print the version",
    },
}
# Called by ./run, not by people: missing in the overview.
INTERNAL = ("prepare",)
# Other words for a command.
ALIASES = {"import": "load"}
COMMANDS = {name: about for group in GROUPS.values() for name, about in group.items()}
