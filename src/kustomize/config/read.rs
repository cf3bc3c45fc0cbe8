//! The files of `configurations:`, read strictly: a field that no transformer has is an error.

use super::TransformerConfig;
use crate::diagnostic::Diagnostic;
use crate::kustomize::spec::go_types;
use crate::kustomize::{Context, Loader, Result};
use crate::source::{SourceId, Span};
use crate::yaml::typed::{self, Spanned, TypeError};
use crate::yaml::{self, Decoding, Tree};
use smol_str::SmolStr;
use std::sync::Arc;

/// The defaults, with what the files add to them.
pub fn load(files: &[Spanned<SmolStr>], loader: &Loader, context: &mut Context<'_>) -> Result<Arc<TransformerConfig>> {
    let mut added = Arc::new(TransformerConfig::default());
    for file in files {
        let loaded = loader.load(&file.value, file.origin, context)?;
        added = added.merged(&Arc::new(parse(&loaded.text, loaded.source)?))?;
    }
    TransformerConfig::defaults().merged(&added)
}

/// Reads one file.
fn parse(text: &[u8], source: SourceId) -> Result<TransformerConfig> {
    let tree = yaml::read_configuration(text, source).map_err(|error| {
        let sentence = format!("error converting YAML to JSON: {}", error.message());
        Box::new(invalid(sentence, error.span()))
    })?;
    // A key that is there twice is refused, as `UnmarshalStrict` does.
    let strict = Decoding { strict: true, ..Decoding::default() };
    yaml::decode_with(text, strict).map_err(|error| Box::new(invalid(error.message().to_owned(), error.span())))?;
    let tree = tree.unwrap_or_else(|| Tree::null(Span::new(source, 0..0)));
    if let Some(fault) = go_types::in_configuration(&tree) {
        return Err(mistyped(fault));
    }
    // Unknown fields are told by then: what is left to do is to make texts of numbers and booleans, where texts are wanted.
    let mut config: TransformerConfig = typed::read(&tree, false).map_err(mistyped)?;
    config.sort();
    Ok(config)
}

fn mistyped(error: TypeError) -> Box<Diagnostic> {
    let sentence = format!("error unmarshaling JSON: while decoding JSON: {}", error.message);
    let diagnostic = invalid(sentence, Some(error.origin));
    Box::new(match error.nearest {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic.help("a configuration has lists such as `nameReference`, `commonLabels` and `images`"),
    })
}

fn invalid(sentence: String, origin: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::sentence("kustomize::configuration", sentence);
    diagnostic.label_known(origin, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_adds_fields() {
        let text = b"nameReference:\n- kind: Gorilla\n  fieldSpecs:\n  - {kind: Cage, path: spec/gorilla/name}\n\
                     labels: [{path: spec/labels, create: true}]\n";
        let config = parse(text, SourceId::UNKNOWN).expect("it is one");
        assert_eq!(config.name_reference[0].gvk.kind, "Gorilla");
        assert_eq!(config.name_reference[0].field_specs[0].path, "spec/gorilla/name");
        assert!(config.labels[0].create);
    }

    #[test]
    fn numbers_and_booleans_are_texts_where_texts_are_wanted() {
        let config = parse(b"namePrefix: [{path: 1.50}, {path: yes}]\n", SourceId::UNKNOWN).expect("texts");
        let paths: Vec<&str> = config.name_prefix.iter().map(|spec| spec.path.as_str()).collect();
        assert_eq!(paths, ["1.5", "true"]);
        let error = parse(b"namePrefix: [{kind: 5}]\n", SourceId::UNKNOWN).expect_err("not in what is embedded");
        assert!(error.compat.is_some_and(|sentence| sentence.ends_with("of type string")));
    }

    #[test]
    fn a_repeated_key_is_refused() {
        let text = b"nameReference:\n- kind: A\n  kind: B\n";
        let error = parse(text, SourceId::UNKNOWN).expect_err("it is there twice");
        let sentence =
            "error converting YAML to JSON: yaml: unmarshal errors:\n  line 3: key \"kind\" already set in map";
        assert_eq!(error.compat.as_deref(), Some(sentence));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let error = parse(b"namePrefixes: []\n", SourceId::UNKNOWN).expect_err("no such field");
        assert!(error.compat.is_some_and(|sentence| sentence.ends_with("json: unknown field \"namePrefixes\"")));
        assert_eq!(error.help.as_deref(), Some("did you mean `namePrefix`?"));
    }
}
