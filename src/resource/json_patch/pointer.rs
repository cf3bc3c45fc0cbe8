//! Pointers into a document (RFC 6901), and the indices of lists, negative ones from the end.

use crate::go::strconv;
use crate::yaml::Tree;
use crate::yaml::tree::Content;

/// Why an index is none.
pub(super) enum BadIndex {
    /// It is no number: Go's sentence.
    NoNumber(String),
    /// There is no such item.
    OutOfRange(i64),
}

/// The sentence of the library.
impl std::fmt::Display for BadIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadIndex::NoNumber(sentence) => f.write_str(sentence),
            BadIndex::OutOfRange(index) => {
                write!(f, "Unable to access invalid index: {index}: invalid index referenced")
            }
        }
    }
}

/// The place that an index means among `length`.
pub(super) fn index(key: &str, length: usize) -> Result<usize, BadIndex> {
    let number = strconv::atoi(key.as_bytes()).map_err(|error| BadIndex::NoNumber(error.to_string()))?;
    let place = match usize::try_from(number) {
        Ok(place) => Some(place),
        Err(_) => usize::try_from(number.unsigned_abs()).ok().and_then(|back| length.checked_sub(back)),
    };
    place.filter(|place| *place < length).ok_or(BadIndex::OutOfRange(number))
}

/// The steps of a pointer; `None` where it has no slash. What stands before the first slash does not matter.
pub(super) fn steps(pointer: &str) -> Option<impl Iterator<Item = String> + Clone + '_> {
    let (_, rest) = pointer.split_once('/')?;
    Some(rest.split('/').map(unescape))
}

/// `~1` is a slash and `~0` a tilde.
fn unescape(step: &str) -> String {
    let mut parts = step.split('~');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.as_bytes().first() {
            Some(b'1') => text.push_str(&format!("/{}", &part[1..])),
            Some(b'0') => text.push_str(&format!("~{}", &part[1..])),
            _ => text.push_str(&format!("~{part}")),
        }
    }
    text
}

/// Where a pointer stops to lead anywhere: the step, and the collection that lacks it.
pub(super) struct Lost<'t> {
    pub step: String,
    pub collection: Option<&'t Tree>,
}

/// The collection that a pointer's last step is of, and that step.
pub(super) fn find<'t>(document: &'t mut Tree, pointer: &str) -> Option<(&'t mut Tree, String)> {
    let mut steps = steps(pointer)?.peekable();
    let mut collection = document;
    loop {
        let step = steps.next()?;
        if steps.peek().is_none() {
            return Some((collection, step));
        }
        let next = match &mut collection.content {
            Content::Mapping(mapping) => mapping.get_mut(&step)?,
            Content::Sequence(sequence) => {
                let place = index(&step, sequence.items.len()).ok()?;
                sequence.items.get_mut(place)?
            }
            Content::Scalar(_) | Content::Alias(_) => return None,
        };
        if !matches!(next.content, Content::Mapping(_) | Content::Sequence(_)) {
            return None;
        }
        collection = next;
    }
}

/// Where the way of a pointer ends that leads nowhere.
pub(super) fn lost<'t>(document: &'t Tree, pointer: &str) -> Option<Lost<'t>> {
    let mut collection = document;
    for step in steps(pointer)? {
        let next = match &collection.content {
            Content::Mapping(mapping) => mapping.get(&step),
            Content::Sequence(sequence) => {
                index(&step, sequence.items.len()).ok().and_then(|place| sequence.items.get(place))
            }
            Content::Scalar(_) | Content::Alias(_) => None,
        };
        match next {
            Some(next) => collection = next,
            None => return Some(Lost { step, collection: Some(collection) }),
        }
    }
    None
}
