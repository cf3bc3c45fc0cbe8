//! Which values of a chart keep it from asking for something that is another thing on every run, as far as its text shows that:
//! the value in whose stead a template makes something up. Nothing is rendered for it; templates are looked at as texts.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Sources, Span};

/// No more values than this are named.
const MOST: usize = 3;

/// The values that would keep the action that `diagnostic` is about from asking: those that it prefers to what it makes up, those
/// that decide whether it runs, and those that are named to a helper that provides them.
pub(super) fn avoided_by(diagnostic: &Diagnostic, sources: &Sources) -> Vec<String> {
    let places = diagnostic.labels.iter().map(|label| label.span);
    let places = places.chain(diagnostic.trace.iter().filter_map(|frame| frame.span));
    for span in places {
        let Some(source) = sources.get(span.source) else { continue };
        let mut found = in_source(&source, span);
        if !found.is_empty() {
            found.truncate(MOST);
            return found;
        }
    }
    Vec::new()
}

fn in_source(source: &Source, span: Span) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(source.text()) else { return Vec::new() };
    let actions = actions(text);
    let at = actions.partition_point(|action| action.end <= span.start as usize);
    let Some(action) = actions.get(at) else { return Vec::new() };
    let body = action.body(text);
    let prefers = ["default", "coalesce", "ternary", "or "].iter().any(|word| body.contains(word));
    let mut found = if prefers { values(body) } else { Vec::new() };
    found.extend(provided(body));
    if found.is_empty() {
        found = deciding(text, actions.get(..at).unwrap_or_default());
    }
    found
}

/// An action of a template: `{{ … }}`.
struct Action {
    start: usize,
    end: usize,
}

impl Action {
    fn body<'t>(&self, text: &'t str) -> &'t str {
        let inner = text.get(self.start + 2..self.end.saturating_sub(2)).unwrap_or_default();
        inner.trim_start_matches('-').trim_end_matches('-').trim()
    }
}

fn actions(text: &str) -> Vec<Action> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("{{")).map(|at| from + at) {
        let Some(length) = text.get(start..).and_then(|rest| rest.find("}}")) else { break };
        from = start + length + 2;
        found.push(Action { start, end: from });
    }
    found
}

/// The values in the conditions that must not hold for what follows to run: of `if`s in whose `else` it stands, and of those that
/// begin with `not`. The innermost that has any counts.
fn deciding(text: &str, before: &[Action]) -> Vec<String> {
    let mut open: Vec<Vec<String>> = Vec::new();
    for action in before {
        let body = action.body(text);
        let (word, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
        match word {
            "if" | "with" => open.push(if is_negation(rest) { values(rest) } else { vec![format!("\0{rest}")] }),
            "range" | "define" | "block" => open.push(Vec::new()),
            "else" => {
                let conditions = open.last_mut();
                let Some(conditions) = conditions else { continue };
                let held: Vec<String> =
                    conditions.iter().filter_map(|known| known.strip_prefix('\0')).flat_map(values).collect();
                *conditions = held;
                if let Some(next) = rest.strip_prefix("if ").filter(|next| is_negation(next)) {
                    conditions.extend(values(next));
                }
            }
            "end" => drop(open.pop()),
            _ => {}
        }
    }
    let mut settled =
        open.into_iter().rev().map(|found| found.into_iter().filter(|path| !path.starts_with('\0')).collect());
    settled.find(|found: &Vec<String>| !found.is_empty()).unwrap_or_default()
}

fn is_negation(condition: &str) -> bool {
    condition.trim_start().trim_start_matches('(').trim_start().starts_with("not ")
}

/// The paths of values in a text, each once: `.Values.auth.password`.
fn values(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(".Values.") {
        let rest = text.get(at..).unwrap_or_default();
        let end =
            rest.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '_')).unwrap_or(rest.len());
        let path = rest.get(..end).unwrap_or_default().trim_end_matches('.').to_owned();
        if !found.contains(&path) {
            found.push(path);
        }
    }
    found
}

/// The values that are named to a helper which takes the first of them that is set, as charts by Bitnami do:
/// `"providedValues" (list "auth.password")`.
fn provided(text: &str) -> Vec<String> {
    let Some((_, list)) = text.split_once("\"providedValues\"") else { return Vec::new() };
    let list = list.split_once(')').map_or(list, |(list, _)| list);
    list.split('"').skip(1).step_by(2).map(|path| format!(".Values.{path}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let sources = Sources::new();
        let source = sources.add("t.yaml", text.as_bytes());
        let at = text.find("rand").expect("the text asks");
        let diagnostic = Diagnostic::error("render::entropy", "").label(Span::new(source, at..at + 4), "");
        avoided_by(&diagnostic, &sources)
    }

    #[test]
    fn a_value_with_a_default_is_named() {
        assert_eq!(found("x: {{ .Values.a.b | default (randAlphaNum 8) | quote }}"), [".Values.a.b"]);
        assert_eq!(found("x: {{- default (randAlphaNum 8) $.Values.pass }}"), [".Values.pass"]);
    }

    #[test]
    fn the_condition_of_the_other_branch_is_named() {
        let text = "{{ if .Values.on }}{{ if .Values.pass }}{{ .Values.pass }}{{ else }}{{ randAlphaNum 8 }}{{ end }}{{ end }}";
        assert_eq!(found(text), [".Values.pass"]);
        assert_eq!(found("{{ if not .Values.existing }}{{ randAlphaNum 8 }}{{ end }}"), [".Values.existing"]);
        assert!(found("{{ if .Values.on }}{{ randAlphaNum 8 }}{{ end }}").is_empty());
    }

    #[test]
    fn values_named_to_a_helper_are_named() {
        let text = r#"{{ include "rand" (dict "providedValues" (list "global.pass" "auth.pass") "context" $) }}"#;
        assert_eq!(found(text), [".Values.global.pass", ".Values.auth.pass"]);
    }
}
