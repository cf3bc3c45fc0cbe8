//! What to do where an input asks for something that was not declared. A template often makes up a password that it then does not
//! use, because a value is given; so the input is loaded several times with other answers, and only where that shows in the
//! objects is the question an error, at the action that printed the answer.

use super::{Input, Result, Session, Unit, avoided_by, chart, load_with};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml;

/// The code of a refused question for randomness.
const ENTROPY: &str = "render::entropy";

/// The code of a refused question for the time.
const CLOCK: &str = "render::clock";

/// Which answers a load gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Those that the user declared; everything else is refused.
    Declared,
    /// To what was not declared, those of this number: other ones for another number, and never fit to be printed.
    Probe(u8),
}

/// How many answers are tried. A draw from few possibilities can come out the same twice.
const PROBES: u8 = 3;

/// Functions that ask for the time.
const OF_THE_CLOCK: [&str; 8] =
    ["ago", "date", "dateInZone", "dateModify", "date_modify", "htmlDate", "htmlDateInZone", "now"];

/// Functions that ask for randomness.
const OF_CHANCE: [&str; 18] = [
    "bcrypt",
    "encryptAES",
    "genCA",
    "genCAWithKey",
    "genPrivateKey",
    "genSelfSignedCert",
    "genSelfSignedCertWithKey",
    "genSignedCert",
    "genSignedCertWithKey",
    "htpasswd",
    "randAlpha",
    "randAlphaNum",
    "randAscii",
    "randBytes",
    "randInt",
    "randNumeric",
    "shuffle",
    "uuidv4",
];

/// The unit of an input whose load ended with `refusal`, if that does not depend on what was refused.
pub(super) fn settle(input: &Input, session: &Session, refusal: Box<Diagnostic>) -> Result<Unit> {
    if !matches!(refusal.code, ENTROPY | CLOCK) {
        return Err(refusal);
    }
    let mut probes = Vec::new();
    for number in 0..PROBES {
        match load_with(input, session, Attempt::Probe(number)) {
            Ok(unit) => probes.push(unit),
            // It fails for another reason as well: that one can be told when this one is mended.
            Err(_) => return Err(advised(refusal, session)),
        }
    }
    let Some(first) = probes.pop() else { return Err(refusal) };
    let text = texts(&first);
    match probes.iter().find(|probe| texts(probe) != text) {
        None => Ok(first),
        Some(other) => Err(advised(located(refusal, &first, other, session), session)),
    }
}

/// The objects as they would be printed. What cannot be printed is an error of its own, later.
fn texts(unit: &Unit) -> Vec<String> {
    let text = |tree| {
        let mut text = String::new();
        let _ = yaml::print_resource(tree, &mut text);
        text
    };
    unit.objects.iter().map(text).collect()
}

/// The refusal at the action that printed the first byte that differs, where that is known and another one than it names.
fn located(refusal: Box<Diagnostic>, first: &Unit, other: &Unit, session: &Session) -> Box<Diagnostic> {
    let mut pairs = first.documents.iter().zip(&other.documents);
    let Some((document, different)) = pairs.find(|(one, other)| one.text != other.text) else { return refusal };
    let offset = document.text.iter().zip(different.text.iter()).take_while(|(one, other)| one == other).count();
    let traced = chart::trace(&first.input, session, Attempt::Probe(PROBES - 1));
    let origin = traced.ok().and_then(|traced| traced.trace.origin(&document.template, &document.text, offset));
    let Some(origin) = origin else { return refusal };
    let inside = |span: Span| {
        span.source == origin.span.source && origin.span.start <= span.start && span.end <= origin.span.end
    };
    let shown =
        refusal.labels.iter().map(|label| label.span).chain(refusal.trace.iter().filter_map(|frame| frame.span));
    if shown.into_iter().any(inside) {
        return refusal;
    }
    let source = session.sources.get(origin.span.source);
    let action = source.as_ref().and_then(|source| source.text().get(origin.span.range())).unwrap_or_default();
    let action = String::from_utf8_lossy(action);
    let words: Vec<&str> = action.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let named = |functions: &[&'static str]| functions.iter().find(|function| words.contains(function)).copied();
    let (code, what) = match (named(&OF_CHANCE), named(&OF_THE_CLOCK)) {
        (Some(function), _) => (ENTROPY, function),
        (None, Some(function)) => (CLOCK, function),
        (None, None) => (refusal.code, "what was asked for"),
    };
    let message = format!("{what} is something else on every run, and this prints it");
    let mut diagnostic = Diagnostic::error(code, message).label(origin.span, "");
    for span in origin.trace {
        diagnostic = diagnostic.frame("included", Some(span));
    }
    Box::new(diagnostic)
}

/// Says which of the chart's values would keep it from asking, and the ways to declare what it asks for.
fn advised(mut diagnostic: Box<Diagnostic>, session: &Session) -> Box<Diagnostic> {
    let ways = match diagnostic.code {
        CLOCK => "set SOURCE_DATE_EPOCH, or give --clock TIME",
        _ => "make it repeat with --seed-file FILE, or allow it with --entropy os",
    };
    let values = avoided_by(&diagnostic, &session.sources);
    diagnostic.help = Some(match values.as_slice() {
        [] => ways.to_owned(),
        values => format!("set {} so that nothing is made up; or {ways}", values.join(" or ")),
    });
    diagnostic
}
