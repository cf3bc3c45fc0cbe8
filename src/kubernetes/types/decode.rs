//! Unpacks the table of types. Numbers are in groups of seven bits, the lowest first; `n * x` is a number and as many x:
//!
//! ```text
//! names        n * (length, bytes)
//! releases     n * minor version
//! definitions  n * (name, n * (group, version, kind), n * type, for each release: variant from 1, or 0)
//! type         0-10: a scalar | 11 type: a list | 12 type: a map | 13 definition | 14 n * (name * 2 + required, type)
//! ```

use super::{Definition, Kind, Node, NodeField, Scalar, Table};
use std::collections::HashMap;
use std::io::Read;
use std::sync::OnceLock;

const PACKED: &[u8] = include_bytes!("table.bin");

/// How deep types nest in the table without names of their own.
const MAX_DEPTH: usize = 16;

/// The table; nothing if it is damaged.
pub(super) fn table() -> Option<Table> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BYTES.get_or_init(|| {
        let mut bytes = Vec::new();
        let unpacked = flate2::read::DeflateDecoder::new(PACKED).read_to_end(&mut bytes);
        unpacked.map(|_| bytes).unwrap_or_default()
    });
    Reader { rest: bytes, names: Vec::new() }.table()
}

struct Reader {
    rest: &'static [u8],
    names: Vec<&'static str>,
}

impl Reader {
    fn table(mut self) -> Option<Table> {
        self.names = self.many(Reader::text)?;
        let minors = self.many(|reader| u32::try_from(reader.number()?).ok())?;
        let mut table = Table { minors, ..Table::default() };
        for place in 0..self.number()? {
            let name = self.name()?;
            let kinds = self.many(|reader| Some([reader.name()?, reader.name()?, reader.name()?]))?;
            for [group, version, kind] in kinds {
                table.kinds.entry(kind).or_default().push(Kind { group, version, definition: place });
            }
            let variants = self.many(|reader| reader.node(0))?;
            let by_release = (0..table.minors.len()).map(|_| self.number()).collect::<Option<Vec<_>>>()?;
            table.definitions.push(Definition { name, variants, by_release });
        }
        let names = table.definitions.iter().enumerate().map(|(place, definition)| (definition.name, place));
        table.names = names.collect::<HashMap<_, _>>();
        Some(table)
    }

    fn many<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    fn node(&mut self, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match self.byte()? {
            11 => Node::List(Box::new(self.node(depth + 1)?)),
            12 => Node::Map(Box::new(self.node(depth + 1)?)),
            13 => Node::Reference(self.number()?),
            14 => Node::Object(self.many(|reader| {
                let name = reader.number()?;
                let (name, is_required) = (reader.names.get(name / 2).copied()?, name % 2 == 1);
                Some(NodeField { name, is_required, of: reader.node(depth + 1)? })
            })?),
            tag => Node::Scalar(scalar(tag)?),
        })
    }

    fn text(&mut self) -> Option<&'static str> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    fn name(&mut self) -> Option<&'static str> {
        let number = self.number()?;
        self.names.get(number).copied()
    }

    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in [0, 7, 14, 21] {
            let byte = usize::from(self.byte()?);
            value |= (byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }
}

fn scalar(tag: u8) -> Option<Scalar> {
    const SCALARS: [Scalar; 11] = [
        Scalar::Any,
        Scalar::String,
        Scalar::Boolean,
        Scalar::Int32,
        Scalar::Int64,
        Scalar::Number,
        Scalar::IntOrString,
        Scalar::Quantity,
        Scalar::Time,
        Scalar::Bytes,
        Scalar::OpenObject,
    ];
    SCALARS.get(usize::from(tag)).copied()
}
