# Completion of ledgerctl for bash: source this file, or put it into
# /usr/share/bash-completion/completions/ledgerctl. It asks ledgerctl itself for commands and options, so it knows what
# the installed version knows.

_ledgerctl() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  case $previous in
    --lang)
      mapfile -t COMPREPLY < <(compgen -W "zh en both" -- "$word")
      return
      ;;
    --part)
      mapfile -t COMPREPLY < <(compgen -W "whole onsite common individual" -- "$word")
      return
      ;;
    --token-file | --wording | --out | --xlsx | --csv | --scheme | --check | --mapping | --refused | --tiles | --bundle | --state | --policy | --checkpoint | --proof | --port-file | --older | --zip | --evidence | --tls-ca | --tls-cert | --tls-key | lint | publish | post | import | preview | decide | verify)
      mapfile -t COMPREPLY < <(compgen -f -- "$word")
      return
      ;;
  esac
  # The commands typed so far, without options and their values.
  local commands=() takes_value=0 typed
  for typed in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [ $takes_value -eq 1 ]; then
      takes_value=0
      continue
    fi
    case $typed in
      --json | --all | --administrator | --blank | --entry | --atomic | --dry-run | --allow-missing-evidence | --help) ;;
      -*) takes_value=1 ;;
      *) commands+=("$typed") ;;
    esac
  done
  local help
  help=$("${COMP_WORDS[0]}" "${commands[@]}" --help 2>/dev/null)
  if [[ $word == -* ]]; then
    local shared="--server --token-file --ledger --json --lang --help"
    mapfile -t COMPREPLY < <(compgen -W "$(grep -oE -- '^ +(-h,)?--[a-z-]+' <<<"$help" | tr -d ' ' | sed 's/^-h,//') $shared" -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -W "$(sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\+\) .*/\1/p' <<<"$help")" -- "$word")
  fi
}
complete -o default -F _ledgerctl ledgerctl
