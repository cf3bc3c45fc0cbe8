//! Slash-separated paths, as Go's package `path` treats them. The `os` forms are the same: charts are rendered as on a
//! Unix machine wherever they are.

use super::{Outcome, function};
use crate::go::{Value, path};
use crate::gotemplate::{Call, Function, Param};

pub(super) const FUNCTIONS: &[Function] = &[
    function("base", &[Param::String], base),
    function("dir", &[Param::String], dir),
    function("clean", &[Param::String], clean),
    function("ext", &[Param::String], ext),
    function("isAbs", &[Param::String], is_abs),
    function("osBase", &[Param::String], base),
    function("osDir", &[Param::String], dir),
    function("osClean", &[Param::String], clean),
    function("osExt", &[Param::String], ext),
    function("osIsAbs", &[Param::String], is_abs),
];

fn base(call: &mut Call<'_>) -> Outcome {
    Ok(Value::str(path::base(&call.str(0))))
}

fn dir(call: &mut Call<'_>) -> Outcome {
    let directory = path::dir(&call.str(0));
    super::text_result(call, directory)
}

fn clean(call: &mut Call<'_>) -> Outcome {
    let cleaned = path::clean(&call.str(0));
    super::text_result(call, cleaned)
}

fn ext(call: &mut Call<'_>) -> Outcome {
    Ok(Value::str(path::ext(&call.str(0))))
}

fn is_abs(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Bool(call.str(0).starts_with(b"/")))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{s, text};

    #[test]
    fn paths() {
        assert_eq!(text("base", &[s("/a/b.txt")]), "b.txt");
        assert_eq!(text("osDir", &[s("a/b/../c.txt")]), "a");
        assert_eq!(text("ext", &[s("a.tar.gz")]), ".gz");
        assert_eq!(text("isAbs", &[s("/a")]), "true");
    }
}
