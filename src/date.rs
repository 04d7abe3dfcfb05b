//! Days of the calendar, as written in files: `YYYY-MM-DD`.

use std::fmt;

/// A day that exists. Orders as time does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// What [`Date::parse`] takes, for messages.
    pub const EXPECTED: &str = "a day that exists, as `YYYY-MM-DD`";

    /// A pattern that all texts match which [`Date::parse`] takes.
    pub const FORM: &str = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$";

    /// Reads `YYYY-MM-DD`; none where the text has another form or the day does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let digits = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let form = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        if !form || ![0, 1, 2, 3, 5, 6, 8, 9].into_iter().all(digits) {
            return None;
        }
        let year = text[..4].parse().ok()?;
        let month = text[5..7].parse().ok()?;
        let day = text[8..].parse().ok()?;
        (year > 0 && (1..=days_in(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// The day so many days later; the last day that can be written at the most.
    #[must_use]
    pub fn plus_days(mut self, days: u32) -> Self {
        let mut left = days;
        while left > 0 {
            let rest = u32::from(days_in(self.year, self.month) - self.day);
            if left <= rest {
                self.day += u8::try_from(left).unwrap_or(0);
                return self;
            }
            left -= rest + 1;
            self = match (self.year, self.month) {
                (9999, 12) => return Self { year: 9999, month: 12, day: 31 },
                (year, 12) => Self { year: year + 1, month: 1, day: 1 },
                (year, month) => Self { year, month: month + 1, day: 1 },
            };
        }
        self
    }

    /// The same day so many months later, or the last one of a month that is too short.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let count = u32::from(self.year) * 12 + u32::from(self.month) - 1;
        let count = count.saturating_add(months).min(9999 * 12 + 11);
        let year = u16::try_from(count / 12).unwrap_or(9999);
        let month = u8::try_from(count % 12 + 1).unwrap_or(12);
        Self { year, month, day: self.day.min(days_in(year, month)) }
    }

    /// The day when a period from this one has passed.
    #[must_use]
    pub fn plus(self, period: Period) -> Self {
        match period {
            Period::Days(days) => self.plus_days(days),
            Period::Months(months) => self.plus_months(months),
        }
    }
}

/// A length of time that passes between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Days.
    Days(u32),
    /// Months of the calendar.
    Months(u32),
}

impl Period {
    /// What [`Period::parse`] takes, for messages.
    pub const EXPECTED: &str = "a number and `days`, `weeks`, `months` or `years`, as in `12 months`";

    /// A pattern that all texts match which [`Period::parse`] takes.
    pub const FORM: &str = r"^\s*0*(?:[1-9][0-9]{0,2}|1000)\s+(?:day|week|month|year)s?\s*$";

    /// Reads `12 months`, `1 year`, `90 days`, `2 weeks`; none past 1000 of them.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (number, unit) = (words.next()?, words.next()?);
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        let count: u32 = number.parse().ok().filter(|count| digits && (1..=1000).contains(count))?;
        if words.next().is_some() {
            return None;
        }
        match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Some(Self::Days(count)),
            "week" => Some(Self::Days(count * 7)),
            "month" => Some(Self::Months(count)),
            "year" => Some(Self::Months(count * 12)),
            _ => None,
        }
    }
}

/// How many days a month has; 0 where there is no such month.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Pattern;

    fn form(pattern: &str) -> Pattern {
        Pattern::new(pattern).expect("a pattern")
    }

    #[test]
    fn later_days() {
        let date = |text| Date::parse(text).expect("a day");
        for (from, days, to) in
            [("2026-11-23", 8, "2026-12-01"), ("2023-12-31", 366, "2024-12-31"), ("2026-01-01", 0, "2026-01-01")]
        {
            assert_eq!(date(from).plus_days(days), date(to), "{from} + {days} days");
        }
        for (from, months, to) in
            [("2026-08-31", 6, "2027-02-28"), ("2026-11-23", 12, "2027-11-23"), ("9999-12-31", 9, "9999-12-31")]
        {
            assert_eq!(date(from).plus_months(months), date(to), "{from} + {months} months");
        }
    }

    #[test]
    fn only_days_that_exist() {
        for good in ["2026-11-23", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(good).map(|date| date.to_string()).as_deref(), Some(good));
            assert!(form(Date::FORM).matches(good), "{good}");
        }
        for bad in [
            "",
            "2026-11-31",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "0000-01-01",
            "2026-1-1",
            "26-01-01",
            "2026/01/01",
            "+026-01-01",
            "2026-01-01T",
            "２０２６-01",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn periods() {
        for (text, every) in [
            ("90 days", Some(Period::Days(90))),
            ("1 day", Some(Period::Days(1))),
            ("2 weeks", Some(Period::Days(14))),
            ("12 months", Some(Period::Months(12))),
            ("1  year", Some(Period::Months(12))),
            ("year", None),
            ("+1 year", None),
            ("1 year ago", None),
            ("99999 years", None),
            ("1 decade", None),
        ] {
            assert_eq!(Period::parse(text), every, "{text}");
            assert_eq!(form(Period::FORM).matches(text), every.is_some(), "{text}");
        }
    }
}
