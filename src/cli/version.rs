//! `plimsoll version`: our version, that of the tool whose output is reproduced, and Helm's `--template` over them.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{Flag, Group, Kind};
use crate::diagnostic::Diagnostic;
use crate::go::{Kind as GoKind, Member, Object, Str, Value};
use crate::gotemplate::{Limits, Machine, TemplateSet};
use crate::host::effects::{Handler, Settings};
use std::any::Any;
use std::rc::Rc;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "version",
    about: "Print the version",
    description: "Print the version of plimsoll and of the Helm whose output it reproduces.",
    usage: "",
    arguments: Arguments::None,
    groups: &[&Group {
        heading: "Version",
        flags: &[
            Flag::new("short", Kind::Switch, "Print the number alone"),
            Flag::new(
                "template",
                Kind::Text("TEMPLATE"),
                "Print this template: .Version, .HelmVersion and .KubeClientVersion are there",
            ),
        ],
    }],
    action: Action::Run(run),
};

const VERSION: &str = concat!("v", env!("CARGO_PKG_VERSION"));
const HELM_VERSION: &str = "v4.3.1";
const KUBERNETES_VERSION: &str = "v1.37";

fn run(invocation: &mut Invocation) -> Outcome {
    let template = invocation.matches.text("template").filter(|template| !template.is_empty());
    let text = match template {
        Some(template) => execute(template.as_encoded_bytes(), invocation)?,
        None if invocation.matches.switch("short") => format!("{VERSION}\n").into_bytes(),
        None => format!("plimsoll {VERSION} (helm {HELM_VERSION})\n").into_bytes(),
    };
    invocation.printer.write(&text);
    Ok(ExitStatus::Success)
}

/// What `template` makes of the versions, with Go's own functions only, as in Helm.
fn execute(template: &[u8], invocation: &Invocation) -> Result<Vec<u8>, Box<Diagnostic>> {
    const NAME: &str = "_";
    let source = invocation.sources.add("--template", template.to_vec());
    let mut set = TemplateSet::new(NAME, [], []);
    let mut effects = Handler::new(Settings::default());
    let output = set.parse(NAME, template, source).and_then(|()| {
        let mut machine = Machine::new(&set, &mut effects, &invocation.sources, Limits::default());
        machine.execute(NAME, &Value::Object(Rc::new(BuildInfo)))
    });
    output.map(|output| output.text.to_vec()).map_err(|error| {
        let diagnostic = Diagnostic::error(error.code(), error.sentence()).compat(error.sentence());
        Box::new(diagnostic.label_known(error.span(), ""))
    })
}

/// What `--template` sees, under the name that Helm gives it in error sentences.
struct BuildInfo;

impl Object for BuildInfo {
    fn type_name(&self) -> Str {
        Str::from("version.BuildInfo")
    }

    fn kind(&self) -> GoKind {
        GoKind::Struct
    }

    fn member(&self, name: &str) -> Option<Member> {
        let (_, value) = self.fields().into_iter().find(|(field, _)| *field == name)?;
        Some(Member::Field(value))
    }

    /// Helm's fields, those that say nothing of plimsoll empty, and the version of Helm.
    fn fields(&self) -> Vec<(&'static str, Value)> {
        let fields = [
            ("Version", VERSION),
            ("GitCommit", ""),
            ("GitTreeState", ""),
            ("GoVersion", ""),
            ("KubeClientVersion", KUBERNETES_VERSION),
            ("HelmVersion", HELM_VERSION),
        ];
        fields.map(|(name, text)| (name, Value::str(text))).into()
    }

    fn to_plain(&self) -> Option<Value> {
        None
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().is::<BuildInfo>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
