//! The day that counts as today: from `SOURCE_DATE_EPOCH`, which reproducible builds set, or from the clock; in UTC.
#![expect(clippy::disallowed_methods, reason = "the only place that asks for the day")]

use std::time::{SystemTime, UNIX_EPOCH};

use crate::date::Date;
use crate::error::{Error, Result};

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// The day of `SOURCE_DATE_EPOCH`, where it is set and not empty.
///
/// # Errors
/// Where it is not a number of seconds since 1970.
pub(super) fn from_environment() -> Result<Option<String>> {
    match std::env::var_os("SOURCE_DATE_EPOCH") {
        Some(value) if !value.is_empty() => from_epoch(&value.to_string_lossy()).map(Some),
        _ => Ok(None),
    }
}

/// The day by the clock; none where the clock stands before 1970.
pub(super) fn from_clock() -> Option<String> {
    SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|since| of_seconds(since.as_secs()))
}

fn from_epoch(value: &str) -> Result<String> {
    value.trim().parse().map(of_seconds).map_err(|_| {
        Error::Usage(format!("SOURCE_DATE_EPOCH is `{}`, not a number of seconds since 1970", value.escape_debug()))
    })
}

/// The day, as `YYYY-MM-DD`, so many seconds after the beginning of 1970; the last day of 9999 at the most.
fn of_seconds(seconds: u64) -> String {
    let days = u32::try_from(seconds / DAY).unwrap_or(u32::MAX);
    Date { year: 1970, month: 1, day: 1 }.plus_days(days).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (DAY - 1, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_795_392_000, "2026-11-23"),
            (4_107_542_400, "2100-03-01"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(of_seconds(seconds), day);
        }
        assert_eq!(from_epoch(" 0\n").expect("a time"), "1970-01-01");
        assert!(from_epoch("yesterday").is_err() && from_epoch("-1").is_err());
    }
}
