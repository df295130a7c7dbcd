//! A share of something that was counted, with its confidence interval.

use std::fmt;

use serde::{Serialize, Serializer};

/// `count` of `of`. Serialised as a number from 0 to 1, or `null` if there is nothing to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) count: usize,
    pub(crate) of: usize,
}

impl Share {
    /// How many of the items are so.
    pub(crate) fn of<T>(items: impl IntoIterator<Item = T>, is_so: impl Fn(&T) -> bool) -> Share {
        items.into_iter().fold(Share::default(), |share, item| Share {
            count: share.count + usize::from(is_so(&item)),
            of: share.of + 1,
        })
    }

    /// From 0 to 1; `None` if there is nothing to count.
    pub(crate) fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    /// The 95 % confidence interval by Wilson's score method (E. B. Wilson, 1927), which holds for
    /// few lines and for shares near 0 and 1, where the usual `p ± 1.96 s` does not.
    pub(crate) fn interval(self) -> Option<(f64, f64)> {
        /// The 97.5 % point of the normal distribution.
        const Z: f64 = 1.959_963_984_540_054;
        let (n, p) = (self.of as f64, self.value()?);
        let middle = p + Z * Z / (2.0 * n);
        let reach = Z * ((p * (1.0 - p) + Z * Z / (4.0 * n)) / n).sqrt();
        let scale = 1.0 + Z * Z / n;
        Some((((middle - reach) / scale).max(0.0), ((middle + reach) / scale).min(1.0)))
    }
}

/// "93.1 %", or "–" if there is nothing to count.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&percent(self.value()))
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// A number from 0 to 1 as "93.1 %"; "–" for none.
pub(crate) fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{:.1} %", value * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_count_is_no_zero() {
        let none = Share::default();
        assert_eq!((none.value(), none.interval(), none.to_string()), (None, None, "–".to_owned()));
        assert_eq!(serde_json::to_string(&none).unwrap(), "null");
        let zero = Share { count: 0, of: 4 };
        assert_eq!((zero.value(), zero.to_string()), (Some(0.0), "0.0 %".to_owned()));
        assert_eq!(serde_json::to_string(&Share { count: 1, of: 4 }).unwrap(), "0.25");
        assert_eq!(format!("[{:>8}]", Share { count: 1, of: 4 }), "[  25.0 %]");
    }

    /// Expected: `statsmodels.stats.proportion.proportion_confint(count, of, method="wilson")`,
    /// statsmodels 0.15.
    #[test]
    fn wilson_intervals() {
        for (count, of, low, high) in [
            (0, 10, 0.0, 0.277_532_799_862_889_26),
            (10, 10, 0.722_467_200_137_110_6, 1.0),
            (81, 263, 0.255_288_519_878_274_2, 0.366_209_576_982_800_04),
            (1, 1, 0.206_549_314_377_237_4, 1.0),
        ] {
            let (l, h) = Share { count, of }.interval().unwrap();
            assert!(
                (l - low).abs() < 1e-12 && (h - high).abs() < 1e-12,
                "{count} of {of}: {l} {h}"
            );
        }
    }
}
