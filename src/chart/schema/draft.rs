//! The drafts of JSON Schema and their published metaschemas (json-schema.org), which a schema is held against before
//! it is used.

/// A version of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Draft {
    V4,
    V6,
    V7,
    V2019,
    V2020,
}

/// Where in a schema other schemas are.
pub(super) enum Place {
    /// The value is one.
    One,
    /// Each item of the value is one.
    Items,
    /// Each entry of the value is one.
    Entries,
}

impl Draft {
    /// The draft that `$schema` names, whatever the scheme.
    pub fn from_address(address: &str) -> Option<Draft> {
        let address = address.strip_suffix('#').unwrap_or(address);
        let address = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://")).unwrap_or(address);
        Some(match address {
            "json-schema.org/schema" | "json-schema.org/draft/2020-12/schema" => Draft::V2020,
            "json-schema.org/draft/2019-09/schema" => Draft::V2019,
            "json-schema.org/draft-07/schema" => Draft::V7,
            "json-schema.org/draft-06/schema" => Draft::V6,
            "json-schema.org/draft-04/schema" => Draft::V4,
            _ => return None,
        })
    }

    /// The metaschema's address.
    pub fn address(self) -> &'static str {
        match self {
            Draft::V4 => "http://json-schema.org/draft-04/schema",
            Draft::V6 => "http://json-schema.org/draft-06/schema",
            Draft::V7 => "http://json-schema.org/draft-07/schema",
            Draft::V2019 => "https://json-schema.org/draft/2019-09/schema",
            Draft::V2020 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// The keyword that names a schema.
    pub fn id_keyword(self) -> &'static str {
        if self == Draft::V4 { "id" } else { "$id" }
    }

    /// The keywords under which there are schemas.
    pub fn places(self) -> impl Iterator<Item = (&'static str, Place)> {
        use Place::{Entries, Items, One};
        let known = [
            (Draft::V4, "definitions", Entries),
            (Draft::V4, "not", One),
            (Draft::V4, "allOf", Items),
            (Draft::V4, "anyOf", Items),
            (Draft::V4, "oneOf", Items),
            (Draft::V4, "properties", Entries),
            (Draft::V4, "additionalProperties", One),
            (Draft::V4, "patternProperties", Entries),
            (Draft::V4, "items", One),
            (Draft::V4, "items", Items),
            (Draft::V4, "additionalItems", One),
            (Draft::V4, "dependencies", Entries),
            (Draft::V6, "propertyNames", One),
            (Draft::V6, "contains", One),
            (Draft::V7, "if", One),
            (Draft::V7, "then", One),
            (Draft::V7, "else", One),
            (Draft::V2019, "$defs", Entries),
            (Draft::V2019, "dependentSchemas", Entries),
            (Draft::V2019, "unevaluatedProperties", One),
            (Draft::V2019, "unevaluatedItems", One),
            (Draft::V2019, "contentSchema", One),
            (Draft::V2020, "prefixItems", Items),
        ];
        known.into_iter().filter(move |(since, ..)| *since <= self).map(|(_, keyword, place)| (keyword, place))
    }
}

/// The text of a published metaschema or of one of its vocabularies.
pub(super) fn metaschema(address: &str) -> Option<&'static str> {
    let address = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"))?;
    Some(match address.strip_prefix("json-schema.org/")? {
        "draft-04/schema" => include_str!("meta/draft-04.json"),
        "draft-06/schema" => include_str!("meta/draft-06.json"),
        "draft-07/schema" => include_str!("meta/draft-07.json"),
        "draft/2019-09/schema" => include_str!("meta/2019-09/schema.json"),
        "draft/2019-09/meta/applicator" => include_str!("meta/2019-09/applicator.json"),
        "draft/2019-09/meta/content" => include_str!("meta/2019-09/content.json"),
        "draft/2019-09/meta/core" => include_str!("meta/2019-09/core.json"),
        "draft/2019-09/meta/format" => include_str!("meta/2019-09/format.json"),
        "draft/2019-09/meta/meta-data" => include_str!("meta/2019-09/meta-data.json"),
        "draft/2019-09/meta/validation" => include_str!("meta/2019-09/validation.json"),
        "schema" | "draft/2020-12/schema" => include_str!("meta/2020-12/schema.json"),
        "draft/2020-12/meta/applicator" => include_str!("meta/2020-12/applicator.json"),
        "draft/2020-12/meta/content" => include_str!("meta/2020-12/content.json"),
        "draft/2020-12/meta/core" => include_str!("meta/2020-12/core.json"),
        "draft/2020-12/meta/format-annotation" => include_str!("meta/2020-12/format-annotation.json"),
        "draft/2020-12/meta/format-assertion" => include_str!("meta/2020-12/format-assertion.json"),
        "draft/2020-12/meta/meta-data" => include_str!("meta/2020-12/meta-data.json"),
        "draft/2020-12/meta/unevaluated" => include_str!("meta/2020-12/unevaluated.json"),
        "draft/2020-12/meta/validation" => include_str!("meta/2020-12/validation.json"),
        _ => return None,
    })
}
