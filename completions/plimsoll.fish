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
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "template" -d 'Render a chart'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "build" -d 'Build a kustomization'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "render" -d 'Render charts, kustomizations and manifests, repeatably'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "kustomize" -d 'Kustomize\'s commands under its name'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "lint" -d 'Check charts, kustomizations and manifests'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "policy" -d 'Test policies'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "create" -d 'Start a new chart'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "schema" -d 'Keep schemas of custom kinds'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "dependency" -d 'Manage what a chart depends on'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "package" -d 'Pack charts into archives'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "pull" -d 'Fetch charts from registries and repositories'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "show" -d 'Show what is in a chart'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "verify" -d 'Check a chart\'s signature'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "push" -d 'Store a chart in a registry'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "registry" -d 'Log in to registries and out of them'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "repo" -d 'Manage chart repositories'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "search" -d 'Look for charts'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "completion" -d 'Print a completion script for a shell'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "kubectl-plugin" -d 'Make plimsoll a plugin of kubectl'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "env" -d 'Print the environment'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "version" -d 'Print the version'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "help" -d 'Explain a command'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l name-template -d 'Make the release name with a template' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-version -d 'Kubernetes version that .Capabilities shows' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -s a -l api-versions -d 'API versions that .Capabilities has besides the built-in ones' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -s l -l labels -d 'Labels of the release; no template sees them' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l description -d 'Description of the release; no template sees it' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -s f -l values -d 'Read values from a YAML file, a URL or, for `-`, standard input; later ones win' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l set -d 'Set values: a=1,b.c=x,list={a,b},list[0].name=x' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l set-string -d 'Like --set, but every value is a string' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l set-json -d 'Set values that are written as JSON, or a whole JSON object' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l set-literal -d 'Set one string exactly as it is written, commas and all' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l set-file -d 'Set values to the content of files' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -s s -l show-only -d 'Print only what these templates made, such as templates/web.yaml' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l output-dir -d 'Write a file for each template below this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l post-renderer -d 'Send the output through a post-renderer plugin or an executable' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l post-renderer-args -d 'An argument for the post-renderer' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l seed-file -d 'Derive all randomness from this secret file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l clock -d 'The time that templates see; `epoch` reads SOURCE_DATE_EPOCH' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l lookup-dir -d 'Answer `lookup` from the manifests in this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l entropy -d '`none` refuses templates that ask for randomness' -r -f -a "os\t''
none\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l max-steps -d 'Steps that a render may take' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l max-output -d 'Bytes that a render may print' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l max-allocation -d 'Bytes that functions may allocate for their results' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l max-include-depth -d 'Includes inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l max-tpl-depth -d '`tpl` calls inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l version -d 'Take this version of the chart, or the highest one in a range such as ^2.0.0' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l repo -d 'Look for the chart in this repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l keyring -d 'Public keys for --verify' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l dry-run -d 'Accepted: nothing is ever installed' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l timeout -d 'For a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l wait -d 'For a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -s g -l generate-name -d 'Make up a release name; the only argument is the chart'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l is-upgrade -d 'Set .Release.IsUpgrade instead of .Release.IsInstall'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l dependency-update -d 'Fetch missing dependencies first'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l enable-dns -d 'Let getHostByName ask the network'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l skip-schema-validation -d 'Leave values.schema.json files alone'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l include-crds -d 'Print the chart\'s crds/ too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l skip-crds -d 'Leave crds/ out, as is the case without --include-crds'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l skip-tests -d 'Leave test hooks out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l no-hooks -d 'Leave all hooks out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l release-name -d 'Put a folder with the release\'s name into --output-dir'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l verify -d 'Check the chart\'s signature before it is used'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l create-namespace -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l disable-openapi-validation -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l force-conflicts -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l force-replace -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l replace -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l rollback-on-failure -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l server-side -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l take-ownership -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l wait-for-jobs -d 'For a cluster'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l atomic -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l force -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l validate -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l hide-notes -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l render-subchart-notes -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand template" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -s o -l output -d 'Write to this file, or a file per object into this folder' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l load-restrictor -d 'LoadRestrictionsRootOnly, or LoadRestrictionsNone to let files lie outside the kustomization\'s folder' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l reorder -d 'legacy or none; `sortOptions` in kustomization.yaml wins' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l helm-command -d 'Accepted: charts are rendered by plimsoll itself' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l helm-api-versions -d 'API versions that .Capabilities has besides the built-in ones' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l helm-kube-version -d 'Kubernetes version that .Capabilities shows' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -s e -l env -d 'An environment variable for functions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l network-name -d 'The network of container functions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l mount -d 'A mount of container functions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l seed-file -d 'Derive all randomness from this secret file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l clock -d 'The time that templates see; `epoch` reads SOURCE_DATE_EPOCH' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l lookup-dir -d 'Answer `lookup` from the manifests in this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l entropy -d '`none` refuses templates that ask for randomness' -r -f -a "os\t''
none\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l max-steps -d 'Steps that a render may take' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l max-output -d 'Bytes that a render may print' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l max-allocation -d 'Bytes that functions may allocate for their results' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l max-include-depth -d 'Includes inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l max-tpl-depth -d '`tpl` calls inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l enable-managedby-label -d 'Add the label app.kubernetes.io/managed-by'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l warn-unused -d 'Warn of what changes nothing and of references that are not followed (default true)'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l strict -d 'Make these warnings errors'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l offline -d 'Fail where something would have to be fetched'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l enable-helm -d 'Render the charts that kustomizations name'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l helm-debug -d 'Say more about charts'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l enable-alpha-plugins -d 'Allow plugins and functions'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l enable-exec -d 'Allow functions that are programs'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l as-current-user -d 'Run container functions as the current user'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l network -d 'Allow the network to functions that ask for it'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand build" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -s o -l output -d 'Print YAML documents, or one List in JSON' -r -f -a "yaml\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l only -d 'Only objects that meet all of kind=, name=, namespace=, label=; a repetition adds others' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l output-dir -d 'Write a file per object, and remove those of objects that are gone' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l layout -d 'The paths below --output-dir, by {namespace}, {kind}, {Kind}, {name}, {group} and {version}' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l release -d 'Name of the releases; `release-name` without it, as in `template`' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-version -d 'Kubernetes version that .Capabilities shows' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -s a -l api-versions -d 'API versions that .Capabilities has besides the built-in ones' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -s f -l values -d 'Read values from a YAML file, a URL or, for `-`, standard input; later ones win' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l set -d 'Set values: a=1,b.c=x,list={a,b},list[0].name=x' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l set-string -d 'Like --set, but every value is a string' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l set-json -d 'Set values that are written as JSON, or a whole JSON object' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l set-literal -d 'Set one string exactly as it is written, commas and all' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l set-file -d 'Set values to the content of files' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l load-restrictor -d 'LoadRestrictionsNone lets files lie outside a kustomization\'s folder' -r -f -a "LoadRestrictionsRootOnly\t''
LoadRestrictionsNone\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l seed-file -d 'Derive all randomness from this secret file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l clock -d 'The time that templates see; `epoch` reads SOURCE_DATE_EPOCH' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l lookup-dir -d 'Answer `lookup` from the manifests in this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l entropy -d '`none` refuses templates that ask for randomness' -r -f -a "os\t''
none\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l max-steps -d 'Steps that a render may take' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l max-output -d 'Bytes that a render may print' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l max-allocation -d 'Bytes that functions may allocate for their results' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l max-include-depth -d 'Includes inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l max-tpl-depth -d '`tpl` calls inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l fetch -d 'Fetch the remote bases, files and charts that kustomizations name'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l is-upgrade -d 'Set .Release.IsUpgrade instead of .Release.IsInstall'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l include-crds -d 'Print what charts have in crds/ too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l skip-crds -d 'Leave crds/ out, as is the case without --include-crds'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l skip-tests -d 'Leave test hooks out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l no-hooks -d 'Leave all hooks out'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l skip-schema-validation -d 'Leave values.schema.json files alone'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l enable-helm -d 'Render the charts that kustomizations name'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand render" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "build" -d 'Build a kustomization'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "create" -d 'Create a kustomization in the current folder'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "edit" -d 'Change the kustomization in the current folder'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "localize" -d 'Copy a kustomization with all that it needs'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "cfg" -d 'Read packages of configuration'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "fn" -d 'Run functions over packages'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "openapi" -d 'Tell of the schemas of Kubernetes'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "version" -d 'Print the version of Kustomize'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build create edit localize cfg fn openapi version completion" -f -a "completion" -d 'Print a completion script for a shell'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -s o -l output -d 'Write to this file, or a file per object into this folder' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l load-restrictor -d 'LoadRestrictionsRootOnly, or LoadRestrictionsNone to let files lie outside the kustomization\'s folder' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l reorder -d 'legacy or none; `sortOptions` in kustomization.yaml wins' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l helm-command -d 'Accepted: charts are rendered by plimsoll itself' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l helm-api-versions -d 'API versions that .Capabilities has besides the built-in ones' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l helm-kube-version -d 'Kubernetes version that .Capabilities shows' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -s e -l env -d 'An environment variable for functions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l network-name -d 'The network of container functions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l mount -d 'A mount of container functions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l seed-file -d 'Derive all randomness from this secret file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l clock -d 'The time that templates see; `epoch` reads SOURCE_DATE_EPOCH' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l lookup-dir -d 'Answer `lookup` from the manifests in this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l entropy -d '`none` refuses templates that ask for randomness' -r -f -a "os\t''
none\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l max-steps -d 'Steps that a render may take' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l max-output -d 'Bytes that a render may print' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l max-allocation -d 'Bytes that functions may allocate for their results' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l max-include-depth -d 'Includes inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l max-tpl-depth -d '`tpl` calls inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l enable-managedby-label -d 'Add the label app.kubernetes.io/managed-by'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l warn-unused -d 'Warn of what changes nothing and of references that are not followed (default true)'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l strict -d 'Make these warnings errors'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l offline -d 'Fail where something would have to be fetched'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l enable-helm -d 'Render the charts that kustomizations name'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l helm-debug -d 'Say more about charts'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l enable-alpha-plugins -d 'Allow plugins and functions'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l enable-exec -d 'Allow functions that are programs'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l as-current-user -d 'Run container functions as the current user'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l network -d 'Allow the network to functions that ask for it'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from build" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l resources -d 'Files and folders to name as resources, divided by commas' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l namespace -d 'Set `namespace`' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l nameprefix -d 'Set `namePrefix`' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l namesuffix -d 'Set `nameSuffix`' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l labels -d 'Set `commonLabels`' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l annotations -d 'Set `commonAnnotations`' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l autodetect -d 'Name the files of objects in the current folder as resources'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l recursive -d 'Look for resources in the folders below too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from create" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -f -a "add" -d 'Add to the kustomization'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -f -a "set" -d 'Set values in the kustomization'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -f -a "remove" -d 'Remove from the kustomization'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from edit" -f -a "fix" -d 'Bring deprecated fields up to date'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l scope -d 'The folder that local files may not leave; the target if not given' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l no-verify -d 'Do not compare the builds of the target and of the copy'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from localize" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -f -a "cat" -d 'Print the objects of a package'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -f -a "count" -d 'Count the objects of a package'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -f -a "grep" -d 'Find objects by their fields'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from cfg" -f -a "tree" -d 'Show a package as a tree'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from fn" -f -a "run" -d 'Run functions over a package'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from openapi" -f -a "info" -d 'Print which schema is compiled in'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -s o -l output -d 'Print yaml or json' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l short -d 'Print it in braces, as old scripts want it'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from version" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -f -a "bash" -d 'For bash: source <(plimsoll completion bash)'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -f -a "zsh" -d 'For zsh: plimsoll completion zsh > "${fpath[1]}/_plimsoll"'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -f -a "fish" -d 'For fish: plimsoll completion fish | source'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and __fish_seen_subcommand_from completion" -f -a "powershell" -d 'For PowerShell: plimsoll completion powershell | Out-String | Invoke-Expression'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-version -d 'Kubernetes version for capabilities and deprecated APIs' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s p -l policy -d 'Judge by these policies: Kyverno, ValidatingAdmissionPolicy, Gatekeeper or .rego' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l policy-values -d 'Kyverno\'s Values: variables, ConfigMaps and answers of the API' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s u -l user-info -d 'Who asks: Kyverno\'s UserInfo' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l context -d 'Kyverno\'s Context: resources that CEL looks up' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l exceptions -d 'Kyverno\'s PolicyExceptions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l params -d 'Objects that a ValidatingAdmissionPolicy\'s paramRef finds' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l inventory -d 'Objects of the cluster for Gatekeeper\'s data.inventory' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s d -l data -d 'Documents for Rego\'s data' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l rego-version -d 'The version of Rego that .rego files are in' -r -f -a "v0\t''
v1\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l rego-namespace -d 'The packages whose rules are run' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l pod-security -d 'Judge by a Pod Security Standard: baseline or restricted' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l schema -d 'Check objects against the schemas of this version of Kubernetes' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l schema-location -d 'Schemas of other kinds: CRDs, JSON Schema, or a template of their names' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l skip-kinds -d 'Pass over objects of these kinds' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l target-versions -d 'Pluto\'s way to say --kube-version' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s o -l output -d 'Print findings for people, as JSON, as annotations of a GitHub workflow or as SARIF' -r -f -a "text\t''
json\t''
github\t''
sarif\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l fail-on -d 'The mildest finding that makes the command fail' -r -f -a "error\t''
warning\t''
never\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s f -l values -d 'Read values from a YAML file, a URL or, for `-`, standard input; later ones win' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set -d 'Set values: a=1,b.c=x,list={a,b},list[0].name=x' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-string -d 'Like --set, but every value is a string' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-json -d 'Set values that are written as JSON, or a whole JSON object' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-literal -d 'Set one string exactly as it is written, commas and all' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-file -d 'Set values to the content of files' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l seed-file -d 'Derive all randomness from this secret file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l clock -d 'The time that templates see; `epoch` reads SOURCE_DATE_EPOCH' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l lookup-dir -d 'Answer `lookup` from the manifests in this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l entropy -d '`none` refuses templates that ask for randomness' -r -f -a "os\t''
none\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l max-steps -d 'Steps that a render may take' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l max-output -d 'Bytes that a render may print' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l max-allocation -d 'Bytes that functions may allocate for their results' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l max-include-depth -d 'Includes inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l max-tpl-depth -d '`tpl` calls inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l strict -d 'Fail on warnings too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l quiet -d 'Print warnings and errors only'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l with-subcharts -d 'Lint the charts below charts/ as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l changed -d 'The paths are changed files: lint the chart, kustomization or file of each, once'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l enable-helm -d 'Render the charts that kustomizations name'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l fetch -d 'Fetch the remote bases, files and charts that kustomizations name'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l values-file -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l userinfo -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l context-file -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l exception -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l parameter-resource -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l combine -d 'Give Rego all files as one input'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kubernetes-version -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l ignore-missing-schemas -d 'Pass over kinds without a schema'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l skip -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l output-format -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l fail-on-warn -d 'The same as --fail-on warning'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l skip-schema-validation -d 'Leave values.schema.json files alone'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and not __fish_seen_subcommand_from test" -f -a "test" -d 'Run the tests of policies'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -s f -l file-name -d 'The name of the files with tests; without it kyverno-test.yaml, and any for suites' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -s o -l output -d 'Print lines for people, or all verdicts as JSON' -r -f -a "text\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l seed-file -d 'Derive all randomness from this secret file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l clock -d 'The time that templates see; `epoch` reads SOURCE_DATE_EPOCH' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l lookup-dir -d 'Answer `lookup` from the manifests in this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l entropy -d '`none` refuses templates that ask for randomness' -r -f -a "os\t''
none\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l max-steps -d 'Steps that a render may take' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l max-output -d 'Bytes that a render may print' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l max-allocation -d 'Bytes that functions may allocate for their results' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l max-include-depth -d 'Includes inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l max-tpl-depth -d '`tpl` calls inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l fail-only -d 'Print only what is not as expected'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l require-tests -d 'Fail where there are no tests'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand policy; and __fish_seen_subcommand_from test" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -s p -l starter -d 'Start from this chart in Helm\'s folder of starters, or at this path' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l engine -d 'The language of the templates: gotpl or minijinja [default: gotpl]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l chart-api-version -d 'The chart\'s apiVersion: v2' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand create" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and not __fish_seen_subcommand_from add" -f -a "add" -d 'Keep the schemas of files, folders and charts'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -s f -l values -d 'Read values from a YAML file, a URL or, for `-`, standard input; later ones win' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l set -d 'Set values: a=1,b.c=x,list={a,b},list[0].name=x' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l set-string -d 'Like --set, but every value is a string' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l set-json -d 'Set values that are written as JSON, or a whole JSON object' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l set-literal -d 'Set one string exactly as it is written, commas and all' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l set-file -d 'Set values to the content of files' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l seed-file -d 'Derive all randomness from this secret file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l clock -d 'The time that templates see; `epoch` reads SOURCE_DATE_EPOCH' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l lookup-dir -d 'Answer `lookup` from the manifests in this folder' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l entropy -d '`none` refuses templates that ask for randomness' -r -f -a "os\t''
none\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l max-steps -d 'Steps that a render may take' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l max-output -d 'Bytes that a render may print' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l max-allocation -d 'Bytes that functions may allocate for their results' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l max-include-depth -d 'Includes inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l max-tpl-depth -d '`tpl` calls inside of one another' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l skip-schema-validation -d 'Leave values.schema.json files alone'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand schema; and __fish_seen_subcommand_from add" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -f -a "list" -d 'List a chart\'s dependencies'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -f -a "update" -d 'Bring charts/ up to date with Chart.yaml'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and not __fish_seen_subcommand_from list update build" -f -a "build" -d 'Rebuild charts/ from the lock file'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l max-col-width -d 'The widest that a column gets [default: 80]' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from list" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l keyring -d 'The keyring with public keys, as gpg exports it [default: ~/.gnupg/pubring.gpg]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l skip-refresh -d 'Take the indexes of repositories as they are cached'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l verify -d 'Check the signatures of what is fetched'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from update" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l keyring -d 'The keyring with public keys, as gpg exports it [default: ~/.gnupg/pubring.gpg]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l skip-refresh -d 'Take the indexes of repositories as they are cached'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l verify -d 'Check the signatures of what is fetched'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand dependency; and __fish_seen_subcommand_from build" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -s d -l destination -d 'Where the archive is written' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l version -d 'Give the chart this version' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l app-version -d 'Give the chart this appVersion' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l date -d 'The time of the archive\'s entries: `git` for the chart\'s newest commit, or a time; else SOURCE_DATE_EPOCH\'s, else 1980-01-01' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l key -d 'The key, by its user id or a part of it' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l keyring -d 'The keyring, as gpg exports it [default: ~/.gnupg/pubring.gpg]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l passphrase-file -d 'The file with the key\'s passphrase; `-` for standard input' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -s u -l dependency-update -d 'Bring charts/ up to date with Chart.yaml first'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l sign -d 'Sign the package with a PGP key and write a provenance file'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand package" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -s d -l destination -d 'Where the archive is written' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l untardir -d 'Where --untar unpacks to, below --destination' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l version -d 'Take this version of the chart, or the highest one in a range such as ^2.0.0' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l repo -d 'Look for the chart in this repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l keyring -d 'Public keys for --verify' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l untar -d 'Unpack the archive, and keep only the folder'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l prov -d 'Fetch the provenance file too, without looking at it'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l verify -d 'Check the chart\'s signature before it is used'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand pull" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -f -a "all" -d 'Show everything'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -f -a "chart" -d 'Show Chart.yaml'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -f -a "crds" -d 'Show the custom resource definitions'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -f -a "readme" -d 'Show the README'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -f -a "values" -d 'Show the default values'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and not __fish_seen_subcommand_from all chart crds readme values versions" -f -a "versions" -d 'List the versions of a chart in a registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l version -d 'Take this version of the chart, or the highest one in a range such as ^2.0.0' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l repo -d 'Look for the chart in this repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l keyring -d 'Public keys for --verify' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l verify -d 'Check the chart\'s signature before it is used'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from all" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l version -d 'Take this version of the chart, or the highest one in a range such as ^2.0.0' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l repo -d 'Look for the chart in this repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l keyring -d 'Public keys for --verify' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l verify -d 'Check the chart\'s signature before it is used'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from chart" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l version -d 'Take this version of the chart, or the highest one in a range such as ^2.0.0' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l repo -d 'Look for the chart in this repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l keyring -d 'Public keys for --verify' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l verify -d 'Check the chart\'s signature before it is used'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from crds" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l version -d 'Take this version of the chart, or the highest one in a range such as ^2.0.0' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l repo -d 'Look for the chart in this repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l keyring -d 'Public keys for --verify' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l verify -d 'Check the chart\'s signature before it is used'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from readme" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l jsonpath -d 'Print what this JSONPath template picks from the values' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l version -d 'Take this version of the chart, or the highest one in a range such as ^2.0.0' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l repo -d 'Look for the chart in this repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l keyring -d 'Public keys for --verify' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l verify -d 'Check the chart\'s signature before it is used'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from values" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -s o -l output -d 'How the list is printed' -r -f -a "table\t''
json\t''
yaml\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand show; and __fish_seen_subcommand_from versions" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l keyring -d 'The keyring with public keys, as gpg exports it [default: ~/.gnupg/pubring.gpg]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l key -d 'The public key of cosign\'s signature, for an oci:// reference' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l version -d 'Which version of an oci:// reference is meant' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand verify" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l tag -d 'Let this tag lead to it too; may be repeated' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l artifact -d 'Store the manifests in this folder, as Flux takes them, instead of a chart' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l source -d 'Where an artifact\'s manifests come from' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l revision -d 'Which revision an artifact\'s manifests are: main@sha1:COMMIT' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l sign-key -d 'Sign the manifest as cosign does, with this key' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l passphrase-file -d 'The file with the key\'s passphrase; `-` for standard input [env: COSIGN_PASSWORD]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -s o -l output -d 'How the result is printed' -r -f -a "text\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l overwrite -d 'Replace a tag that holds other content'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand push" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -f -a "login" -d 'Log in to a registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and not __fish_seen_subcommand_from login logout" -f -a "logout" -d 'Log out of a registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -s u -l username -d 'User name' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -s p -l password -d 'Password or token; others can see it in the list of processes' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l password-stdin -d 'Read the password or token from standard input'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l insecure -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from login" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand registry; and __fish_seen_subcommand_from logout" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -f -a "add" -d 'Add a chart repository'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -f -a "list" -d 'List the added repositories'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -f -a "update" -d 'Fetch the indexes of repositories anew'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -f -a "remove" -d 'Remove repositories'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and not __fish_seen_subcommand_from add list update remove index" -f -a "index" -d 'Write the index of a folder of archives'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l username -d 'User name' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l password -d 'Password; others can see it in the list of processes' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l timeout -d 'Without effect: what is bounded is the time in which nothing moves' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read the password from standard input'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l pass-credentials -d 'Send the credentials to other hosts as well'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l force-update -d 'Replace a repository of that name'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l allow-deprecated-repos -d 'Add a repository that is known to be gone'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l no-update -d ''
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from add" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -s o -l output -d 'How the list is printed' -r -f -a "table\t''
json\t''
yaml\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the names of the columns'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from list" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l timeout -d 'Without effect: what is bounded is the time in which nothing moves' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l fail-on-repo-update-fail -d 'Always so: a repository that fails is an error'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from update" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from remove" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l url -d 'The address of the repository, for the addresses of archives' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l merge -d 'Keep the entries of this index that the folder has no version for' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l json -d 'Write JSON'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand repo; and __fish_seen_subcommand_from index" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -f -a "repo" -d 'Look for charts in added repositories, or list the versions of an oci:// reference'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and not __fish_seen_subcommand_from repo hub" -f -a "hub" -d 'Not there: look on artifacthub.io'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l version -d 'Look among these versions' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -s o -l output -d 'How the list is printed' -r -f -a "table\t''
json\t''
yaml\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l max-col-width -d 'The widest column [default: 50]' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l username -d 'User name for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l password -d 'Password for the repository' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l ca-file -d 'Trust the certificate authorities in this file' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l cert-file -d 'Present this client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l key-file -d 'The key of the client certificate' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -s r -l regexp -d 'The keyword is a regular expression'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -s l -l versions -d 'List every version, not only the newest'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l devel -d 'Consider pre-releases too'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l fail-on-no-result -d 'Fail where nothing is found'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l insecure-skip-tls-verify -d 'Accept any server certificate'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l plain-http -d 'Speak HTTP to the registry'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from repo" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l endpoint -d 'Without effect' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -s o -l output -d 'Without effect' -r -f -a "table\t''
json\t''
yaml\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l max-col-width -d 'Without effect' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l list-repo-url -d 'Without effect'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l fail-on-no-result -d 'Without effect'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand search; and __fish_seen_subcommand_from hub" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
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
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and not __fish_seen_subcommand_from install" -f -a "install" -d 'Make the links by which kubectl finds the plugin'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l dir -d 'Where to make the links: a folder on PATH; by default this program\'s own' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kubectl-plugin; and __fish_seen_subcommand_from install" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand env" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
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
