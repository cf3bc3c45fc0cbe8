# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_plimsoll_global_optspecs
    string join \n h/help n/namespace= debug color= colour= error-format= strict-flags kubeconfig= kube-context= registry-config= repository-config= repository-cache= content-cache= kube-apiserver= kube-as-user= kube-as-group= kube-ca-file= kube-insecure-skip-tls-verify kube-tls-server-name= kube-token= qps= burst-limit=
end

function __fish_plimsoll_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_plimsoll_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_plimsoll_using_subcommand
    set -l cmd (__fish_plimsoll_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c plimsoll -n "__fish_plimsoll_needs_command" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_needs_command" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "completion" -d 'Print a completion script for a shell'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "version" -d 'Print the version'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "help" -d 'Explain a command'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -f -a "bash" -d 'For bash: source <(plimsoll completion bash)'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -f -a "zsh" -d 'For zsh: plimsoll completion zsh > "${fpath[1]}/_plimsoll"'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -f -a "fish" -d 'For fish: plimsoll completion fish | source'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and not __fish_seen_subcommand_from bash zsh fish powershell" -f -a "powershell" -d 'For PowerShell: plimsoll completion powershell | Out-String | Invoke-Expression'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l no-descriptions -d 'Leave the descriptions out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from bash" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l no-descriptions -d 'Leave the descriptions out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from zsh" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l no-descriptions -d 'Leave the descriptions out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from fish" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l no-descriptions -d 'Leave the descriptions out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand completion; and __fish_seen_subcommand_from powershell" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l template -d 'Print this template: .Version, .HelmVersion and .KubeClientVersion are there' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l short -d 'Print the number alone'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand version" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand help" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
