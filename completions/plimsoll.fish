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
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "kustomize" -d 'Kustomize\'s commands under its name'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "lint" -d 'Examine charts for possible issues'
complete -c plimsoll -n "__fish_plimsoll_needs_command" -f -a "completion" -d 'Print a completion script for a shell'
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
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -s n -l namespace -d 'Namespace of the release [env: HELM_NAMESPACE]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l color -d 'Colour in reports: auto, always or never [env: HELM_COLOR, NO_COLOR]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l colour -d 'The same as --color' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l error-format -d 'How errors are printed: a report, Helm\'s one line, or JSON' -r -f -a "text\t''
compat\t''
json\t''"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kubeconfig -d 'Take the default namespace from this file [env: KUBECONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-context -d 'Take it from this context [env: HELM_KUBECONTEXT]' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l registry-config -d 'Registry credentials [env: HELM_REGISTRY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l repository-config -d 'The list of chart repositories [env: HELM_REPOSITORY_CONFIG]' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l repository-cache -d 'Cached repository indexes [env: HELM_REPOSITORY_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l content-cache -d 'Cached charts [env: HELM_CONTENT_CACHE]' -r -f -a "(__fish_complete_directories)"
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-apiserver -d 'Address of a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-as-user -d 'User to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-as-group -d 'Group to impersonate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-ca-file -d 'Certificate authorities of a cluster' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-tls-server-name -d 'Name in a cluster\'s certificate' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-token -d 'Bearer token for a cluster' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l qps -d 'Requests a second to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l burst-limit -d 'Requests at once to a cluster' -r
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand kustomize; and not __fish_seen_subcommand_from build" -f -a "build" -d 'Build a kustomization'
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
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-version -d 'Kubernetes version for capabilities and deprecated APIs' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s f -l values -d 'Read values from a YAML file, a URL or, for `-`, standard input; later ones win' -r -F
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set -d 'Set values: a=1,b.c=x,list={a,b},list[0].name=x' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-string -d 'Like --set, but every value is a string' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-json -d 'Set values that are written as JSON, or a whole JSON object' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-literal -d 'Set one string exactly as it is written, commas and all' -r -f
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l set-file -d 'Set values to the content of files' -r -f
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
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l skip-schema-validation -d 'Leave values.schema.json files alone'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -s h -l help -d 'Print this help'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l debug -d 'Say more, and print invalid output too [env: HELM_DEBUG]'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l strict-flags -d 'Refuse flags that have no effect here'
complete -c plimsoll -n "__fish_plimsoll_using_subcommand lint" -l kube-insecure-skip-tls-verify -d 'Accept a cluster\'s certificate unseen'
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
