//! The report for people: code, sentence, the user's lines with the place marked, how the run got there, and what to
//! do. miette lays out the sentence and the lines; it is named nowhere else.

use super::excerpt::{Excerpt, excerpts};
use super::{Style, escape};
use crate::diagnostic::{Diagnostic, Frame, Severity};
use crate::source::Sources;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt;

/// Steps of a trace that are shown at its inner and at its outer end; deeper ones are counted.
const TRACE_ENDS: (usize, usize) = (8, 4);

/// Places that are shown, the first ones; more are counted. They are of one sort then, and JSON has them all.
const PLACES: usize = 12;

/// The report. The sentence, and the reference's where that is another one, stay on one line however narrow the
/// terminal is, because scripts look for them. One that has lines of its own is printed whole, at the left edge, below the
/// excerpts, and the heading has its first line.
pub fn terminal(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    if diagnostic.severity == Severity::Note {
        return format!("note: {}\n", escape(&diagnostic.message));
    }
    let hidden = diagnostic.labels.len().saturating_sub(PLACES);
    let excerpts = excerpts(&diagnostic.labels[..diagnostic.labels.len() - hidden], sources, style.width);
    let handler = handler(style);
    let mut report = String::new();
    let (first, others) = match excerpts.split_first() {
        Some((first, others)) => (Some(first), others),
        None => (None, &[][..]),
    };
    let mut message = diagnostic.message.trim_end();
    let sentence = diagnostic.compat.as_deref().unwrap_or(message).trim_end();
    let verbatim = Some(sentence).filter(|sentence| sentence.contains('\n'));
    if verbatim.is_some_and(|sentence| sentence.contains(message)) {
        message = message.lines().next().unwrap_or_default();
    }
    let reference = Some(sentence).filter(|sentence| verbatim.is_none() && !diagnostic.message.contains(sentence));
    let main = Part {
        code: Some(diagnostic.code),
        severity: severity(diagnostic.severity),
        message: escape(message).into_owned(),
        cause: reference.map(|sentence| Cause(escape(sentence).into_owned())),
        excerpt: first,
    };
    main.render(&handler, &mut report);
    for excerpt in others {
        let message = excerpt.marks.first().map(|mark| mark.text.clone()).unwrap_or_default();
        let part =
            Part { code: None, severity: miette::Severity::Advice, message, cause: None, excerpt: Some(excerpt) };
        part.render(&handler, &mut report);
    }
    if hidden > 0 {
        report.push_str(&format!("  … {hidden} more places\n"));
    }
    if let Some(sentence) = verbatim {
        report.push_str(&escape(sentence));
        report.push('\n');
    }
    push_trace(&diagnostic.trace, sources, &mut report);
    if let Some(help) = &diagnostic.help {
        push_wrapped("  help: ", &escape(help), style.width, &mut report);
    }
    report
}

fn handler(style: Style) -> GraphicalReportHandler {
    let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_wrap_lines(false)
        .with_links(false)
        .without_syntax_highlighting()
        .tab_width(4)
}

fn severity(severity: Severity) -> miette::Severity {
    match severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
        Severity::Note => miette::Severity::Advice,
    }
}

/// `in include "labels" at templates/web.yaml:7:8`, innermost first; a step that repeats itself is said once.
fn push_trace(trace: &[Frame], sources: &Sources, report: &mut String) {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for frame in trace {
        let line = trace_line(frame, sources);
        match lines.last_mut() {
            Some((last, times)) if *last == line => *times += 1,
            _ => lines.push((line, 1)),
        }
    }
    let (inner, outer) = TRACE_ENDS;
    let hidden = lines.len().saturating_sub(inner + outer);
    for (index, (line, times)) in lines.iter().enumerate() {
        if hidden > 0 && index == inner {
            report.push_str(&format!("  … {hidden} more steps\n"));
        }
        if hidden > 0 && (inner..inner + hidden).contains(&index) {
            continue;
        }
        report.push_str(line);
        if *times > 1 {
            report.push_str(&format!(" ({times} times)"));
        }
        report.push('\n');
    }
}

fn trace_line(frame: &Frame, sources: &Sources) -> String {
    let what = escape(&frame.what);
    match frame.span.and_then(|span| Some((span, sources.get(span.source)?))) {
        Some((span, source)) => {
            let position = source.position(span.range().start);
            format!("  in {what} at {}:{}:{}", escape(source.name()), position.line, position.column)
        }
        None => format!("  in {what}"),
    }
}

/// `text` behind `label`, broken at spaces so that no line is wider than `width` where that can be helped.
fn push_wrapped(label: &str, text: &str, width: usize, report: &mut String) {
    let indent = " ".repeat(label.len());
    for (number, paragraph) in text.lines().enumerate() {
        report.push_str(if number == 0 { label } else { &indent });
        let mut column = label.len();
        for (index, word) in paragraph.split(' ').enumerate() {
            let length = word.chars().count();
            if index > 0 && column + 1 + length > width {
                report.push('\n');
                report.push_str(&indent);
                column = label.len();
            } else if index > 0 {
                report.push(' ');
                column += 1;
            }
            report.push_str(word);
            column += length;
        }
        report.push('\n');
    }
}

/// One piece of a report in miette's terms: a sentence and an excerpt.
#[derive(Debug)]
struct Part<'a> {
    code: Option<&'static str>,
    severity: miette::Severity,
    message: String,
    cause: Option<Cause>,
    excerpt: Option<&'a Excerpt>,
}

impl Part<'_> {
    fn render(&self, handler: &GraphicalReportHandler, report: &mut String) {
        // Writing to a string fails only where miette cannot lay a snippet out; the sentence must not be lost then.
        let length = report.len();
        if handler.render_report(report, self).is_err() {
            report.truncate(length);
            report.push_str(&format!("{}\n", self.message));
        }
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Part<'_> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

impl miette::Diagnostic for Part<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code) as _)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.map(|excerpt| excerpt as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt?;
        // The first label of a further excerpt is its sentence already.
        let said = usize::from(self.code.is_none());
        Some(Box::new(excerpt.marks.iter().enumerate().map(move |(index, mark)| {
            let text = Some(mark.text.clone()).filter(|text| !text.is_empty() && index >= said);
            let span = SourceSpan::from((mark.start, mark.length));
            match index {
                0 => LabeledSpan::new_primary_with_span(text, span),
                _ => LabeledSpan::new_with_span(text, span),
            }
        })))
    }
}

/// The reference's own sentence, where the message says it in other words.
#[derive(Debug)]
struct Cause(String);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Cause {}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.as_bytes().read_span(span, before, after)?;
        let mark = self.marks.iter().find(|mark| before == 0 && mark.start == span.offset());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents.data(),
            *contents.span(),
            contents.line() + self.first_line - 1,
            mark.map_or(contents.column(), |mark| mark.position.column - 1),
            contents.line_count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use proptest::prelude::*;

    const PLAIN: Style = Style { color: false, unicode: true, width: 80 };

    fn template_error(sources: &Sources) -> Diagnostic {
        let text =
            "metadata:\n  labels:\n    {{- include \"labels\" . | nindent 4 }}\n    tag: {{ .Values.image.tag }}\n";
        let template = sources.add("shop/templates/web.yaml", text.as_bytes().to_vec());
        let values = sources.add("values.yaml", b"image: null\nport: 80\n".to_vec());
        let place = |needle: &str| {
            let at = text.find(needle).unwrap_or(0);
            Span::new(template, at..at + needle.len())
        };
        Diagnostic::error("render::nil-pointer", "`.Values.image` is nil, so it has no `tag`")
            .label(place(".Values.image.tag"), "nil here")
            .label(Span::new(values, 0..11), "set to null here")
            .frame("include \"labels\"", Some(place("include \"labels\" .")))
            .frame("template shop/templates/web.yaml", None)
            .help("give `image` a value, or guard the action with `{{ with .Values.image }}` so that it is left out where there is none")
            .compat("template: shop/templates/web.yaml:4:18: executing \"shop/templates/web.yaml\" at <.Values.image.tag>: nil pointer evaluating interface {}.tag")
    }

    #[test]
    fn a_report_shows_the_places_the_trace_and_the_help() {
        let sources = Sources::new();
        insta::assert_snapshot!(terminal(&template_error(&sources), &sources, PLAIN));
    }

    #[test]
    fn a_narrow_terminal_breaks_the_help_and_never_the_reference_s_sentence() {
        let sources = Sources::new();
        let error = template_error(&sources);
        let report = terminal(&error, &sources, Style { width: 40, unicode: false, ..PLAIN });
        let sentence = error.compat.clone().unwrap_or_default();
        assert!(report.lines().any(|line| line.contains(&sentence)), "{report}");
        insta::assert_snapshot!(report);
    }

    #[test]
    fn a_sentence_of_several_lines_is_printed_as_it_is() {
        let sources = Sources::new();
        let id = sources.add("a.yaml", b"{{ fail .x }}".to_vec());
        let place = Span::new(id, 3..7);
        let sentence = "execution error at (a.yaml:1:3): no\nname";
        let error = Diagnostic::error("render::fail", "no\nname").label(place, "").compat(sentence);
        let report = terminal(&error, &sources, PLAIN);
        assert!(report.contains(&format!("\n{sentence}\n")), "{report}");
        assert_eq!(report.matches("name").count(), 1, "{report}");
        let error = Diagnostic::error("render::fail", "no\nname").label(place, "");
        assert!(terminal(&error, &sources, PLAIN).contains("\nno\nname\n"));
    }

    #[test]
    fn colour_is_used_only_when_asked_for() {
        let sources = Sources::new();
        let error = template_error(&sources);
        assert!(!terminal(&error, &sources, PLAIN).contains('\u{1b}'));
        assert!(terminal(&error, &sources, Style { color: true, ..PLAIN }).contains("\u{1b}["));
    }

    #[test]
    fn a_long_trace_is_cut_in_the_middle_and_repetitions_are_counted() {
        let sources = Sources::new();
        let steps = |name: fn(usize) -> String| {
            (0..1000)
                .fold(Diagnostic::error("render::depth", "too deep"), |error, number| error.frame(name(number), None))
        };
        let report = terminal(&steps(|number| format!("include \"t{number}\"")), &sources, PLAIN);
        assert_eq!(report.lines().filter(|line| line.starts_with("  in ")).count(), 12);
        assert!(report.contains("988 more steps"), "{report}");
        let report = terminal(&steps(|_| String::from("include \"t\"")), &sources, PLAIN);
        assert!(report.ends_with("  in include \"t\" (1000 times)\n"), "{report}");
    }

    #[test]
    fn of_many_places_the_first_ones_are_shown() {
        let sources = Sources::new();
        let id = sources.add("a.yaml", b"- same\n".repeat(20_000));
        let same = (0..20_000).fold(Diagnostic::error("kustomize::same", "all the same"), |error, line| {
            error.label(Span::new(id, line * 7 + 2..line * 7 + 6), "one of them")
        });
        let report = terminal(&same, &sources, PLAIN);
        assert_eq!(report.matches("one of them").count(), PLACES, "{report}");
        assert!(report.contains("19988 more places"), "{report}");
    }

    proptest! {
        #[test]
        fn any_text_and_any_labels_give_a_report_without_control_characters(
            text in prop::collection::vec(prop_oneof![Just(b'\n'), Just(b'\r'), Just(b'\t'), any::<u8>()], 0..200),
            places in prop::collection::vec((0usize..220, 0usize..60), 0..5),
            width in 1usize..200,
            message in any::<String>(),
        ) {
            let sources = Sources::new();
            let id = sources.add(message.clone(), text);
            let error = places.iter().fold(Diagnostic::error("yaml::syntax", message), |error, (start, length)| {
                error.label(Span::new(id, *start..start + length), "here")
            });
            let report = terminal(&error, &sources, Style { width, ..PLAIN });
            let controls = report.chars().filter(|letter| letter.is_control() && !matches!(letter, '\n' | '\t'));
            prop_assert_eq!(controls.count(), 0);
            prop_assert!(!report.contains("Failed to read"), "{}", report);
        }
    }
}
