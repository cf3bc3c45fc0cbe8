//! Go's package `math` where its results may differ in the last bit from the C library's, or in special cases from
//! Rust's.

/// `math.Pow(10, exponent)` for a whole exponent: powers by squaring, with Go's order of roundings.
pub fn pow10(exponent: i64) -> f64 {
    let (mut base, mut base_exponent) = (0.625_f64, 4_i64);
    let (mut result, mut scale) = (1.0_f64, 0_i64);
    let mut rest = exponent.unsigned_abs();
    while rest != 0 {
        if !(-(1 << 12)..=1 << 12).contains(&base_exponent) {
            scale += base_exponent;
            break;
        }
        if rest & 1 == 1 {
            result *= base;
            scale += base_exponent;
        }
        base *= base;
        base_exponent <<= 1;
        if base < 0.5 {
            base += base;
            base_exponent -= 1;
        }
        rest >>= 1;
    }
    if exponent < 0 {
        result = 1.0 / result;
        scale = -scale;
    }
    ldexp(result, scale)
}

/// `fraction * 2^exponent`, rounded once, for a fraction near 1.
fn ldexp(fraction: f64, exponent: i64) -> f64 {
    let exponent = exponent.clamp(-2200, 2200) as i32;
    let half = exponent / 2;
    if exponent >= -1000 {
        // Both factors are powers of two and the product is normal, so nothing is rounded.
        fraction * 2f64.powi(half) * 2f64.powi(exponent - half)
    } else {
        fraction * 2f64.powi(-500) * 2f64.powi((exponent + 500).max(-1074))
    }
}

/// `math.Max`: an infinity wins over NaN, and 0 over -0.
pub fn max(x: f64, y: f64) -> f64 {
    if x == f64::INFINITY || y == f64::INFINITY {
        f64::INFINITY
    } else if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if x == 0.0 && y == 0.0 {
        if x.is_sign_negative() { y } else { x }
    } else if x > y {
        x
    } else {
        y
    }
}

/// `math.Min`: a negative infinity wins over NaN, and -0 over 0.
pub fn min(x: f64, y: f64) -> f64 {
    -max(-x, -y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten() {
        assert_eq!(pow10(0), 1.0);
        assert_eq!(pow10(2), 100.0);
        assert_eq!(pow10(22), 1e22);
        assert_eq!(pow10(-2), 0.01);
        assert_eq!(pow10(400), f64::INFINITY);
        assert_eq!(pow10(-400), 0.0);
        assert_eq!(pow10(i64::MAX), f64::INFINITY);
    }

    #[test]
    fn extremes_have_gos_special_cases() {
        assert_eq!(max(f64::INFINITY, f64::NAN), f64::INFINITY);
        assert!(max(1.0, f64::NAN).is_nan() && min(1.0, f64::NAN).is_nan());
        assert_eq!(min(f64::NEG_INFINITY, f64::NAN), f64::NEG_INFINITY);
        assert!(min(0.0, -0.0).is_sign_negative() && max(-0.0, 0.0).is_sign_positive());
    }
}
