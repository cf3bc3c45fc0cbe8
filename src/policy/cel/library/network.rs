//! Kubernetes' addresses and networks.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::value::{Opaque, Value};
use std::net::IpAddr;

type Outcome<'a> = Result<Value<'a>, Error>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ip(IpAddr);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cidr {
    address: IpAddr,
    length: u8,
}

fn parse_ip(text: &str) -> Result<IpAddr, String> {
    if text.contains('%') {
        return Err(format!("IP address {text:?} with zone value is not allowed"));
    }
    let address: IpAddr = text.parse().map_err(|_| {
        format!(
            "IP Address {text:?} parse error during conversion from string: ParseAddr({text:?}): unable to parse IP"
        )
    })?;
    match address {
        IpAddr::V6(address) if address.to_ipv4_mapped().is_some() => {
            Err(format!("IPv4-mapped IPv6 address {text:?} is not allowed"))
        }
        _ => Ok(address),
    }
}

fn parse_cidr(text: &str) -> Result<Cidr, String> {
    let failed = |why: &str| {
        format!("network address parse error during conversion from string: netip.ParsePrefix({text:?}): {why}")
    };
    let (address, length) = text.rsplit_once('/').ok_or_else(|| failed("no '/'"))?;
    if address.contains('%') {
        return Err(failed("IPv6 zones cannot be present in a prefix"));
    }
    let address: IpAddr =
        address.parse().map_err(|_| failed(&format!("ParseAddr({address:?}): unable to parse IP")))?;
    if matches!(address, IpAddr::V6(address) if address.to_ipv4_mapped().is_some()) {
        return Err(format!("IPv4-mapped IPv6 address {text:?} is not allowed"));
    }
    let plain = length.bytes().all(|digit| digit.is_ascii_digit()) && !(length.len() > 1 && length.starts_with('0'));
    let number: Option<u8> = length.parse().ok().filter(|_| plain);
    let length = number.ok_or_else(|| failed(&format!("bad bits after slash: {length:?}")))?;
    if length > width(address) {
        return Err(failed("prefix length out of range"));
    }
    Ok(Cidr { address, length })
}

fn width(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// The first `length` bits of an address, the rest zero.
fn masked(address: IpAddr, length: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
            IpAddr::V4((address.to_bits() & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
            IpAddr::V6((address.to_bits() & mask).into())
        }
    }
}

impl Cidr {
    fn contains(&self, address: IpAddr) -> bool {
        address.is_ipv4() == self.address.is_ipv4() && masked(address, self.length) == masked(self.address, self.length)
    }
}

impl Opaque for Ip {
    fn type_name(&self) -> &'static str {
        "net.IP"
    }

    fn text(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

impl Opaque for Cidr {
    fn type_name(&self) -> &'static str {
        "net.CIDR"
    }

    fn text(&self) -> Option<String> {
        Some(format!("{}/{}", self.address, self.length))
    }
}

pub(super) fn declare(environment: &mut Environment) {
    environment.function("ip", "string -> net.IP", |_, arguments| {
        parse_ip(arguments.text(0)?).map(|address| Value::of_opaque(Ip(address))).map_err(Error::new)
    });
    environment
        .function("isIP", "string -> bool", |_, arguments| Ok(Value::Bool(parse_ip(arguments.text(0)?).is_ok())));
    environment.function("ip.isCanonical", "string -> bool", |_, arguments| {
        let text = arguments.text(0)?;
        parse_ip(text).map(|address| Value::Bool(address.to_string() == text)).map_err(Error::new)
    });
    environment.function("cidr", "string -> net.CIDR", |_, arguments| {
        parse_cidr(arguments.text(0)?).map(Value::of_opaque).map_err(Error::new)
    });
    environment
        .function("isCIDR", "string -> bool", |_, arguments| Ok(Value::Bool(parse_cidr(arguments.text(0)?).is_ok())));
    for kind in ["net.IP", "net.CIDR"] {
        environment.function("string", &format!("{kind} -> string"), |runtime, arguments| match arguments.get(0)? {
            Value::Opaque(value) => runtime.text(value.text().unwrap_or_default()),
            _ => Err(Error::no_such_overload()),
        });
    }
    declare_ip(environment);
    declare_cidr(environment);
}

fn declare_ip(environment: &mut Environment) {
    environment.member("family", "net.IP -> int", |_, arguments| {
        Ok(Value::Int(if arguments.opaque::<Ip>(0)?.0.is_ipv4() { 4 } else { 6 }))
    });
    let mut test = |name, body| environment.member(name, "net.IP -> bool", body);
    test("isUnspecified", |_, arguments| is(arguments, |address| address.is_unspecified()));
    test("isLoopback", |_, arguments| is(arguments, |address| address.is_loopback()));
    test("isLinkLocalMulticast", |_, arguments| is(arguments, is_link_local_multicast));
    test("isLinkLocalUnicast", |_, arguments| is(arguments, is_link_local_unicast));
    test("isGlobalUnicast", |_, arguments| is(arguments, is_global_unicast));
}

fn is<'a>(arguments: Arguments<'_, 'a>, test: fn(IpAddr) -> bool) -> Outcome<'a> {
    Ok(Value::Bool(test(arguments.opaque::<Ip>(0)?.0)))
}

fn is_link_local_multicast(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.octets().starts_with(&[224, 0, 0]),
        IpAddr::V6(address) => address.segments()[0] & 0xff0f == 0xff02,
    }
}

fn is_link_local_unicast(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    }
}

fn is_global_unicast(address: IpAddr) -> bool {
    let broadcast = matches!(address, IpAddr::V4(address) if address.is_broadcast());
    !(broadcast
        || address.is_unspecified()
        || address.is_loopback()
        || address.is_multicast()
        || is_link_local_unicast(address))
}

fn declare_cidr(environment: &mut Environment) {
    for other in ["string", "net.IP"] {
        environment.member("containsIP", &format!("net.CIDR, {other} -> bool"), |_, arguments| {
            let address = match arguments.get(1)? {
                Value::String(text) => parse_ip(text).map_err(Error::new)?,
                _ => arguments.opaque::<Ip>(1)?.0,
            };
            Ok(Value::Bool(arguments.opaque::<Cidr>(0)?.contains(address)))
        });
    }
    for other in ["string", "net.CIDR"] {
        environment.member("containsCIDR", &format!("net.CIDR, {other} -> bool"), |_, arguments| {
            let inner = match arguments.get(1)? {
                Value::String(text) => parse_cidr(text).map_err(Error::new)?,
                _ => *arguments.opaque::<Cidr>(1)?,
            };
            let outer = arguments.opaque::<Cidr>(0)?;
            let within = outer.length <= inner.length && outer.contains(masked(inner.address, inner.length));
            Ok(Value::Bool(within))
        });
    }
    environment.member("ip", "net.CIDR -> net.IP", |_, arguments| {
        Ok(Value::of_opaque(Ip(arguments.opaque::<Cidr>(0)?.address)))
    });
    environment.member("prefixLength", "net.CIDR -> int", |_, arguments| {
        Ok(Value::Int(i64::from(arguments.opaque::<Cidr>(0)?.length)))
    });
    environment.member("masked", "net.CIDR -> net.CIDR", |_, arguments| {
        let Cidr { address, length } = *arguments.opaque::<Cidr>(0)?;
        Ok(Value::of_opaque(Cidr { address: masked(address, length), length }))
    });
}
