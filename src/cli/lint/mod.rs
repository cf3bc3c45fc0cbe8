//! `plimsoll lint`: Helm's rules for charts, and policies of every sort for whatever renders to objects. A chart without any
//! policy flag gets Helm's rules, output and exit codes, and nothing else.

mod chart;
mod findings;
mod input;
mod options;
mod schema_files;

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{limits, lint as flags, template, values};
use crate::diagnostic::Diagnostic;
use crate::policy::{Policies, World};
use crate::render::{Places, Sort};
use findings::{Format, Report, Threshold};
pub(super) use options::now;
use smol_str::SmolStr;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "lint",
    about: "Check charts, kustomizations and manifests",
    description: "Check charts by the rules and in the words of `helm lint`, and whatever renders to objects by policies and schemas.",
    usage: "PATH...",
    arguments: Arguments::AtLeast(1),
    groups: &[&flags::GROUP, &flags::POLICY, &flags::REPORT, &values::GROUP, &template::EFFECTS, &limits::GROUP],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let asks_for_policies =
        flags::POLICY.flags.iter().chain(flags::REPORT.flags).any(|flag| invocation.matches.is_given(flag.name));
    if !asks_for_policies
        && !invocation.matches.switch("changed")
        && invocation.arguments.iter().any(|path| input::is_for_helm(path))
    {
        return chart::run(invocation);
    }
    judge(invocation)
}

/// Judges what the paths hold by the policies that the flags name.
fn judge(invocation: &mut Invocation) -> Outcome {
    let format = Format::asked_for(invocation);
    let threshold = Threshold::asked_for(invocation);
    let policies = Policies::compile(&options::gather(invocation)?)?;
    let loaded = input::load(invocation)?;
    for note in loaded.units.iter().flat_map(|unit| &unit.notes) {
        invocation.printer.report(note, &invocation.sources);
    }
    let trees = loaded.units.iter().flat_map(|unit| unit.objects.iter().cloned());
    let mut world = World::new(trees, options::now(invocation)?);
    for subject in &mut world.subjects {
        let source = invocation.sources.get(subject.tree.origin.source);
        subject.path = source.map_or_else(SmolStr::default, |source| source.name().into());
    }
    let mut report = Report::new(&invocation.sources);
    for unit in loaded.units.iter().filter(|unit| unit.input.sort == Sort::Chart) {
        let path = unit.input.name();
        let findings = chart::findings(&path, &loaded.session, invocation)?;
        report.add_helm(&path, findings);
    }
    let mut places = Places::new(&loaded.units, &loaded.session);
    report.add(policies.check(&world), &world, &mut places);
    invocation.printer.write(report.print(format).as_bytes());
    match report.failing(threshold) {
        0 => Ok(ExitStatus::Success),
        count => Err(Box::new(Diagnostic::error("lint::findings", format!("{count} finding(s) fail the check")))),
    }
}
