//! Pipelines, commands and arguments: what Go evaluates, in Go's order, so that the same mistake is found first.

use super::Compiler;
use super::scope::Meaning;
use crate::deep::deeper;
use crate::go::{Param, Str};
use crate::gotemplate::context;
use crate::gotemplate::functions::Logic;
use crate::gotemplate::number::Number;
use crate::gotemplate::program::{Literal, Op, ParamType, Target};
use crate::gotemplate::syntax::{Command, Operand, Path, Pipeline, Term};

/// Where an argument's parameter type comes from.
#[derive(Clone, Copy)]
enum Expected {
    /// A function's parameter.
    Function(u32, Param),
    /// A parameter of the method that is pending when the argument is evaluated.
    Method,
}

impl<'a> Compiler<'a> {
    /// Leaves the pipeline's value on the stack, its variables set.
    pub(super) fn pipeline(&mut self, pipeline: &Pipeline<'a>) {
        let first = pipeline.commands.first().and_then(|command| command.operands.first());
        if matches!(first.map(|operand| &operand.term), Some(Term::Pipeline(_))) {
            let node = self.plain(pipeline.place);
            self.emit(Op::At { node });
        }
        for (index, command) in pipeline.commands.iter().enumerate() {
            if index > 0 {
                self.emit(Op::Concrete);
            }
            self.command(command, index > 0);
        }
        for name in pipeline.variables {
            self.store(name, pipeline.assign);
        }
    }

    fn store(&mut self, name: &'a [u8], assign: bool) {
        let target = if assign { self.target(name) } else { Some(Target::Slot(self.scope.declare(name))) };
        match target {
            Some(target) => {
                self.emit(Op::Store { target });
            }
            None => {
                self.fail("render::unknown-variable", format!("undefined variable: {}", String::from_utf8_lossy(name)))
            }
        }
    }

    /// The variable that an assignment to `name` writes.
    pub(super) fn target(&mut self, name: &[u8]) -> Option<Target> {
        match self.scope.resolve(name) {
            Meaning::Nothing => None,
            Meaning::Slot(slot) => Some(Target::Slot(slot)),
            Meaning::Candidates(candidate) => Some(Target::Candidates(candidate)),
        }
    }

    /// A command; `piped` says that the value of the one before it is on the stack.
    fn command(&mut self, command: &Command<'a>, piped: bool) {
        let Some((word, args)) = command.operands.split_first() else { return };
        match &word.term {
            Term::Function(name, number) => {
                let node = self.plain(command.place);
                self.call(word, (name, *number), args, piped, node);
            }
            Term::Field(path) => self.fields(word, None, path, args, piped),
            Term::Variable(name, path) if !path.is_empty() => self.fields(word, Some(name), path, args, piped),
            Term::Chain(base, path) => {
                self.base(base);
                self.chain(word, path, args, piped);
            }
            Term::Pipeline(pipeline) => {
                if !args.is_empty() || piped {
                    self.not_a_function(word);
                } else {
                    self.nested(pipeline);
                }
            }
            Term::Variable(..) | Term::Bool(_) | Term::Dot | Term::Number(_) | Term::String(_) | Term::Nil => {
                let node = self.plain(word.place);
                if !args.is_empty() || piped {
                    self.emit(Op::At { node });
                    self.not_a_function(word);
                } else {
                    self.word(word, node);
                }
            }
        }
    }

    /// A word that takes no arguments.
    fn word(&mut self, word: &Operand<'a>, node: u32) {
        match &word.term {
            Term::Variable(name, _) => self.variable(name, node),
            Term::Dot => {
                self.emit(Op::Dot { node });
            }
            Term::Nil => {
                self.emit(Op::At { node });
                self.fail("render::wrong-type", "nil is not a command");
            }
            _ => self.constant(word, node),
        }
    }

    fn not_a_function(&mut self, word: &Operand<'a>) {
        let text = self.text(word);
        self.fail("render::arguments", format!("can't give argument to non-function {text}"));
    }

    /// A word as Go's sentences write it.
    fn text(&self, word: &Operand<'a>) -> String {
        let parenthesised = word.place.range.of(&self.unit.text);
        String::from_utf8_lossy(&context::normalise(parenthesised)).into_owned()
    }

    /// A pipeline in parentheses: like any pipeline, but its value is used by the same action.
    fn nested(&mut self, pipeline: &Pipeline<'a>) {
        deeper(|| self.pipeline(pipeline));
        self.emit(Op::Concrete);
    }

    fn variable(&mut self, name: &'a [u8], node: u32) {
        match self.scope.resolve(name) {
            Meaning::Slot(slot) => {
                self.emit(Op::Variable { node, slot });
            }
            Meaning::Candidates(candidates) => {
                let name = self.name(name);
                self.emit(Op::Candidate { node, candidates, name });
            }
            Meaning::Nothing => {
                self.emit(Op::At { node });
                self.fail("render::unknown-variable", format!("undefined variable: {}", String::from_utf8_lossy(name)));
            }
        }
    }

    fn path(&mut self, path: Path<'a>) -> u32 {
        if let Some(&number) = self.paths.get(path) {
            return number;
        }
        let names = path.split(|&byte| byte == b'.').map(|name| self.name(name)).collect();
        let number = self.unit.paths.len() as u32;
        self.unit.paths.push(names);
        self.paths.insert(path, number);
        number
    }

    /// A path from dot or from a variable.
    fn fields(
        &mut self,
        word: &Operand<'a>,
        variable: Option<&'a [u8]>,
        path: Path<'a>,
        args: &[Operand<'a>],
        piped: bool,
    ) {
        let node = self.plain(word.place);
        if args.is_empty() && !piped {
            match variable.map(|name| (name, self.scope.resolve(name))) {
                None => {
                    let path = self.path(path);
                    self.emit(Op::DotFields { node, path });
                }
                Some((_, Meaning::Slot(slot))) => {
                    let path = self.path(path);
                    self.emit(Op::VariableFields { node, slot, path });
                }
                Some((name, _)) => {
                    self.variable(name, node);
                    let path = self.path(path);
                    self.emit(Op::Fields { path });
                }
            }
            return;
        }
        match variable {
            None => {
                self.emit(Op::Dot { node });
            }
            Some(name) => self.variable(name, node),
        }
        self.chain(word, path, args, piped);
    }

    /// A path from the top of the stack, whose last name may be a method with arguments.
    fn chain(&mut self, word: &Operand<'a>, path: Path<'a>, args: &[Operand<'a>], piped: bool) {
        if args.is_empty() && !piped {
            let path = self.path(path);
            self.emit(Op::Fields { path });
            return;
        }
        let name = match memchr::memrchr(b'.', path) {
            None => path,
            Some(dot) => {
                let path_before = self.path(&path[..dot]);
                self.emit(Op::Fields { path: path_before });
                &path[dot + 1..]
            }
        };
        let name = self.name(name);
        let method = self.emit(Op::Method { name, args: args.len() as u32, piped, target: 0 });
        for (index, arg) in args.iter().enumerate() {
            self.argument(arg, index as u32, Expected::Method);
        }
        let node = self.plain(word.place);
        self.emit(Op::CallMethod { node, args: args.len() as u32, piped });
        self.land(method);
    }

    /// What a chain of fields starts from.
    fn base(&mut self, base: &Operand<'a>) {
        match &base.term {
            Term::Pipeline(pipeline) => self.nested(pipeline),
            Term::Function(name, number) => {
                let node = self.plain(base.place);
                self.call(base, (name, *number), &[], false, node);
                self.emit(Op::Interface);
            }
            _ => {
                let node = self.plain(base.place);
                self.word(base, node);
            }
        }
    }

    /// A literal under its own type.
    fn constant(&mut self, word: &Operand<'a>, node: u32) {
        let literal = match &word.term {
            Term::Bool(flag) => Literal::Bool(*flag),
            Term::String(text) => {
                let literal = self.text_literal(text);
                self.emit(Op::Constant { node, literal });
                return;
            }
            Term::Number(number) if number.ideal().is_none() => {
                let text = self.text(word);
                self.emit(Op::At { node });
                return self.fail("render::wrong-type", format!("{text} overflows int"));
            }
            Term::Number(number) => Literal::Number(Box::new((*number).clone())),
            _ => return,
        };
        let literal = self.literal(literal);
        self.emit(Op::Constant { node, literal });
    }

    /// A text among the literals, where it is once.
    fn text_literal(&mut self, text: &'a [u8]) -> u32 {
        if let Some(&literal) = self.texts.get(text) {
            return literal;
        }
        let literal = self.literal(Literal::String(Str::from(text)));
        self.texts.insert(text, literal);
        literal
    }

    fn literal(&mut self, literal: Literal) -> u32 {
        self.unit.literals.push(literal);
        self.unit.literals.len() as u32 - 1
    }

    /// A call of a function. `node` is what an error of the function itself names.
    fn call(&mut self, word: &Operand<'a>, callee: (&[u8], u32), args: &[Operand<'a>], piped: bool, node: u32) {
        let ident = self.plain(word.place);
        let (name, function) = callee;
        let signature = self.functions.signature(function);
        let count = args.len() + usize::from(piped);
        let fixed = signature.params.len() - usize::from(signature.variadic);
        if signature.variadic && count < fixed {
            self.emit(Op::At { node: ident });
            let (name, got) = (String::from_utf8_lossy(name), args.len());
            let sentence = format!("wrong number of args for {name}: want at least {fixed} got {got}");
            return self.fail("render::arguments", sentence);
        }
        if !signature.variadic && count != fixed {
            self.emit(Op::At { node: ident });
            let name = String::from_utf8_lossy(name);
            let sentence = format!("wrong number of args for {name}: want {fixed} got {count}");
            return self.fail("render::arguments", sentence);
        }
        if args.is_empty() {
            self.emit(Op::At { node: ident });
        }
        if let Some(logic) = self.functions.logic(function) {
            return self.logic(logic, args, piped);
        }
        if self.functions.wants_callee(function) {
            // `call` names what it was asked to call in its sentences.
            let callee = args.first().map(|arg| self.text(arg)).unwrap_or_default();
            let literal = self.literal(Literal::String(callee.into()));
            self.emit(Op::Constant { node: ident, literal });
        }
        for (index, arg) in args.iter().enumerate() {
            let param = signature.param(index);
            self.argument(arg, index as u32, Expected::Function(function, param));
        }
        let pushed = args.len() + usize::from(self.functions.wants_callee(function));
        self.emit(Op::Call { node, function, args: pushed as u32, piped });
    }

    /// `and` and `or`, which evaluate no more arguments than they need.
    fn logic(&mut self, logic: Logic, args: &[Operand<'a>], piped: bool) {
        let when = logic == Logic::Or;
        let mut shorts = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            self.scope.optional += usize::from(index > 0);
            self.evaluate(arg);
            self.scope.optional -= usize::from(index > 0);
            if index + 1 < args.len() || piped {
                shorts.push(self.emit(Op::ShortCircuit { when, target: 0 }));
            }
        }
        if !piped || shorts.is_empty() {
            shorts.into_iter().for_each(|short| self.land(short));
            return;
        }
        // No argument decided, so the piped value does, which is what is left; else it is dropped from under the top.
        let end = self.emit(Op::Jump { target: 0 });
        shorts.into_iter().for_each(|short| self.land(short));
        self.emit(Op::Nip);
        self.land(end);
    }

    /// An operand as an argument of no particular type.
    fn evaluate(&mut self, operand: &Operand<'a>) {
        let node = self.plain(operand.place);
        match &operand.term {
            Term::Dot => {
                self.emit(Op::Dot { node });
            }
            Term::Nil => {
                self.emit(Op::Nil { node });
            }
            Term::Field(path) => self.fields(operand, None, path, &[], false),
            Term::Variable(name, b"") => self.variable(name, node),
            Term::Variable(name, path) => self.fields(operand, Some(name), path, &[], false),
            Term::Pipeline(pipeline) => self.nested(pipeline),
            Term::Function(name, number) => {
                self.call(operand, (name, *number), &[], false, node);
                self.emit(Op::Interface);
            }
            Term::Chain(base, path) => {
                self.base(base);
                self.chain(operand, path, &[], false);
            }
            Term::Bool(_) | Term::Number(_) | Term::String(_) => self.constant(operand, node),
        }
    }

    fn argument(&mut self, arg: &Operand<'a>, index: u32, expected: Expected) {
        if let Expected::Function(_, Param::Any | Param::Reflect) = expected {
            return self.evaluate(arg);
        }
        match (&arg.term, expected) {
            (Term::Bool(_) | Term::Number(_) | Term::String(_), Expected::Function(_, param)) => {
                self.typed(arg, param);
            }
            (Term::Bool(_) | Term::Number(_) | Term::String(_), Expected::Method) => {
                let node = self.plain(arg.place);
                let literal = match &arg.term {
                    Term::Bool(flag) => Literal::Bool(*flag),
                    Term::Number(number) => Literal::Number(Box::new((*number).clone())),
                    Term::String(text) => Literal::String(Str::from(*text)),
                    _ => return,
                };
                let literal = self.literal(literal);
                self.emit(Op::MethodLiteral { node, literal, index });
            }
            (Term::Nil, Expected::Function(_, param)) => {
                let node = self.plain(arg.place);
                if param.nilable() {
                    self.emit(Op::Nil { node });
                    if let Expected::Function(function, _) = expected {
                        self.emit(Op::Check { function, index });
                    }
                } else {
                    self.emit(Op::At { node });
                    self.fail("render::wrong-type", format!("cannot assign nil to {}", param.type_name()));
                }
            }
            (Term::Nil, Expected::Method) => {
                let node = self.plain(arg.place);
                self.emit(Op::MethodNil { node, index });
            }
            (_, Expected::Function(function, _)) => {
                self.evaluate(arg);
                self.emit(Op::Check { function, index });
            }
            (_, Expected::Method) => {
                self.evaluate(arg);
                self.emit(Op::MethodArg { index });
            }
        }
    }

    /// A literal under the type of a function's parameter.
    fn typed(&mut self, arg: &Operand<'a>, param: Param) {
        let node = self.plain(arg.place);
        let typed = match (&arg.term, param) {
            (Term::Bool(_), Param::Bool) | (Term::String(_), Param::String) => return self.constant(arg, node),
            // An `int` constant is what an untyped one would be, but for those written as floats.
            (Term::Number(number), Param::Int) => {
                number.int.map(|int| (Literal::Number(Box::new(Number::of_int(int))), None))
            }
            (Term::Number(number), Param::Int64) if number.int.is_some() => {
                Some((Literal::Number(Box::new((*number).clone())), Some(ParamType::Int64)))
            }
            (Term::Number(number), Param::Uint32) if number.uint.is_some() => {
                Some((Literal::Number(Box::new((*number).clone())), Some(ParamType::Uint32)))
            }
            (Term::Number(number), Param::Float64) if number.float.is_some() => {
                Some((Literal::Number(Box::new((*number).clone())), Some(ParamType::Float64)))
            }
            _ => None,
        };
        match typed {
            Some((literal, None)) => {
                let literal = self.literal(literal);
                self.emit(Op::Constant { node, literal });
            }
            Some((literal, Some(param))) => {
                let literal = self.literal(literal);
                self.emit(Op::Typed { node, literal, param });
            }
            None => {
                let sentence = context::mismatch(param, &self.text(arg));
                self.emit(Op::At { node });
                self.fail("render::wrong-type", sentence);
            }
        }
    }
}
