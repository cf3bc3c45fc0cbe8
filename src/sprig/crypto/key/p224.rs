//! The group of NIST's curve P-224, which aws-lc-rs has no algorithms for: multiples of its base point and nothing else.
//! How long one takes depends on the number, so it is for keys that stand in the user's own files, never for a service.

use num_bigint::BigUint;

/// The length of a coordinate in bytes.
const LENGTH: usize = 28;

/// The order of the field, 2^224 - 2^96 + 1.
const FIELD: &[u8] = b"ffffffffffffffffffffffffffffffff000000000000000000000001";
const BASE_X: &[u8] = b"b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21";
const BASE_Y: &[u8] = b"bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34";

/// The point that is `scalar` times the base point, uncompressed; none for a number that is not between 0 and the
/// group's order.
pub(super) fn multiply_base(scalar: &BigUint) -> Option<Vec<u8>> {
    let field = Field(BigUint::parse_bytes(FIELD, 16)?);
    let base = (BigUint::parse_bytes(BASE_X, 16)?, BigUint::parse_bytes(BASE_Y, 16)?);
    // From the second bit on. Below the order no sum on the way is of a point with itself or its negative, so that
    // addition needs no cases.
    let mut sum = Point { x: base.0.clone(), y: base.1.clone(), z: BigUint::from(1u32) };
    for bit in (0..scalar.bits().checked_sub(1)?).rev() {
        sum = field.double(&sum);
        if scalar.bit(bit) {
            sum = field.add(&sum, &base);
        }
    }
    field.uncompressed(&sum)
}

/// A point in Jacobian coordinates: x/z² and y/z³.
struct Point {
    x: BigUint,
    y: BigUint,
    z: BigUint,
}

/// Arithmetic modulo a prime, and on the curve of the form y² = x³ - 3x + b over it.
struct Field(BigUint);

impl Field {
    fn times(&self, a: &BigUint, b: &BigUint) -> BigUint {
        a * b % &self.0
    }

    fn square(&self, a: &BigUint) -> BigUint {
        self.times(a, a)
    }

    /// The difference of two numbers below the prime.
    fn minus(&self, a: &BigUint, b: &BigUint) -> BigUint {
        (a + &self.0 - b) % &self.0
    }

    fn double(&self, point: &Point) -> Point {
        let Point { x, y, z } = point;
        let (zz, yy) = (self.square(z), self.square(y));
        let four_xyy = self.times(x, &yy) * 4u32 % &self.0;
        let slope = self.times(&self.minus(x, &zz), &(x + &zz)) * 3u32 % &self.0;
        let doubled = self.minus(&self.square(&slope), &((&four_xyy * 2u32) % &self.0));
        Point {
            y: self.minus(&self.times(&slope, &self.minus(&four_xyy, &doubled)), &(self.square(&yy) * 8u32 % &self.0)),
            x: doubled,
            z: self.times(y, z) * 2u32 % &self.0,
        }
    }

    /// The sum of two points that differ in x, the second one affine.
    fn add(&self, point: &Point, (x, y): &(BigUint, BigUint)) -> Point {
        let zz = self.square(&point.z);
        let run = self.minus(&self.times(x, &zz), &point.x);
        let rise = self.minus(&self.times(&self.times(y, &zz), &point.z), &point.y);
        let run_squared = self.square(&run);
        let run_cubed = self.times(&run_squared, &run);
        let middle = self.times(&point.x, &run_squared);
        let sum = self.minus(&self.square(&rise), &((&run_cubed + &middle + &middle) % &self.0));
        Point {
            y: self.minus(&self.times(&rise, &self.minus(&middle, &sum)), &self.times(&point.y, &run_cubed)),
            x: sum,
            z: self.times(&point.z, &run),
        }
    }

    /// The point as SEC 1 writes it; none for infinity.
    fn uncompressed(&self, point: &Point) -> Option<Vec<u8>> {
        let inverse = point.z.modinv(&self.0)?;
        let squared = self.square(&inverse);
        let x = self.times(&point.x, &squared);
        let y = self.times(&point.y, &self.times(&squared, &inverse));
        let mut bytes = vec![4];
        for coordinate in [x, y] {
            let digits = coordinate.to_bytes_be();
            bytes.resize(bytes.len() + LENGTH.checked_sub(digits.len())?, 0);
            bytes.extend_from_slice(&digits);
        }
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn multiple(scalar: &str) -> Option<String> {
        let point = multiply_base(&BigUint::parse_bytes(scalar.as_bytes(), 16)?)?;
        Some(point.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The base point, its double, and the public key of RFC 6979, appendix A.2.4.
    #[test]
    fn multiples_are_those_of_the_standards() {
        let cases = [
            ("1", BASE_X.to_vec(), BASE_Y.to_vec()),
            (
                "2",
                b"706a46dc76dcb76798e60e6d89474788d16dc18032d268fd1a704fa6".to_vec(),
                b"1c2b76a7bc25e7702a704fa986892849fca629487acf3709d2e4e8bb".to_vec(),
            ),
            (
                "f220266e1105bfe3083e03ec7a3a654651f45e37167e88600bf257c1",
                b"00cf08da5ad719e42707fa431292dea11244d64fc51610d94b130d6c".to_vec(),
                b"eeab6f3debe455e3dbf85416f7030cbd94f34f2d6f232c69f3c1385a".to_vec(),
            ),
        ];
        for (scalar, x, y) in cases {
            let expected = [b"04".to_vec(), x, y].concat();
            assert_eq!(multiple(scalar).map(String::into_bytes), Some(expected), "{scalar}");
        }
        assert_eq!(multiple("0"), None);
    }
}
