//! Kubernetes' JSONPath templates: text with queries in braces, `{range}` and `{end}` among them. The dialect and its
//! sentences are those of client-go's package `jsonpath`; what a query may do is bounded.

mod compare;
mod parse;
mod walk;

use crate::go::Map;

/// A template that has been read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Template(Vec<Item>);

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
enum Item {
    /// Text as it stands.
    Text(Vec<u8>),
    /// What is between braces.
    Query(Vec<Step>),
}

/// One step of a query, from the values that came before it to those that come after.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// A text in quotes.
    Text(Vec<u8>),
    /// An integer.
    Int(i64),
    /// Another number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `.name`: the entry of a map.
    Field(Vec<u8>),
    /// `.*`: everything in a map or list.
    Wildcard,
    /// `..`: all maps and lists, however deep.
    Recursive,
    /// `[1]`, `[1:3]`, `[::2]`.
    Slice(Slice),
    /// `[a,b]`.
    Union(Vec<Vec<Step>>),
    /// `[?(@.a == 1)]`.
    Filter(Filter),
    /// `range`, `end`, or a word that means nothing.
    Word(String),
}

/// Which elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slice {
    start: Option<i64>,
    end: Option<i64>,
    /// The end was not written, so it is the start and one.
    single: bool,
    step: Option<i64>,
}

/// Which elements of a list, by what they hold.
#[derive(Clone, Debug, PartialEq)]
struct Filter {
    left: Vec<Step>,
    /// The operator and what is on its right; without it, the left has to be there.
    right: Option<(String, Vec<Step>)>,
}

impl Template {
    /// Reads a template. The error is client-go's sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        parse::template(text).map(Template)
    }

    /// What the template makes of these values. The error is client-go's sentence.
    pub fn execute(&self, values: &Map) -> Result<Vec<u8>, String> {
        walk::execute(&self.0, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::Value;
    use crate::yaml;

    const VALUES: &[u8] = b"
image: {repository: nginx, tag: '1.2'}
replicas: 1e6
none: null
empty: []
dotted.key: yes
list: [{name: a, size: 1.5, on: true}, {name: b, size: 2.5}, {name: c}]
";

    fn run(text: &str) -> Result<String, String> {
        let Ok(Value::Map(values)) = yaml::decode(VALUES) else { return Err(String::from("no values")) };
        let out = Template::parse(text)?.execute(&values)?;
        Ok(String::from_utf8_lossy(&out).into_owned())
    }

    fn prints(text: &str, expected: &str) {
        assert_eq!(run(text).as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn fields_and_texts_are_printed() {
        prints("{.image.repository}{\"\\n\"}{.replicas}", "nginx\n1e+06");
        prints("a {$.image} b", r#"a {"repository":"nginx","tag":"1.2"} b"#);
        prints("{.none}", "<nil>");
        prints("{['dotted\\.key']}{.dotted\\.key}{@.image['tag']}", "truetrue1.2");
    }

    #[test]
    fn lists_are_sliced_and_filtered() {
        prints("{.list[0].name} {.list[-1].name} {.list[0:2].name} {.list[*].name}", "a c a b a b c");
        prints("{.list[::2].name} {.list[0,2].name}", "a c a c");
        prints("{.list[?(@.name!=\"a\")].name} {.list[?(@.size)].name} {.list[?(@.name==\"c\")].name}", "b c a b c");
        prints("{..size}", "1.5 2.5");
        prints("{.empty[*]}|{.image.*}", "|nginx 1.2");
    }

    #[test]
    fn a_range_repeats_what_follows_until_its_end() {
        prints("{range .list[*]}{.name},{end}.", "a,b,c,.");
        prints("{range .empty[*]}x{end}y", "y");
        prints("{range .list[?(@.size)]}{.name}={.size};{end}", "a=1.5;b=2.5;");
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert_eq!(run("{.nope}"), Err(String::from("nope is not found")));
        assert_eq!(run("{.list[7]}"), Err(String::from("array index out of bounds: index 7, length 3")));
        assert_eq!(run("{end}"), Err(String::from("not in range, nothing to end")));
        assert_eq!(run("{foo}"), Err(String::from("unrecognized identifier foo")));
        assert_eq!(run("{.list[?(@.size>1)].name}"), Err(String::from("incompatible types for comparison")));
    }

    #[test]
    fn what_is_no_template_is_an_error() {
        for (text, cause) in [
            ("{.image", "unclosed action"),
            ("{.a[}", "unterminated array"),
            ("{.a[x]}", "invalid array index x"),
            ("{'a}", "unterminated quoted string"),
            ("{....a}", "invalid multiple recursive descent"),
            ("{.a[?(@.b}", "unterminated filter"),
            ("{#}", "unrecognized character in action: U+0023 '#'"),
        ] {
            assert_eq!(Template::parse(text), Err(String::from(cause)), "{text}");
        }
    }

    #[test]
    fn depth_and_breadth_are_bounded() {
        assert!(Template::parse(&format!("{{{}", ".a[?(@".repeat(100_000))).is_err());
        assert!(run(&format!("{{{}}}", "..list[*]".repeat(3000))).is_err());
    }
}
