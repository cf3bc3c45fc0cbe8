//! `plimsoll env`: the variables that Helm prints, with the values that they come to here.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use crate::go::strconv;
use crate::host::places;
use std::ffi::OsString;
use std::path::PathBuf;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "env",
    about: "Print the environment",
    description: "Print the variables that Helm and plimsoll read, with the values that they come to.",
    usage: "[VARIABLE]",
    arguments: Arguments::AtMost(1),
    groups: &[],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let variables = variables(invocation);
    let text: String = match invocation.arguments.first() {
        Some(name) => {
            let found = variables.iter().find(|(known, _)| name == known);
            format!("{}\n", found.map(|(_, value)| value.as_str()).unwrap_or_default())
        }
        None => variables.iter().map(|(name, value)| format!("{name}=\"{value}\"\n")).collect(),
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

/// What decides where plimsoll reads and writes, and what Helm's users look for beside it, in the order of the names.
fn variables(invocation: &Invocation) -> Vec<(&'static str, String)> {
    let globals = &invocation.globals;
    let path = |path: PathBuf| path.display().to_string();
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let given = |flag: &str, variable: &str| {
        let value = invocation.matches.text(flag).or_else(|| set(variable)).unwrap_or_default();
        value.to_string_lossy().into_owned()
    };
    let groups = match invocation.matches.list("kube-as-group") {
        groups if groups.is_empty() => set("HELM_KUBEASGROUPS").into_iter().collect(),
        groups => groups,
    };
    let groups: Vec<String> = groups.iter().map(|group| group.to_string_lossy().into_owned()).collect();
    let mut variables = vec![
        ("HELM_BIN", std::env::args_os().next().unwrap_or_default().to_string_lossy().into_owned()),
        ("HELM_BURST_LIMIT", number(&given("burst-limit", "HELM_BURST_LIMIT"), "100")),
        ("HELM_CACHE_HOME", path(places::helm_cache())),
        ("HELM_CONFIG_HOME", path(places::helm_config())),
        ("HELM_CONTENT_CACHE", path(globals.content_cache.clone())),
        ("HELM_DATA_HOME", path(places::helm_data())),
        ("HELM_DEBUG", globals.debug.to_string()),
        ("HELM_KUBEAPISERVER", given("kube-apiserver", "HELM_KUBEAPISERVER")),
        ("HELM_KUBEASGROUPS", groups.join(",")),
        ("HELM_KUBEASUSER", given("kube-as-user", "HELM_KUBEASUSER")),
        ("HELM_KUBECAFILE", given("kube-ca-file", "HELM_KUBECAFILE")),
        ("HELM_KUBECONTEXT", globals.kube_context.clone().unwrap_or_default().to_string_lossy().into_owned()),
        ("HELM_KUBEINSECURE_SKIP_TLS_VERIFY", insecure(invocation, set("HELM_KUBEINSECURE_SKIP_TLS_VERIFY"))),
        ("HELM_KUBETLS_SERVER_NAME", given("kube-tls-server-name", "HELM_KUBETLS_SERVER_NAME")),
        // A secret that nothing here has a use for.
        ("HELM_KUBETOKEN", given("kube-token", "HELM_KUBETOKEN").chars().map(|_| '*').take(5).collect()),
        ("HELM_MAX_HISTORY", number(&given("", "HELM_MAX_HISTORY"), "10")),
        ("HELM_NAMESPACE", globals.namespace()),
        ("HELM_PLUGINS", set("HELM_PLUGINS").map_or_else(|| path(places::helm_data().join("plugins")), lossy)),
        ("HELM_QPS", float(&given("qps", "HELM_QPS"))),
        ("HELM_REGISTRY_CONFIG", path(globals.registry_config.clone())),
        ("HELM_REPOSITORY_CACHE", path(globals.repository_cache.clone())),
        ("HELM_REPOSITORY_CONFIG", path(globals.repository_config.clone())),
    ];
    if let Some(file) = &globals.kubeconfig {
        variables.push(("KUBECONFIG", lossy(file.clone())));
    }
    variables
}

fn lossy(text: OsString) -> String {
    text.to_string_lossy().into_owned()
}

fn insecure(invocation: &Invocation, variable: Option<OsString>) -> String {
    let from_variable = variable.is_some_and(|text| strconv::parse_bool(text.as_encoded_bytes()) == Ok(true));
    invocation.matches.given_switch("kube-insecure-skip-tls-verify").unwrap_or(from_variable).to_string()
}

/// A whole number as Helm reads and prints it; what is none counts as not set.
fn number(text: &str, default: &str) -> String {
    strconv::parse_int(text.as_bytes(), 10, 64).map_or_else(|_| default.to_owned(), |number| number.to_string())
}

fn float(text: &str) -> String {
    format!("{:.2}", strconv::parse_float(text.as_bytes()).unwrap_or_default())
}
