//! What tests of the template engine share: a world in which nothing happens, and `include`.

use plimsoll::go::{Map, Str, Value};
use plimsoll::gotemplate::{Call, Effects, Error, Function, Param};

/// A world without clock, randomness, network and cluster.
pub struct Nothing;

impl Effects for Nothing {
    fn now(&mut self) -> Result<i128, String> {
        Ok(0)
    }
    fn local_zone(&mut self) -> String {
        String::from("UTC")
    }
    fn random(&mut self, _function: &str, _buffer: &mut [u8]) -> Result<(), String> {
        Err(String::from("no randomness"))
    }
    fn seeded(&self) -> bool {
        true
    }
    fn resolve_host(&mut self, _host: &str) -> Result<String, String> {
        Ok(String::new())
    }
    fn lookup(&mut self, _version: &Str, _kind: &Str, _namespace: &Str, _name: &Str) -> Result<Value, String> {
        Ok(Value::Map(Map::new()))
    }
}

fn include(call: &mut Call<'_>) -> Result<Value, Error> {
    call.runtime.include(&call.str(0), call.arg(1)).map(Value::Str)
}

/// `include NAME DOT`, as Helm has it.
pub const INCLUDE: Function =
    Function { name: "include", params: &[Param::String, Param::Any], variadic: false, body: include };
