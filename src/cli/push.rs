//! `plimsoll push`: an archive or a folder of manifests → [`Session::push`](crate::publish::Session::push).

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::registry as flags;
use super::listing::Format;
use super::usage::UsageError;
use super::{dates, network, signature};
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::walk::Budget;
use crate::host::{FileKind, Host};
use crate::oci::Reference;
use crate::publish::pull::UNDERSCORE;
use crate::publish::push::{Content, Options, Pushed, check_remote, read_folder};
use std::path::Path;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "push",
    about: "Store a chart in a registry",
    description: "Store a chart's archive, with its provenance file where one lies beside it, in a registry. A tag that holds other content is left alone.",
    usage: "CHART oci://HOST/PATH",
    arguments: Arguments::Any,
    groups: &[&flags::PUSH, &super::flags::publish::CONNECTION],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let arguments: Vec<String> =
        invocation.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    network::registry_client(invocation)?;
    let folder = invocation.matches.text("artifact").filter(|folder| !folder.is_empty());
    let time = dates::source_date_epoch()?;
    let (content, remote) = match (folder, arguments.as_slice()) {
        (Some(folder), [remote]) => (manifests(invocation, Path::new(&folder), remote, time)?, remote),
        (None, [chart, remote, ..]) => {
            check_remote(remote)?;
            (self::chart(invocation, chart, time)?, remote)
        }
        (folder, _) => {
            let (demand, usage) = match folder {
                Some(_) => ("requires exactly 1 argument", "plimsoll push --artifact DIR oci://HOST/PATH:TAG"),
                None => ("requires at least 2 arguments", "plimsoll push CHART oci://HOST/PATH [FLAGS]"),
            };
            return Err(Box::new(UsageError::arguments("plimsoll push", demand, usage).into_diagnostic()));
        }
    };
    let tags = invocation.matches.list("tag");
    let options = Options {
        overwrite: invocation.matches.switch("overwrite"),
        tags: tags.iter().map(|tag| tag.to_string_lossy().into_owned()).collect(),
    };
    let key = signature::signing_key(invocation)?;
    let session = network::session(invocation)?;
    let pushed = session.push(&content, remote, &options)?;
    if let Some(key) = key {
        session.sign(&pushed.reference, &pushed.digest, &key)?;
    }
    tell(invocation, &pushed);
    Ok(ExitStatus::Success)
}

/// The chart in an archive on the disk.
fn chart(invocation: &Invocation, path: &str, time: Option<i64>) -> Result<Content, Box<Diagnostic>> {
    let refuse = |sentence: String| Box::new(Diagnostic::sentence("push::no-chart", sentence));
    match Disk.metadata(Path::new(path)) {
        Err(error) if error.is_not_found() => return Err(refuse(format!("{path}: no such file"))),
        Ok(known) if known.kind == FileKind::Folder => {
            let sentence = "cannot push directory, must provide chart archive (.tgz)";
            let help = "pack it first: `plimsoll package`; a folder of manifests goes with --artifact";
            return Err(Box::new(Diagnostic::sentence("push::no-chart", sentence).help(help)));
        }
        _ => {}
    }
    let unreadable = |error: crate::host::Error| {
        Box::new(Diagnostic::sentence("load::unreadable", error.to_string()).fault(Fault::Outside))
    };
    let archive = Disk.read(Path::new(path), Budget::CHART).map_err(unreadable)?;
    let beside = format!("{path}.prov");
    let provenance = match Disk.read(Path::new(&beside), 4 << 20) {
        Ok(text) => Some(text),
        Err(error) if error.is_not_found() => None,
        Err(error) => return Err(unreadable(error)),
    };
    Content::of_chart(path, archive, provenance, time, &invocation.sources)
}

/// The manifests in a folder, for the tag in `remote`.
fn manifests(
    invocation: &Invocation,
    folder: &Path,
    remote: &str,
    time: Option<i64>,
) -> Result<Content, Box<Diagnostic>> {
    let tag = Reference::parse(remote).ok().and_then(|reference| reference.tag);
    let tag = tag.ok_or_else(|| {
        let sentence = format!("{remote}: an artifact needs a tag");
        Box::new(Diagnostic::sentence("push::tag", sentence).help("write it as oci://host/path:tag"))
    })?;
    let text = |flag: &str| invocation.matches.text(flag).unwrap_or_default().to_string_lossy().into_owned();
    Content::of_manifests(read_folder(folder)?, &tag, (&text("source"), &text("revision")), time)
}

/// Says what was stored: as Helm does, or as one JSON object.
fn tell(invocation: &mut Invocation, pushed: &Pushed) {
    if Format::of(invocation) == Format::Json {
        let object = serde_json::json!({
            "ref": pushed.reference,
            "digest": pushed.digest.as_str(),
            "size": pushed.size,
            "annotations": pushed.annotations,
        });
        invocation.printer.write(format!("{object}\n").as_bytes());
        return;
    }
    let mut text = format!("Pushed: {}\nDigest: {}\n", pushed.reference, pushed.digest);
    if pushed.reference.contains('_') {
        text += &format!("{} contains an underscore.\n{UNDERSCORE}\n", pushed.reference);
    }
    for tag in &pushed.tagged {
        text += &format!("Tagged: {tag}\n");
    }
    invocation.printer.write(text.as_bytes());
    if pushed.was_there {
        invocation.printer.note("the content is already in the registry: nothing was sent");
    }
}
