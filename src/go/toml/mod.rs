//! TOML as BurntSushi/toml reads and writes it: the layout of its encoder to the byte, the values that its decoder puts
//! into `map[string]any`, and the sentences of its errors. Pure: the local zone is the caller's to say.

mod cursor;
mod document;
mod encode;
mod literal;
mod parse;
mod scalar;

pub use encode::{Failure, encode};
pub use parse::{Error, decode};
pub use scalar::Local;

/// Whether a key can stand without quotes.
fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Appends one part of a key, in quotes where it needs them.
fn push_key(out: &mut Vec<u8>, key: &[u8]) {
    if !key.is_empty() && key.iter().copied().all(is_bare) {
        out.extend_from_slice(key);
    } else {
        push_quoted(out, key);
    }
}

/// Appends a basic string with its quotes. Bytes that are not UTF-8 pass through.
fn push_quoted(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for &byte in text {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\x08' => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\x0c' => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0..=0x1f | 0x7f => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
