//! Exact decimal numbers, as people write them.

use crate::value::Value;

/// An exact number: `units` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    units: i64,
    scale: u32,
}

impl Decimal {
    /// A double holds that many digits exactly.
    pub(super) const MOST_DIGITS: usize = 15;
    const MOST: i64 = 1_000_000_000_000_000;

    pub(super) const HALF: Decimal = Decimal { units: 5, scale: 1 };

    /// So many quarters.
    pub(super) fn quarters(quarters: u8) -> Decimal {
        Decimal { units: i64::from(quarters) * 25, scale: 2 }.plain()
    }

    pub(super) fn whole(units: i64) -> Decimal {
        Decimal { units, scale: 0 }
    }

    /// From digits before and behind the decimal sign.
    pub(super) fn parse(whole: &str, decimals: &str) -> Option<Decimal> {
        if whole.len() + decimals.len() > Self::MOST_DIGITS {
            return None;
        }
        let mut text = whole.to_owned();
        text.push_str(decimals);
        let units = if text.is_empty() { 0 } else { text.parse().ok()? };
        Some(Decimal { units, scale: decimals.len() as u32 }.plain())
    }

    /// Without zeros at the end.
    fn plain(mut self) -> Decimal {
        while self.scale > 0 && self.units % 10 == 0 {
            (self.units, self.scale) = (self.units / 10, self.scale - 1);
        }
        self
    }

    pub(super) fn times(self, factor: i64) -> Option<Decimal> {
        let units = self.units.checked_mul(factor)?;
        let found = Decimal { units, scale: self.scale }.plain();
        (found.units.abs() < Self::MOST).then_some(found)
    }

    pub(super) fn hundredth(self) -> Decimal {
        Decimal { units: self.units, scale: self.scale + 2 }.plain()
    }

    pub(super) fn negative(self) -> Decimal {
        Decimal { units: -self.units, scale: self.scale }
    }

    pub(super) fn add(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let at = |d: Decimal| d.units.checked_mul(10_i64.checked_pow(scale - d.scale)?);
        let units = at(self)?.checked_add(at(other)?)?;
        (units.abs() < Self::MOST).then(|| Decimal { units, scale }.plain())
    }

    /// The number, if it is whole.
    pub(super) fn as_whole(self) -> Option<i64> {
        (self.scale == 0).then_some(self.units)
    }

    /// So many of something of `factor`, rounded down.
    pub(super) fn of(self, factor: i64) -> Option<i64> {
        Some(self.units.checked_mul(factor)? / 10_i64.checked_pow(self.scale)?)
    }

    /// With at least so many decimals.
    pub(super) fn text(self, decimals: usize) -> String {
        let sign = if self.units < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = scale + 1);
        let (whole, rest) = digits.split_at_checked(digits.len() - scale).unwrap_or((&digits, ""));
        let point = if scale.max(decimals) > 0 { "." } else { "" };
        format!("{sign}{whole}{point}{rest:0<decimals$}")
    }

    pub(super) fn value(self) -> Value {
        match self.as_whole() {
            Some(whole) => Value::Int(whole),
            // Both sides are exact in a double, so the quotient is the nearest double everywhere.
            None => Value::Float(self.units as f64 / 10_f64.powi(self.scale as i32)),
        }
    }

    pub(super) fn is_less(self, other: Decimal) -> bool {
        other.add(self.negative()).is_some_and(|rest| rest.units > 0)
    }
}
