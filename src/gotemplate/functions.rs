//! The functions that templates can call: Go's built-ins and those that the caller gives, which win over a built-in of
//! the same name. Compiled code refers to them by number.

use super::builtins::Builtin;
use super::function::Function;
use crate::go::Param;
use foldhash::{HashMap, HashMapExt};

/// A function by number.
#[derive(Clone, Copy)]
pub(super) enum Callee {
    Builtin(Builtin),
    Custom(Function),
}

/// The two functions that may leave arguments unevaluated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Logic {
    And,
    Or,
}

/// What a function takes.
#[derive(Clone, Copy)]
pub(super) struct Signature {
    pub params: &'static [Param],
    pub variadic: bool,
}

impl Signature {
    /// What a function that the caller gave takes.
    pub fn of(function: &Function) -> Self {
        Signature { params: function.params, variadic: function.variadic }
    }

    /// The type of argument `index`; the last parameter's beyond a variadic function's own.
    pub fn param(&self, index: usize) -> Param {
        self.params.get(index).or(self.params.last()).copied().unwrap_or(Param::Any)
    }
}

/// About how many functions Helm's templates have.
const ROOM: usize = 300;

/// The table of functions.
pub(super) struct Functions {
    callees: Vec<Callee>,
    index: HashMap<&'static [u8], u32>,
    /// Methods of maps of the type `common.Values`; the receiver is the first parameter.
    methods: Vec<Function>,
}

impl Functions {
    /// The built-ins and `custom`; of two functions of one name the later one counts.
    pub fn new(custom: impl IntoIterator<Item = Function>, methods: Vec<Function>) -> Self {
        let mut functions =
            Functions { callees: Vec::with_capacity(ROOM), index: HashMap::with_capacity(ROOM), methods };
        for builtin in Builtin::ALL {
            functions.insert(builtin.name(), Callee::Builtin(*builtin));
        }
        for function in custom {
            functions.insert(function.name, Callee::Custom(function));
        }
        functions
    }

    fn insert(&mut self, name: &'static str, callee: Callee) {
        self.index.insert(name.as_bytes(), self.callees.len() as u32);
        self.callees.push(callee);
    }

    /// The number of the function called `name`.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        self.index.get(name).copied()
    }

    pub fn get(&self, number: u32) -> Option<&Callee> {
        self.callees.get(number as usize)
    }

    /// The name of a function.
    pub fn name(&self, number: u32) -> &'static str {
        match self.get(number) {
            Some(Callee::Custom(function)) => function.name,
            Some(Callee::Builtin(builtin)) => builtin.name(),
            None => "",
        }
    }

    pub fn signature(&self, number: u32) -> Signature {
        match self.get(number) {
            Some(Callee::Custom(function)) => Signature::of(function),
            Some(Callee::Builtin(builtin)) => builtin.signature(),
            None => Signature { params: &[], variadic: true },
        }
    }

    pub fn logic(&self, number: u32) -> Option<Logic> {
        match self.get(number)? {
            Callee::Builtin(Builtin::And) => Some(Logic::And),
            Callee::Builtin(Builtin::Or) => Some(Logic::Or),
            _ => None,
        }
    }

    /// Whether the function is told the text of its first argument.
    pub fn wants_callee(&self, number: u32) -> bool {
        matches!(self.get(number), Some(Callee::Builtin(Builtin::Call)))
    }

    /// The method `name` of a map of the type `common.Values`.
    pub fn map_method(&self, name: &[u8]) -> Option<&Function> {
        self.methods.iter().find(|method| method.name.as_bytes() == name)
    }
}
