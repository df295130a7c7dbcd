//! Logistic arithmetic from the four basic operations, which IEEE 754 fixes to the bit.
//!
//! `f64::exp` and `f64::ln` come from the platform's library and may differ in the last bit, and
//! then a rounded confidence would differ too. Called by `rank` (and the calibration) only.

/// The natural logarithm of 2, in two parts: `k * HIGH` is exact for every exponent `k` of an f64.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// `e` to the power of `x`; relative error below 1e-14. Arguments beyond ±700 are taken as ±700,
/// NaN as 0.
pub(crate) fn exp(x: f64) -> f64 {
    let x = if x.is_nan() { 0.0 } else { x.clamp(-700.0, 700.0) };
    let k = (x / (LN_2_HIGH + LN_2_LOW)).round();
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    // |r| <= 0.35, so the 14th term of the series is below 1e-17.
    let series = (1..=14).rev().fold(1.0, |sum, n| 1.0 + r / f64::from(n) * sum);
    series * f64::from_bits(((k as i64 + 1023) as u64) << 52)
}

/// The natural logarithm of a positive, normal number; relative error below 1e-14. Everything else
/// is taken as the smallest positive normal number.
pub(crate) fn ln(x: f64) -> f64 {
    let x = if x.is_normal() && x > 0.0 { x } else { f64::MIN_POSITIVE };
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        exponent += 1;
    }
    // ln(m) = 2 artanh(s) with s = (m-1)/(m+1), |s| <= 0.172, so s^24 is below 1e-18.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let series = (0..12).rev().fold(0.0, |sum, n| sum * square + 1.0 / f64::from(2 * n + 1));
    let k = exponent as f64;
    k * LN_2_HIGH + (2.0 * s * series + k * LN_2_LOW)
}

/// The probability with these log-odds.
pub(crate) fn sigmoid(log_odds: f64) -> f64 {
    1.0 / (1.0 + exp(-log_odds))
}

/// The log-odds of a probability, which is kept away from 0 and 1 by a millionth.
pub(crate) fn logit(probability: f64) -> f64 {
    let p = probability.clamp(1e-6, 1.0 - 1e-6);
    ln(p / (1.0 - p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_platform() {
        for i in -70_000..=70_000 {
            let x = f64::from(i) / 100.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-13, "exp({x})");
            let y = x.exp();
            assert!((ln(y) - y.ln()).abs() <= 1e-13 * y.ln().abs().max(1e-3), "ln({y})");
        }
    }

    #[test]
    fn sigmoid_and_logit_undo_one_another() {
        assert_eq!(sigmoid(0.0), 0.5);
        for i in 1..1_000 {
            let p = f64::from(i) / 1_000.0;
            assert!((sigmoid(logit(p)) - p).abs() < 1e-12);
        }
    }

    #[test]
    fn odd_arguments_give_ordinary_numbers() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, -5.0, f64::MIN_POSITIVE / 2.0]
        {
            assert!(exp(odd).is_finite() && ln(odd).is_finite(), "{odd}");
            assert!((0.0..=1.0).contains(&sigmoid(odd)), "{odd}");
            assert!(odd.is_nan() || logit(odd).is_finite(), "{odd}");
        }
    }
}
