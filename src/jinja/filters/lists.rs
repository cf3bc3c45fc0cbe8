//! Filters that make lists of lists, and one value of many.

use super::{Own, own};
use crate::go::{List, Map, Str, Value};
use crate::gotemplate::Error;
use crate::jinja::calls::Args;
use crate::jinja::execute::Execution;
use crate::jinja::fault;
use crate::jinja::operators::{self, Number};
use crate::jinja::print;
use crate::jinja::program::Operator;
use std::cmp::Ordering;
use std::collections::BTreeMap;

pub(super) const FILTERS: &[Own] = &[
    own("list", |this, value, args, _| {
        args.finish("list", 0)?;
        this.items(&value).map(Value::List)
    }),
    own("length", |this, value, args, _| {
        args.finish("length", 0)?;
        let length = match &value {
            Value::Str(text) => {
                this.charge(text.len() / 64)?;
                text.lossy().chars().count()
            }
            Value::Map(map) => map.len(),
            _ => this.items(&value)?.len(),
        };
        Ok(Value::int(length as i64))
    }),
    own("first", |this, value, args, _| {
        args.finish("first", 0)?;
        Ok(this.items(&value)?.first().cloned().unwrap_or_default())
    }),
    own("last", |this, value, args, _| {
        args.finish("last", 0)?;
        Ok(this.items(&value)?.last().cloned().unwrap_or_default())
    }),
    own("reverse", |this, value, args, _| {
        args.finish("reverse", 0)?;
        if let Value::Str(text) = &value {
            let reversed: String = text.lossy().chars().rev().collect();
            return this.text(reversed.into_bytes());
        }
        let items = this.items(&value)?;
        this.list(items.iter().rev().cloned().collect())
    }),
    own("min", |this, value, args, _| extreme(this, &value, &args, Ordering::Less)),
    own("max", |this, value, args, _| extreme(this, &value, &args, Ordering::Greater)),
    own("sum", |this, value, args, _| {
        args.finish("sum", 0)?;
        let mut sum = Value::int(0);
        for item in this.items(&value)?.iter() {
            sum = this.binary(Operator::Add, &sum, item)?;
        }
        Ok(sum)
    }),
    own("sort", |this, value, mut args, _| {
        let order = Order::of(&mut args)?;
        args.finish("sort", 0)?;
        let items = this.items(&value)?;
        let keyed = items.iter().map(|item| Ok((order.key(this, item)?, item.clone())));
        let keyed = keyed.collect::<Result<Vec<_>, Error>>()?;
        let sorted = order.sorted(this, keyed)?;
        this.list(sorted)
    }),
    own("unique", |this, value, mut args, _| {
        let order = Order::of(&mut args)?;
        args.finish("unique", 0)?;
        let items = this.items(&value)?;
        let mut seen: BTreeMap<Vec<u8>, ()> = BTreeMap::new();
        let mut kept = Vec::new();
        for item in items.iter() {
            let key = order.key(this, item)?;
            let mut spelled = print::shown(&key, this.machine)?;
            spelled.push(u8::from(matches!(key, Value::Str(_))));
            this.allocate(spelled.len())?;
            if seen.insert(spelled, ()).is_none() {
                kept.push(item.clone());
            }
        }
        this.list(kept)
    }),
    own("groupby", |this, value, mut args, _| {
        let attribute = args.take(0, "attribute").unwrap_or_default();
        let default = args.take(usize::MAX, "default");
        let order = Order { attribute: Some(attribute), default, ..Order::of(&mut args)? };
        args.finish("groupby", 1)?;
        let items = this.items(&value)?;
        let keyed = items.iter().map(|item| Ok((order.key(this, item)?, item.clone())));
        let keyed = keyed.collect::<Result<Vec<_>, Error>>()?;
        let sorted = order.sorted_pairs(this, keyed)?;
        let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
        for (key, item) in sorted {
            match groups.last_mut() {
                Some((last, group)) if order.compare(this, last, &key)? == Ordering::Equal => group.push(item),
                _ => groups.push((key, vec![item])),
            }
        }
        this.allocate(groups.len() * 96)?;
        let group = |(key, items): (Value, Vec<Value>)| Value::list(vec![key, Value::list(items)]);
        Ok(Value::list(groups.into_iter().map(group).collect()))
    }),
    own("dictsort", |this, value, mut args, _| {
        let by = args.take(usize::MAX, "by").unwrap_or_else(|| Value::str("key"));
        let order = Order::of(&mut args)?;
        args.finish("dictsort", 0)?;
        let by_value = matches!(by, Value::Str(by) if *by == *b"value");
        let pairs = this.entries(&value)?.into_iter().map(|(key, value)| {
            let pair = Value::list(vec![Value::Str(key.clone()), value.clone()]);
            (if by_value { value } else { Value::Str(key) }, pair)
        });
        let sorted = order.sorted(this, pairs.collect())?;
        this.list(sorted)
    }),
    own("items", |this, value, args, _| {
        args.finish("items", 0)?;
        let pairs = this.entries(&value)?.into_iter().map(|(key, value)| Value::list(vec![Value::Str(key), value]));
        this.list(pairs.collect())
    }),
    own("batch", |this, value, mut args, _| {
        let count = count(args.take(0, "count"), "batch")?;
        let fill = args.take(1, "fill_with");
        args.finish("batch", 2)?;
        let items = this.items(&value)?;
        let filled = if fill.is_some() { count } else { 0 };
        this.allocate((items.len() + filled).saturating_mul(48))?;
        let mut rows: Vec<Vec<Value>> = items.chunks(count).map(<[Value]>::to_vec).collect();
        if let (Some(fill), Some(last)) = (fill, rows.last_mut()) {
            last.resize(count, fill);
        }
        Ok(Value::list(rows.into_iter().map(Value::list).collect()))
    }),
    own("slice", |this, value, mut args, _| {
        let count = count(args.take(0, "count"), "slice")?;
        let fill = args.take(1, "fill_with");
        args.finish("slice", 2)?;
        let items = this.items(&value)?;
        this.allocate((items.len() + count).saturating_mul(48))?;
        let (each, longer) = (items.len() / count, items.len() % count);
        let mut at = 0;
        let part = |index: usize| {
            let end = at + each + usize::from(index < longer);
            let mut part = items.get(at..end).unwrap_or_default().to_vec();
            at = end;
            if index >= longer && longer > 0 {
                part.extend(fill.clone());
            }
            Value::list(part)
        };
        Ok(Value::list((0..count).map(part).collect()))
    }),
    own("chain", |this, value, args, _| {
        if let Some((name, _)) = args.keywords.first() {
            return Err(crate::jinja::calls::arguments(format!("chain takes no argument called {name}")));
        }
        if matches!(value, Value::Map(_)) {
            let map = Map::new();
            for part in std::iter::once(&value).chain(&args.positional) {
                this.entries(part)?.into_iter().for_each(|(key, value)| map.define(key, value));
            }
            return Ok(Value::Map(map));
        }
        let mut all = this.items(&value)?.to_vec();
        for part in &args.positional {
            let part = this.items(part)?;
            this.allocate(part.len() * size_of::<Value>())?;
            all.extend(part.iter().cloned());
        }
        this.list(all)
    }),
    own("zip", |this, value, args, _| {
        let others = args.positional.iter().map(|other| this.items(other)).collect::<Result<Vec<List>, _>>()?;
        let items = this.items(&value)?;
        let shortest = others.iter().map(|other| other.len()).chain([items.len()]).min().unwrap_or(0);
        this.allocate(shortest * (others.len() + 2) * size_of::<Value>())?;
        let row = |at: usize| {
            let row = std::iter::once(&items).chain(&others).filter_map(|list| list.get(at).cloned());
            Value::list(row.collect())
        };
        Ok(Value::list((0..shortest).map(row).collect()))
    }),
];

/// A count, which must be one at least.
fn count(value: Option<Value>, name: &str) -> Result<usize, Error> {
    let count = value.as_ref().and_then(operators::whole).and_then(|count| usize::try_from(count).ok());
    count.filter(|&count| count > 0).ok_or_else(|| fault::unfit(format!("{name} takes a count of 1 or more")))
}

/// The least or greatest item.
fn extreme(this: &mut Execution<'_, '_, '_>, value: &Value, args: &Args, wanted: Ordering) -> Result<Value, Error> {
    args.finish(if wanted == Ordering::Less { "min" } else { "max" }, 0)?;
    let items = this.items(value)?;
    let Some(mut best) = items.first().cloned() else { return Ok(Value::Nil) };
    for item in items.iter().skip(1) {
        if this.order(item, &best, 0)?.ok_or_else(unordered)? == wanted {
            best = item.clone();
        }
    }
    Ok(best)
}

#[cold]
fn unordered() -> Error {
    fault::unfit("items of different types have no order")
}

/// How items are ordered and told apart.
struct Order {
    attribute: Option<Value>,
    default: Option<Value>,
    case_sensitive: bool,
    reverse: bool,
}

impl Order {
    /// Takes what filters are told of it.
    fn of(args: &mut Args) -> Result<Self, Error> {
        let mut flag = |name: &str| args.take(usize::MAX, name).is_some_and(|value| value.truth());
        let (case_sensitive, reverse) = (flag("case_sensitive"), flag("reverse"));
        Ok(Order { attribute: args.take(usize::MAX, "attribute"), default: None, case_sensitive, reverse })
    }

    /// What an item is ordered by.
    fn key(&self, this: &mut Execution<'_, '_, '_>, item: &Value) -> Result<Value, Error> {
        let found = match &self.attribute {
            None => item.clone(),
            Some(attribute) => match (super::choosing::path(this, item, attribute)?, &self.default) {
                (Some(found), _) => found,
                (None, Some(default)) => default.clone(),
                (None, None) => return Err(super::choosing::lacking(attribute)),
            },
        };
        Ok(match found {
            Value::Str(text) if !self.case_sensitive => {
                this.allocate(text.len())?;
                Value::Str(Str::from(text.lossy().to_lowercase()))
            }
            found => found,
        })
    }

    fn compare(&self, this: &mut Execution<'_, '_, '_>, a: &Value, b: &Value) -> Result<Ordering, Error> {
        this.order(a, b, 0)?.ok_or_else(unordered)
    }

    fn sorted(&self, this: &mut Execution<'_, '_, '_>, keyed: Vec<(Value, Value)>) -> Result<Vec<Value>, Error> {
        Ok(self.sorted_pairs(this, keyed)?.into_iter().map(|(_, item)| item).collect())
    }

    /// The items with their keys in order. A mistake among them ends the sort once it is over.
    fn sorted_pairs(
        &self,
        this: &mut Execution<'_, '_, '_>,
        mut keyed: Vec<(Value, Value)>,
    ) -> Result<Vec<(Value, Value)>, Error> {
        this.allocate(keyed.len() * 48)?;
        // Numbers first, so that a mixed list has an order for the sort itself; it is refused below.
        let rank = |value: &Value| match value {
            Value::Str(_) => 1,
            _ if operators::number(value).is_some() => 0,
            _ => 2,
        };
        let mut mistake = None;
        keyed.sort_by(|(a, _), (b, _)| match this.order(a, b, 0) {
            Ok(Some(order)) => order,
            Ok(None) => {
                if !matches!(
                    (operators::number(a), operators::number(b)),
                    (Some(Number::Float(_)), Some(Number::Float(_)))
                ) {
                    mistake.get_or_insert_with(unordered);
                }
                rank(a).cmp(&rank(b))
            }
            Err(error) => {
                mistake.get_or_insert(error);
                Ordering::Equal
            }
        });
        if let Some(mistake) = mistake {
            return Err(mistake);
        }
        if self.reverse {
            keyed.reverse();
        }
        Ok(keyed)
    }
}
