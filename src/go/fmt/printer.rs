//! Values by verb: what `%d` makes of a map, how nil prints, which types print by their `String()`.

use super::spec::Spec;
use super::{Excess, MAX_DEPTH};
use crate::deep::deeper;
use crate::go::complex::Complex;
use crate::go::object::Object;
use crate::go::text::Str;
use crate::go::value::{IntKind, Kind, List, Map, Value};

/// Text being printed, and the directive that it is printed by.
pub(super) struct Printer {
    out: Vec<u8>,
    limit: usize,
    excess: Option<Excess>,
    /// While the value of a bad verb is shown, `String()` is not asked.
    erroring: bool,
    pub spec: Spec,
}

impl Printer {
    /// A printer whose text may have `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self::onto(Vec::new(), limit)
    }

    /// A printer that goes on after `out`; `limit` counts what is there.
    pub fn onto(out: Vec<u8>, limit: usize) -> Self {
        Printer { out, limit, excess: None, erroring: false, spec: Spec::default() }
    }

    /// Why printing stopped, if it did.
    pub fn excess(&self) -> Option<Excess> {
        if self.out.len() > self.limit { Some(Excess::Size(self.limit)) } else { self.excess }
    }

    /// The text, or why there is none.
    pub fn finish(self) -> Result<Vec<u8>, Excess> {
        match self.excess() {
            Some(excess) => Err(excess),
            None => Ok(self.out),
        }
    }

    /// The text as far as it goes.
    pub fn into_text(self) -> Vec<u8> {
        self.out
    }

    pub fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub fn char(&mut self, c: char) {
        self.bytes(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Prints an operand.
    pub fn arg(&mut self, value: &Value, verb: char) {
        match (verb, value) {
            ('T' | 'v', Value::Nil) => self.spec.pad(&mut self.out, b"<nil>"),
            (_, Value::Nil) => {
                self.bytes(b"%!");
                self.char(verb);
                self.bytes(b"(<nil>)");
            }
            ('T', _) => self.spec.string(&mut self.out, &value.type_name()),
            ('p', _) => self.pointer(value),
            // Only errors can be wrapped, and no value is one. Of bytes Go says so one by one.
            ('w', _) if !matches!(value, Value::Bytes(_)) => self.bad_verb(value, verb),
            (_, Value::Bytes(bytes)) => self.byte_slice(bytes, verb, b"[]byte"),
            _ => self.value(value, verb, 0),
        }
    }

    /// Prints a value that may be part of another.
    fn value(&mut self, value: &Value, verb: char, depth: usize) {
        if self.excess().is_some() {
            return;
        }
        match value {
            Value::Nil if self.spec.sharp_v => self.bytes(b"interface {}(nil)"),
            Value::Nil => self.bytes(b"<nil>"),
            Value::Bool(flag) => match verb {
                't' | 'v' => self.spec.pad(&mut self.out, if *flag { b"true" } else { b"false" }),
                _ => self.bad_verb(value, verb),
            },
            Value::Int(number, kind) => self.integer(value, *number as u64, kind.signed(), verb),
            Value::Float(number) => self.float(value, *number, verb),
            Value::Str(text) => self.string(value, text, verb),
            Value::Bytes(bytes) if matches!(verb, 's' | 'q' | 'x' | 'X') => self.byte_slice(bytes, verb, b"[]uint8"),
            Value::Bytes(bytes) => self.byte_items(bytes, verb),
            Value::List(list) => self.deeper(depth, |printer| printer.list(value, list, verb, depth)),
            Value::Map(map) => self.deeper(depth, |printer| printer.map(map, verb, depth)),
            Value::Object(object) => self.deeper(depth, |printer| printer.object(value, object.as_ref(), verb, depth)),
        }
    }

    fn deeper(&mut self, depth: usize, print: impl FnOnce(&mut Self)) {
        if depth > MAX_DEPTH {
            self.excess = Some(Excess::Depth);
        } else {
            deeper(|| print(self));
        }
    }

    fn bad_verb(&mut self, value: &Value, verb: char) {
        self.erroring = true;
        self.bytes(b"%!");
        self.char(verb);
        self.byte(b'(');
        self.bytes(&value.type_name());
        self.byte(b'=');
        self.value(value, 'v', 0);
        self.byte(b')');
        self.erroring = false;
    }

    fn integer(&mut self, value: &Value, bits: u64, signed: bool, verb: char) {
        let base = match verb {
            'v' if self.spec.sharp_v && !signed => {
                Spec { sharp: true, ..self.spec }.integer(&mut self.out, bits, false, 16, 'v');
                return;
            }
            'v' | 'd' => 10,
            'b' => 2,
            'o' | 'O' => 8,
            'x' | 'X' => 16,
            'c' => return self.spec.character(&mut self.out, bits),
            'q' => return self.spec.quoted_character(&mut self.out, bits),
            'U' => return self.spec.unicode(&mut self.out, bits),
            _ => return self.bad_verb(value, verb),
        };
        self.spec.integer(&mut self.out, bits, signed, base, verb);
    }

    fn float(&mut self, value: &Value, number: f64, verb: char) {
        match float_verb(verb) {
            Some((verb, precision)) => self.spec.float(&mut self.out, number, verb, precision),
            None => self.bad_verb(value, verb),
        }
    }

    fn complex(&mut self, value: &Value, number: Complex, verb: char) {
        let Some((verb, precision)) = float_verb(verb) else { return self.bad_verb(value, verb) };
        self.byte(b'(');
        self.spec.float(&mut self.out, number.re, verb, precision);
        Spec { plus: true, ..self.spec }.float(&mut self.out, number.im, verb, precision);
        self.bytes(b"i)");
    }

    fn string(&mut self, value: &Value, text: &[u8], verb: char) {
        match verb {
            'v' if self.spec.sharp_v => self.spec.quoted(&mut self.out, text),
            'v' | 's' => self.spec.string(&mut self.out, text),
            'x' | 'X' => self.spec.hex_bytes(&mut self.out, text, verb == 'X'),
            'q' => self.spec.quoted(&mut self.out, text),
            _ => self.bad_verb(value, verb),
        }
    }

    fn byte_slice(&mut self, bytes: &[u8], verb: char, type_name: &[u8]) {
        match verb {
            'v' if self.spec.sharp_v => {
                self.bytes(type_name);
                self.byte_literals(bytes);
            }
            's' => self.spec.string(&mut self.out, bytes),
            'x' | 'X' => self.spec.hex_bytes(&mut self.out, bytes, verb == 'X'),
            'q' => self.spec.quoted(&mut self.out, bytes),
            _ => self.byte_items(bytes, verb),
        }
    }

    fn byte_literals(&mut self, bytes: &[u8]) {
        let spec = Spec { sharp: true, ..self.spec };
        self.byte(b'{');
        for (index, byte) in bytes.iter().enumerate() {
            if index > 0 {
                self.bytes(b", ");
            }
            spec.integer(&mut self.out, u64::from(*byte), false, 16, 'v');
        }
        self.byte(b'}');
    }

    fn byte_items(&mut self, bytes: &[u8], verb: char) {
        if self.spec.sharp_v {
            self.bytes(b"[]uint8");
            return self.byte_literals(bytes);
        }
        self.byte(b'[');
        for (index, byte) in bytes.iter().enumerate() {
            if index > 0 {
                self.byte(b' ');
            }
            self.value(&Value::Int(i64::from(*byte), IntKind::Uint8), verb, 1);
        }
        self.byte(b']');
    }

    /// The items of a slice, `value`, whose type's name `%#v` prints before them.
    fn list(&mut self, value: &Value, list: &List, verb: char, depth: usize) {
        if self.spec.sharp_v {
            self.bytes(&value.type_name());
            if list.is_nil() {
                return self.bytes(b"(nil)");
            }
        }
        let (open, close) = if self.spec.sharp_v { (b'{', b'}') } else { (b'[', b']') };
        self.byte(open);
        for (index, item) in list.iter().enumerate() {
            if index > 0 {
                self.separator();
            }
            self.value(item, verb, depth + 1);
            if self.excess().is_some() {
                return;
            }
        }
        self.byte(close);
    }

    fn separator(&mut self) {
        if self.spec.sharp_v {
            self.bytes(b", ");
        } else {
            self.byte(b' ');
        }
    }

    fn map(&mut self, map: &Map, verb: char, depth: usize) {
        let mut first = true;
        if self.spec.sharp_v && map.is_nil() {
            self.bytes(map.ty().name().as_bytes());
            return self.bytes(b"(nil)");
        }
        self.open_map(&Value::Map(map.clone()));
        // No error can come out of a visit that gives none; it stops early when the text is too long.
        let _ = map.try_for_each(|key, value| {
            if !std::mem::take(&mut first) {
                self.separator();
            }
            self.entry(key, value, verb, depth);
            if self.excess().is_some() { Err(()) } else { Ok(()) }
        });
        self.byte(if self.spec.sharp_v { b'}' } else { b']' });
    }

    fn open_map(&mut self, value: &Value) {
        if self.spec.sharp_v {
            self.bytes(&value.type_name());
            self.byte(b'{');
        } else {
            self.bytes(b"map[");
        }
    }

    fn entry(&mut self, key: &Str, value: &Value, verb: char, depth: usize) {
        self.value(&Value::Str(key.clone()), verb, depth + 1);
        self.byte(b':');
        self.value(value, verb, depth + 1);
    }

    /// A type of its own: by its methods, else by its kind.
    fn object(&mut self, value: &Value, object: &dyn Object, verb: char, depth: usize) {
        if let Some(number) = Complex::of(value) {
            return self.complex(value, number, verb);
        }
        if !self.erroring {
            if let Some(text) = object.go_string().filter(|_| self.spec.sharp_v && verb == 'v') {
                return self.spec.string(&mut self.out, &text);
            }
            let shown = matches!(verb, 's' | 'x' | 'X' | 'q') || verb == 'v' && !self.spec.sharp_v;
            if let Some(text) = object.display().filter(|_| shown) {
                return self.string(value, &text, verb);
            }
        }
        match object.kind() {
            Kind::Map => self.object_map(value, object, verb, depth),
            Kind::Slice => match object.items() {
                Some(items) => self.list(value, &items, verb, depth),
                None => self.bytes(b"[]"),
            },
            Kind::Ptr if depth > 0 => self.pointer(value),
            Kind::Ptr => {
                self.byte(b'&');
                self.fields(object, verb, depth);
            }
            Kind::Struct => self.fields(object, verb, depth),
            _ => match object.to_plain() {
                Some(plain) if !matches!(plain, Value::Object(_)) => self.plain(value, &plain, verb, depth),
                _ => self.bad_verb(value, verb),
            },
        }
    }

    /// A named integer, string or the like: as its plain value, but under its own name where the verb is bad.
    fn plain(&mut self, value: &Value, plain: &Value, verb: char, depth: usize) {
        match plain {
            Value::Int(number, kind) => self.integer(value, *number as u64, kind.signed(), verb),
            Value::Float(number) => self.float(value, *number, verb),
            Value::Str(text) => self.string(value, text, verb),
            _ => self.value(plain, verb, depth),
        }
    }

    fn object_map(&mut self, value: &Value, object: &dyn Object, verb: char, depth: usize) {
        self.open_map(value);
        for (index, (key, item)) in object.entries().unwrap_or_default().iter().enumerate() {
            if index > 0 {
                self.separator();
            }
            self.entry(key, item, verb, depth);
        }
        self.byte(if self.spec.sharp_v { b'}' } else { b']' });
    }

    fn fields(&mut self, object: &dyn Object, verb: char, depth: usize) {
        if self.spec.sharp_v {
            let name = object.type_name();
            self.bytes(name.strip_prefix(b"*").unwrap_or(&name));
        }
        self.byte(b'{');
        for (index, (name, field)) in object.fields().iter().enumerate() {
            if index > 0 {
                self.separator();
            }
            if self.spec.plus_v || self.spec.sharp_v {
                self.bytes(name.as_bytes());
                self.byte(b':');
            }
            self.value(field, verb, depth + 1);
        }
        self.byte(b'}');
    }

    /// `%p` and nested pointers. Go prints an address, which differs from run to run; this one never does.
    fn pointer(&mut self, value: &Value) {
        match value.kind() {
            Kind::Map | Kind::Slice | Kind::Ptr | Kind::Func => {
                Spec { sharp: !self.spec.sharp, ..self.spec }.integer(&mut self.out, 0xc0_0000_0000, false, 16, 'v');
            }
            _ => self.bad_verb(value, 'p'),
        }
    }
}

/// The letter and default precision with which a float is formatted for `verb`.
fn float_verb(verb: char) -> Option<(u8, i32)> {
    match verb {
        'v' => Some((b'g', -1)),
        'b' | 'g' | 'G' | 'x' | 'X' => Some((verb as u8, -1)),
        'f' | 'e' | 'E' => Some((verb as u8, 6)),
        'F' => Some((b'f', 6)),
        _ => None,
    }
}
