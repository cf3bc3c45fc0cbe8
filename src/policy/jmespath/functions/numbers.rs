//! The standard's functions of numbers, and `round`.

use super::{Arguments, Function, Kind, function, whole};
use crate::go::strconv;
use crate::policy::jmespath::Data;
use crate::policy::jmespath::interpreter::Outcome;

const NUMBER: &[Kind] = &[Kind::Number];
const NUMBERS: &[Kind] = &[Kind::Numbers];
const COMPARABLE: &[Kind] = &[Kind::Numbers, Kind::Texts];

pub(super) const FUNCTIONS: &[Function] = &[
    function("abs", &[NUMBER], |call| Ok(call.number(0).abs().into())),
    function("ceil", &[NUMBER], |call| Ok(call.number(0).ceil().into())),
    function("floor", &[NUMBER], |call| Ok(call.number(0).floor().into())),
    function("avg", &[NUMBERS], average),
    function("max", &[COMPARABLE], |call| Ok(extreme(call, |best, item| item > best))),
    function("min", &[COMPARABLE], |call| Ok(extreme(call, |best, item| item < best))),
    function("to_number", &[&[Kind::Any]], to_number),
    function("round", &[NUMBER, NUMBER], round),
];

fn average(call: &Arguments<'_, '_>) -> Outcome {
    let items = call.list(0);
    if items.is_empty() {
        return Ok(Data::Null);
    }
    let sum: f64 = items.iter().filter_map(Data::as_number).sum();
    Ok(Data::Float(sum / items.len() as f64))
}

/// The first of the best items.
fn extreme(call: &Arguments<'_, '_>, better: fn(&Data, &Data) -> bool) -> Data {
    let items = call.list(0);
    let best = items.iter().reduce(|best, item| if better(best, item) { item } else { best });
    best.cloned().unwrap_or_default()
}

fn to_number(call: &Arguments<'_, '_>) -> Outcome {
    Ok(match call.value(0) {
        number @ (Data::Int(_) | Data::Float(_)) => number,
        Data::Text(text) => strconv::parse_float(text.as_bytes()).map(Data::Float).unwrap_or_default(),
        _ => Data::Null,
    })
}

fn round(call: &Arguments<'_, '_>) -> Outcome {
    let places = whole(call.number(1)).map_err(|_| call.fault("Non-integer argument(s) passed for round off"))?;
    if places < 0 {
        return Err(call.fault("argument is out of bounds"));
    }
    let shift = 10f64.powi(i32::try_from(places).unwrap_or(i32::MAX));
    let rounded = (call.number(0) * shift).round() / shift;
    Ok(Data::Float(if rounded.is_finite() { rounded } else { call.number(0) }))
}
