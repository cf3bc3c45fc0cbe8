//! From the engine's errors to diagnostics: the user's place first, the includes that led there, and Helm's sentence.

use crate::diagnostic::Diagnostic;
use crate::gotemplate::{Error, Step};
use crate::helm::functions::FAILED;

/// Steps of a long chain of includes that a sentence tells at its start and at its end.
const STEPS_TOLD: usize = 12;

/// The diagnostic for a text that is no template.
pub(crate) fn parsing(error: &Error) -> Box<Diagnostic> {
    let sentence = error.sentence();
    let compat = match (sentence.split(": ").nth(1), sentence.rsplit(": ").next()) {
        (Some(place), Some(cause)) => format!("parse error at ({place}): {cause}"),
        _ => sentence.clone(),
    };
    build(error, compat)
}

/// The diagnostic for a template that failed while it was executed.
pub(crate) fn executing(error: &Error) -> Box<Diagnostic> {
    let compat = match (error.code() == FAILED, place(error)) {
        (true, Some(place)) => format!("execution error at ({place}): {}", error.cause()),
        _ => sentence(error),
    };
    build(error, compat)
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
