"""Completion of command lines in bash, zsh and fish: what may stand next, and the few lines by which a shell asks."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from rajut.cli.line.declared import Command

ASK = "--complete"  # the words so far follow; nothing answered means: names of files
_SCRIPTS: Mapping[str, str] = {
    "bash": """_rajut() {
  local IFS=$'\\n'
  COMPREPLY=($(rajut --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _rajut rajut
""",
    "zsh": """#compdef rajut
_rajut() {
  local -a found
  found=("${(@f)$(rajut --complete "${(@)words[2,$CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -- $found; else _files; fi
}
compdef _rajut rajut
""",
    "fish": "complete -c rajut -a '(rajut --complete (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'\n",
}
SHELLS = tuple(_SCRIPTS)


def shell_to_script(shell: str) -> str:
    """The lines that a shell reads. Raises KeyError for one that is none of SHELLS."""
    return _SCRIPTS[shell]


def shell_of_user() -> str:
    """bash, zsh or fish, as the environment names the user's shell; bash where it names another or none."""
    name = Path(os.environ.get("SHELL", "")).name
    return name if name in _SCRIPTS else "bash"


def shell_to_place(shell: str) -> Path:
    """The file in which the shell looks for the completion of `rajut`."""
    home = Path.home()
    places = {
        "bash": Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "bash-completion/completions/rajut",
        "zsh": home / ".zfunc/_rajut",
        "fish": Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish/completions/rajut.fish",
    }
    return places[shell]


def command_to_next(command: Command, words: Sequence[str]) -> list[str]:
    """What may stand in place of the last of `words`, the words behind the command: options, or the choices of the option before it;
    empty where a file or a text is wanted."""
    *before, last = words or [""]
    asked = command.named(before[-1]) if before else None
    if asked is not None and asked.kind is not bool:
        return [choice for choice in asked.choices if choice.startswith(last)]
    if not last.startswith("-"):
        return []
    known = [max(parameter.options, key=len) for parameter in command.parameters if not parameter.placed]
    return [name for name in (*known, "--help") if name.startswith(last)]
