"""`lbtui completion`: a script for the shell, made from the parsers, so that it knows every command and option."""

from argparse import Action, Namespace
from collections.abc import Iterator

from lbtui.commands.guide import COMMANDS
from lbtui.commands.parser import app_parser, command_parser
from lbtui.commands.running import DONE
from lbtui.films.fields import FILTERS, FLAGS
from lbtui.options import Options
from lbtui.statistics.dashboards import Dashboard

_FILES, _FOLDERS = "files", "folders"


def run(arguments: Namespace, _options: Options) -> int:
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell](), end="")
    return DONE


def _actions(command: str | None) -> list[Action]:
    """The arguments of a command, or of `lbtui` alone."""
    return (command_parser(command) if command else app_parser())._actions


def _options_of(command: str | None) -> list[Action]:
    return [action for action in _actions(command) if action.option_strings]


def _values(action: Action) -> list[str] | str:
    """What may follow: words, or files or folders."""
    match action.dest:
        case "data_dir":
            return _FOLDERS
        case "output" | "export" | "exports":
            return _FILES
        case "filter":
            screens = list(Dashboard) if action.metavar != "FILTER" else ()
            return [*map(str, screens), *(f"{name}:" for name in FILTERS), *FLAGS]
    return list(map(str, action.choices or ()))


def _words(command: str | None) -> tuple[list[str], bool]:
    """The words that may stand after a command, and whether files may."""
    actions = _actions(command)
    words = [option for action in actions for option in action.option_strings if option.startswith("--")]
    files = False
    for values in (_values(action) for action in actions if not action.option_strings):
        files = files or values == _FILES
        words += values if isinstance(values, list) else []
    return ([*COMMANDS, *words] if command is None else words), files


def _valued() -> Iterator[tuple[str, list[str] | str]]:
    """Every option that takes a value, written as `-o|--output`, with its values."""
    seen: dict[str, list[str] | str] = {}
    for command in (None, *COMMANDS):
        for action in _options_of(command):
            if action.nargs != 0:
                seen["|".join(action.option_strings)] = _values(action)
    yield from seen.items()


def _bash() -> str:
    lines = [
        "_lbtui() {",
        "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= word words=",
        '    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
        f"        case $word in {'|'.join(COMMANDS)}) command=$word; break ;; esac",
        "    done",
        "    case $prev in",
    ]
    for option, values in _valued():
        made = {_FILES: "compgen -f", _FOLDERS: "compgen -d"}.get(str(values))
        made = made or f'compgen -W "{" ".join(values)}"'
        lines.append(f'        {option}) COMPREPLY=($({made} -- "$cur")); return ;;')
    lines += ["    esac", "    case $command in"]
    for command in (None, *COMMANDS):
        words, files = _words(command)
        extra = "; compopt -o default" if files else ""
        lines.append(f"        {command or chr(39) * 2}) words='{' '.join(words)}'{extra} ;;")
    lines += [
        "    esac",
        '    COMPREPLY=($(compgen -W "$words" -- "$cur"))',
        "    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: ]]; then compopt -o nospace; fi",
        "}",
        "complete -F _lbtui lbtui",
    ]
    return "\n".join(lines) + "\n"


def _zsh() -> str:
    lines = ["#compdef lbtui", "", "_lbtui() {", "  local command= word", "  local -a commands", "  commands=("]
    lines += [f"    '{name}:{_zsh_text(page.summary)}'" for name, page in COMMANDS.items()]
    lines += [
        "  )",
        "  for word in ${words[2,CURRENT-1]}; do",
        f"    case $word in ({'|'.join(COMMANDS)}) command=$word; break ;; esac",
        "  done",
        "  case $command in",
        "    ('') _describe command commands",
        f"       {_zsh_arguments(None)} ;;",
        *(f"    ({command}) {_zsh_arguments(command)} ;;" for command in COMMANDS),
        "  esac",
        "}",
        "",
        'if [[ $funcstack[1] == _lbtui ]]; then _lbtui "$@"; else compdef _lbtui lbtui; fi',
    ]
    return "\n".join(lines) + "\n"


def _zsh_arguments(command: str | None) -> str:
    parts = ["_arguments -S"]
    for action in _actions(command):
        values = _values(action)
        made = {_FILES: "_files", _FOLDERS: "_files -/"}.get(str(values)) or f"({' '.join(values)})"
        text = _zsh_text(action.help or "")
        if not action.option_strings:
            parts.append(f"'*:{action.dest}:{made.replace(':', chr(92) + ':')}'")
        for option in action.option_strings:
            parts.append(f"'{option}[{text}]" + ("'" if action.nargs == 0 else f":{action.dest}:{made}'"))
    return " ".join(parts)


def _zsh_text(text: str) -> str:
    return text.replace("'", "").replace("[", "").replace("]", "").replace(":", ",")


def _fish() -> str:
    none = f"not __fish_seen_subcommand_from {' '.join(COMMANDS)}"
    lines = ["complete -c lbtui -f"]
    lines += [
        f"complete -c lbtui -n '{none}' -a {name} -d '{_fish_text(page.summary)}'" for name, page in COMMANDS.items()
    ]
    for command in (None, *COMMANDS):
        seen = f"__fish_seen_subcommand_from {command}" if command else none
        for action in _actions(command):
            lines.append(f"complete -c lbtui -n '{seen}' {_fish_argument(action)}")
    return "\n".join(lines) + "\n"


def _fish_argument(action: Action) -> str:
    values = _values(action)
    made = {_FILES: "-F", _FOLDERS: "-xa '(__fish_complete_directories)'"}.get(str(values))
    if not action.option_strings:
        return made or f"-a '{' '.join(values)}'"
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in action.option_strings)
    taken = "" if action.nargs == 0 else f" {made.replace('-F', '-rF')}" if made else f" -xa '{' '.join(values)}'"
    return f"{names}{taken} -d '{_fish_text(action.help or '')}'"


def _fish_text(text: str) -> str:
    return text.replace("'", "")
