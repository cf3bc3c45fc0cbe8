use super::*;
use crate::go::{List, Map, Str};
use std::collections::BTreeMap;

fn text(format: &str, args: &[Value]) -> String {
    String::from_utf8(sprintf(format.as_bytes(), args)).expect("UTF-8")
}

fn map(entries: &[(&str, Value)]) -> Value {
    Value::Map(entries.iter().map(|(key, value)| (*key, value.clone())).collect::<Map>())
}

#[test]
fn verbs_print_scalars_as_go_does() {
    let cases: &[(&str, Value, &str)] = &[
        ("%d", Value::int(42), "42"),
        ("%5d|", Value::int(-42), "  -42|"),
        ("%-5d|", Value::int(42), "42   |"),
        ("%05d", Value::int(-42), "-0042"),
        ("%+05d|", Value::int(42), "+0042|"),
        ("%x", Value::int(-255), "-ff"),
        ("%#X", Value::int(255), "0XFF"),
        ("%#o %O", Value::int(8), "010 %!O(MISSING)"),
        ("%b", Value::int(5), "101"),
        ("%c", Value::int(0x4e16), "世"),
        ("%q", Value::int(39), "'\\''"),
        ("%U", Value::int(0x1f600), "U+1F600"),
        ("%#U", Value::int(0x2603), "U+2603 '☃'"),
        ("%d", Value::str("hi"), "%!d(string=hi)"),
        ("%d", Value::Nil, "%!d(<nil>)"),
        ("%v", Value::Nil, "<nil>"),
        ("%T", Value::Nil, "<nil>"),
        ("%s", Value::Nil, "%!s(<nil>)"),
        ("%06s", Value::str("abc"), "000abc"),
        ("%-06s|", Value::str("x"), "x     |"),
        ("%.2s", Value::str("日本語"), "日本"),
        ("%x", Value::str("hi"), "6869"),
        ("% #X", Value::str("hi"), "0X68 0X69"),
        ("%#q", Value::str("a"), "`a`"),
        ("%+q", Value::str("é"), "\"\\u00e9\""),
        ("%v", Value::Float(1e6), "1e+06"),
        ("%6.2f|", Value::Float(2.71549), "  2.72|"),
        ("%+06.2f", Value::Float(2.5149), "+02.51"),
        ("%#g", Value::Float(-0.0), "-0.00000"),
        ("%g", Value::int64(7), "%!g(int64=7)"),
        ("%5t", Value::Bool(true), " true"),
        ("%08.3f", Value::Float(f64::INFINITY), "    +Inf"),
        ("%f", Value::Float(f64::NAN), "NaN"),
    ];
    for (format, value, wanted) in cases {
        assert_eq!(text(format, std::slice::from_ref(value)), *wanted, "{format}");
    }
}

#[test]
fn widths_and_precisions_go_up_to_a_million() {
    for verb in ["f", "e", "g", "x", "d", "U", "q", "s", "c", "O", "b", "v"] {
        for arg in [Value::int(5), Value::Float(0.1), Value::str("a"), Value::Bytes(Str::from("a"))] {
            for shape in [".1000000", "1000000", "01000000", "#-1000000.999999", "+# .70000"] {
                sprintf(format!("%{shape}{verb}").as_bytes(), std::slice::from_ref(&arg));
            }
        }
    }
    assert_eq!(text("%.70000f", &[Value::Float(0.5)]).len(), 70_002);
}

#[test]
fn collections_print_by_item() {
    let list = Value::list(vec![Value::int(1), Value::str("a"), Value::Nil]);
    assert_eq!(text("%v", std::slice::from_ref(&list)), "[1 a <nil>]");
    assert_eq!(text("%#v", std::slice::from_ref(&list)), "[]interface {}{1, \"a\", interface {}(nil)}");
    assert_eq!(text("%d", &[list]), "[1 %!d(string=a) <nil>]");
    let nested = map(&[("b", Value::int(2)), ("a", map(&[("k", Value::Float(1.5))]))]);
    assert_eq!(text("%v", std::slice::from_ref(&nested)), "map[a:map[k:1.5] b:2]");
    assert_eq!(text("%#v", &[nested]), "map[string]interface {}{\"a\":map[string]interface {}{\"k\":1.5}, \"b\":2}");
    let strings = Value::List(List::strings(["x", "y"]));
    assert_eq!(text("%q", std::slice::from_ref(&strings)), "[\"x\" \"y\"]");
    assert_eq!(text("%#v", &[strings]), "[]string{\"x\", \"y\"}");
    let bytes = Value::Bytes(Str::from("hi"));
    assert_eq!(text("%v %s %x", &[bytes.clone(), bytes.clone(), bytes]), "[104 105] hi 6869");
}

#[test]
fn argument_indexes_stars_and_their_mistakes() {
    let args = [Value::int(1), Value::int(2)];
    assert_eq!(text("%[2]d %[1]d", &args), "2 1");
    assert_eq!(text("%[9]d", &args), "%!d(BADINDEX)");
    assert_eq!(text("%[x]d", &args), "%!d(BADINDEX)");
    assert_eq!(text("%*d", &[Value::int(5), Value::int(42)]), "   42");
    assert_eq!(text("%*d", &[Value::str("a"), Value::int(42)]), "%!(BADWIDTH)42");
    assert_eq!(text("%.*f", &[Value::int(1), Value::Float(2.25)]), "2.2");
    assert_eq!(text("%d", &args), "1%!(EXTRA int=2)");
    assert_eq!(text("%!", &[]), "%!!(MISSING)");
    assert_eq!(text("%", &[]), "%!(NOVERB)");
    assert_eq!(text("%s", &[]), "%!s(MISSING)");
    assert_eq!(text("100%%", &[]), "100%");
    assert_eq!(text("%1000000000d", &[Value::int(1)]), "%!(NOVERB)%!(EXTRA int=1)");
}

#[test]
fn operands_are_spaced_unless_one_is_a_string() {
    let args = [Value::int(1), Value::int(2), Value::str("a"), Value::Nil];
    assert_eq!(sprint(&args), b"1 2a<nil>");
    assert_eq!(sprintln(&args), b"1 2 a <nil>\n");
}

#[test]
fn a_map_that_holds_itself_is_refused() {
    let own = Map::new();
    own.insert("self", Value::Map(own.clone()));
    assert_eq!(sprintf_within(1 << 20, b"%v", &[Value::Map(own.clone())]), Err(Excess::Depth));
    own.remove(b"self");
}

#[test]
fn a_value_shared_a_billion_times_is_stopped_by_size() {
    let mut value = Value::str("x");
    for _ in 0..40 {
        value = Value::list(vec![value.clone(), value]);
    }
    assert_eq!(sprint_within(1 << 16, &[value]), Err(Excess::Size(1 << 16)));
}

#[test]
fn typed_maps_show_their_type() {
    let entries = BTreeMap::from([(Str::from("a"), Value::str("b"))]);
    let strings = Value::Map(Map::typed(crate::go::MapType::Strings, entries));
    assert_eq!(text("%#v", &[strings]), "map[string]string{\"a\":\"b\"}");
}
