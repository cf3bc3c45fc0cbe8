//! From the engine's errors to diagnostics: the user's place first, the includes that led there, and Helm's sentence.

use crate::diagnostic::Diagnostic;
use crate::gotemplate::{Error, Step};
use crate::helm::functions::FAILED;

/// Steps of a long chain of includes that a sentence tells at its start and at its end.
const STEPS_TOLD: usize = 12;

/// Why templates did not render.
#[derive(Debug)]
pub(crate) struct Problem {
    /// For people.
    pub diagnostic: Box<Diagnostic>,
    /// What Helm prints, which takes a chain of includes apart into several lines.
    pub printed: String,
}

/// The problem of a text that is no template.
pub(crate) fn parsing(error: &Error) -> Problem {
    let sentence = error.sentence();
    let compat = match (sentence.split(": ").nth(1), sentence.rsplit(": ").next()) {
        (Some(place), Some(cause)) => format!("parse error at ({place}): {cause}"),
        _ => sentence.clone(),
    };
    Problem { diagnostic: build(error, compat.clone()), printed: compat }
}

/// The problem of a chart whose annotation names a language of templates that there is not.
pub(crate) fn unknown_engine(chart: &str, engine: &str) -> Problem {
    let sentence = format!("the chart {chart} declares the template engine {engine:?}, which is not known");
    let diagnostic = Diagnostic::sentence("load::engine", sentence.clone())
        .help("the annotation plimsoll/engine of Chart.yaml is minijinja or gotpl, or left out");
    Problem { diagnostic: Box::new(diagnostic), printed: sentence }
}

/// The problem of a template that failed while it was executed.
pub(crate) fn executing(error: &Error) -> Problem {
    let compat = match (error.code() == FAILED, place(error)) {
        (true, Some(place)) => format!("execution error at ({place}): {}", error.cause()),
        _ => sentence(error),
    };
    let printed = taken_apart(error).filter(|_| error.code() != FAILED).unwrap_or_else(|| compat.clone());
    Problem { diagnostic: build(error, compat), printed }
}

/// The lines into which Helm takes an error apart: for each error that is wrapped in another one its place, the action and
/// the cause. `None` where Helm cannot, and prints Go's sentence.
fn taken_apart(error: &Error) -> Option<String> {
    let steps: Vec<&Step> = error.trace().iter().rev().filter(|step| !step.words.is_empty()).collect();
    if steps.len() > 2 * STEPS_TOLD {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    for index in 0..=steps.len() {
        let inner: String = steps.iter().skip(index).map(|step| step.words.as_str()).chain([error.cause()]).collect();
        let part = one_part(&inner)?;
        if parts.last() != Some(&part) {
            parts.push(part);
        }
        if !steps.get(index).is_some_and(|step| step.wraps) {
            break;
        }
    }
    Some(parts.concat().trim().to_owned())
}

/// One of Go's sentences as Helm shows it: `template: PLACE: executing "NAME" at <ACTION>: CAUSE`.
fn one_part(sentence: &str) -> Option<String> {
    let rest = sentence.strip_prefix("template: ")?;
    if rest.starts_with("no template ") {
        return Some(format!("{sentence}\n"));
    }
    let own = |cause: &str| cause.split(" template:").next().unwrap_or_default().to_owned();
    let Some((place, action)) = rest.split_once(": executing ") else {
        let (place, cause) = rest.rsplit_once(": ")?;
        return Some(format!("{place}\n  {}\n", own(cause)));
    };
    let (name, action) = action.strip_prefix('"')?.split_once('"')?;
    let (action, cause) = action.strip_prefix(" at <")?.split_once(">: ")?;
    Some(format!("{place}\n  executing \"{name}\" at <{action}>:\n    {}\n", own(cause)))
}

fn build(error: &Error, compat: String) -> Box<Diagnostic> {
    let mut diagnostic = Diagnostic::error(error.code(), error.cause()).compat(compat);
    diagnostic.help = error.advice().map(str::to_owned);
    if let Some(span) = error.span() {
        diagnostic = diagnostic.label(span, "");
    }
    // The innermost step is the place itself.
    let mut steps = error.trace().iter().filter(|step| !step.what.is_empty());
    if steps.clone().next().is_some_and(|step| step.span == error.span()) {
        steps.next();
    }
    for step in steps {
        diagnostic = diagnostic.frame(format!("{{{{ {} }}}}", step.what.trim_matches(['{', '}']).trim()), step.span);
    }
    Box::new(diagnostic)
}

/// The place that Go's sentence starts with: `web/templates/a.yaml:3:5`.
fn place(error: &Error) -> Option<String> {
    let outermost = &error.trace().last()?.words;
    outermost.split(": ").nth(1).map(str::to_owned)
}

/// Go's sentence, with the middle of a very long chain left out: Helm prints all of it, and that can be a gigabyte.
fn sentence(error: &Error) -> String {
    let steps: Vec<&Step> = error.trace().iter().rev().collect();
    if steps.len() <= 2 * STEPS_TOLD + 1 {
        return error.sentence();
    }
    let words = |steps: &[&Step]| steps.iter().map(|step| step.words.as_str()).collect::<String>();
    let left_out = steps.len() - 2 * STEPS_TOLD;
    let (first, last) = (words(&steps[..STEPS_TOLD]), words(&steps[steps.len() - STEPS_TOLD..]));
    format!("{first}... {left_out} steps ...: {last}{}", error.cause())
}
