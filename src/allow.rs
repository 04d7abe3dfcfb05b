//! Excuses: comments by which an author says that one finding is right as it is, and why.
//!
//! The words are the same in every kind of file: `factpress-allow rule: reason until=YYYY-MM-DD`. The rule's name ends
//! at the first colon; `until=` may stand anywhere after it, is optional, and is no part of the reason.

use crate::date::Date;
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::rule::{self, site};
use crate::span::Span;

/// The word an excuse begins with.
pub const ALLOW: &str = "factpress-allow";

/// An excuse: `<!-- factpress-allow rule: reason -->`, or `# factpress-allow rule: reason` in YAML.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The name of the rule.
    pub rule: Box<str>,
    /// The last day it holds, as `YYYY-MM-DD`.
    pub until: Option<Box<str>>,
    /// Where the excuse stands.
    pub span: Span,
    /// What it excuses: the next block of the page, or the next entry in YAML.
    pub covers: Span,
}

/// The words of an excuse, not yet judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedAllow<'a> {
    /// What stands for the rule's name; may be empty or no rule at all.
    pub rule: &'a str,
    /// The reason without `until=`, white space made single; may be empty.
    pub reason: String,
    /// What stands after `until=`; the last one where it is given twice.
    pub until: Option<&'a str>,
}

/// Reads the text of a comment, without the marks around it; none where it is no excuse.
pub fn parse_allow(comment: &str) -> Option<ParsedAllow<'_>> {
    let rest = comment.trim().strip_prefix(ALLOW)?;
    if !(rest.is_empty() || rest.starts_with(|c: char| c == ':' || c.is_whitespace())) {
        return None;
    }
    let (rule, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let mut until = None;
    let mut words = Vec::new();
    for word in reason.split_whitespace() {
        match word.strip_prefix("until=") {
            Some(day) => until = Some(day),
            None => words.push(word),
        }
    }
    Some(ParsedAllow { rule: rule.trim(), reason: words.join(" "), until })
}

impl ParsedAllow<'_> {
    /// The excuse that stands at `span` and covers `covers`, with what is wrong with it.
    ///
    /// There is none where no rule has that name. One without a reason, or with a day that does not exist, excuses all
    /// the same: its own mistake is reported, and what it stands for is not reported on top.
    pub fn judge(&self, span: Span, covers: Span) -> (Option<Allow>, Vec<Finding>) {
        let name = self.rule;
        if rule::by_name(name).is_none() {
            let message = match name {
                "" => "the excuse names no rule".to_owned(),
                name => format!("there is no rule `{name}`"),
            };
            let finding = Finding::new(&site::UNKNOWN_KEY, span, message).cause(name);
            let finding = match nearest(name, rule::all().map(|rule| rule.name)) {
                Some(near) => finding.help(format!("did you mean `{near}`?")).remedy(format!("{name} -> {near}")),
                None => finding.help(format!("write `{ALLOW} rule: why it is right`")),
            };
            return (None, vec![finding]);
        }
        let mut findings = Vec::new();
        if self.reason.is_empty() {
            let message = format!("the excuse for `{name}` gives no reason");
            let help = format!("write `{ALLOW} {name}: why it is right`");
            findings.push(Finding::new(&site::ALLOW_WITHOUT_REASON, span, message).help(help).cause(name));
        }
        let day = self.until.and_then(Date::parse);
        if let (Some(until), None) = (self.until, day) {
            let message = format!("`until={until}` is no day");
            findings.push(Finding::new(&site::BAD_CONFIG, span, message).help("write `until=YYYY-MM-DD`"));
        }
        let until = day.map(|day| day.to_string().into());
        (Some(Allow { rule: name.into(), until, span, covers }), findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    #[test]
    fn words_of_an_excuse() {
        let parsed = parse_allow(" factpress-allow broken-link: until=2027-01-31 moves  in: May ").expect("an excuse");
        assert_eq!((parsed.rule, &*parsed.reason, parsed.until), ("broken-link", "moves in: May", Some("2027-01-31")));
        for none in ["", "factpress", "factpress-allowed broken-link: x", "see factpress-allow x: y"] {
            assert_eq!(parse_allow(none), None, "{none}");
        }
    }

    #[test]
    fn excuses_are_judged() {
        let span = Span::new(FileId(0), 0, 1);
        for (text, excuse, rules) in [
            ("factpress-allow broken-link: it is made later", true, vec![]),
            ("factpress-allow broken-link", true, vec!["allow-without-reason"]),
            ("factpress-allow broken-link: until=2026-02-30", true, vec!["allow-without-reason", "bad-config"]),
            ("factpress-allow broken-lnik: x", false, vec!["unknown-key"]),
            ("factpress-allow", false, vec!["unknown-key"]),
        ] {
            let (allow, findings) = parse_allow(text).expect("an excuse").judge(span, span);
            let found: Vec<_> = findings.iter().map(|finding| finding.rule.name).collect();
            assert_eq!((allow.is_some(), found), (excuse, rules), "{text}");
        }
    }
}
