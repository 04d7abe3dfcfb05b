//! Taking values of wanted types out of a tree. What does not fit is a finding at its place, never more than one, and
//! counts as not given; so does a value that is null, without a finding.

use std::collections::BTreeSet;

use super::{Key, Node, Value};
use crate::date::Date;
use crate::finding::Finding;
use crate::nearest;
use crate::rule::{Rule, site};
use crate::span::Span;

/// How far a key may be from a known one to be taken for a slip of it, in edits.
const SLIP: usize = 2;

/// How much of a value a message shows, in characters.
const SHOWN: usize = 60;

/// Reads values of one file and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader<'t> {
    text: &'t str,
    /// What a value breaks that does not fit.
    rule: &'static Rule,
    /// What did not fit, in the order of reading.
    pub findings: Vec<Finding>,
}

impl<'t> Reader<'t> {
    /// A reader of trees whose places are in `text`, the whole text of a file. What does not fit is `bad-config`.
    pub fn new(text: &'t str) -> Self {
        Self::by(&site::BAD_CONFIG, text)
    }

    /// The same, with the rule that a value breaks which does not fit.
    pub fn by(rule: &'static Rule, text: &'t str) -> Self {
        Self { text, rule, findings: Vec::new() }
    }

    /// Reports that the value of `key` does not fit. `expected` goes on after "write": `` `true` or `false` ``.
    pub fn refuse(&mut self, key: &str, node: &Node, expected: &str) {
        let what = match node.as_text(self.text).filter(|text| !text.trim().is_empty()) {
            Some(text) => format!("`{}`", shown(text)),
            None => node.what().to_owned(),
        };
        let finding = Finding::new(self.rule, node.span, format!("`{key}` cannot be {what}"));
        self.findings.push(finding.help(format!("write {expected}")));
    }

    /// The entries of a map, each key once; the first where it is given twice, which the parser has reported.
    pub fn entries<'n>(&mut self, key: &str, node: &'n Node) -> Vec<&'n (Key, Node)> {
        match &node.value {
            Value::Map(entries) => {
                let mut seen = BTreeSet::new();
                entries.iter().filter(|(key, _)| seen.insert(&*key.name)).collect()
            }
            Value::Null => Vec::new(),
            _ => {
                self.refuse(key, node, "a map: `key: value` lines");
                Vec::new()
            }
        }
    }

    /// The items of a list; a single value that is no map counts as a list of one.
    pub fn items<'n>(&mut self, key: &str, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            Value::Null => &[],
            Value::Map(_) => {
                self.refuse(key, node, "a list: `- value` lines");
                &[]
            }
            _ => std::slice::from_ref(node),
        }
    }

    /// A text that is not empty; numbers and booleans as they are written.
    pub fn text<'n>(&mut self, key: &str, node: &'n Node) -> Option<&'n str>
    where
        't: 'n,
    {
        self.wanted(key, node, "a text", |text| Some(text).filter(|text| !text.trim().is_empty()))
    }

    /// A text that `read` makes something of; `expected` says what it takes, as in [`Reader::refuse`].
    pub fn wanted<'n, T>(
        &mut self,
        key: &str,
        node: &'n Node,
        expected: &str,
        read: impl FnOnce(&'n str) -> Option<T>,
    ) -> Option<T>
    where
        't: 'n,
    {
        if node.is_null() {
            return None;
        }
        let value = node.as_text(self.text).and_then(read);
        if value.is_none() {
            self.refuse(key, node, expected);
        }
        value
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &str, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(flag) => return Some(flag),
            Value::Null => {}
            _ => self.refuse(key, node, "`true` or `false`"),
        }
        None
    }

    /// A whole number.
    pub fn integer(&mut self, key: &str, node: &Node) -> Option<i64> {
        match node.value {
            Value::Integer(number) => return Some(number),
            Value::Null => {}
            _ => self.refuse(key, node, "a whole number"),
        }
        None
    }

    /// A day.
    pub fn date(&mut self, key: &str, node: &Node) -> Option<Date> {
        self.wanted(key, node, Date::EXPECTED, Date::parse)
    }

    /// One of some words.
    pub fn choice<T: Copy>(&mut self, key: &str, node: &Node, words: &[(&str, T)]) -> Option<T> {
        let names: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let names = match names.as_slice() {
            [others @ .., last] if others.len() > 1 => format!("{} or {last}", others.join(", ")),
            few => few.join(" or "),
        };
        self.wanted(key, node, &names, |text| words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value))
    }

    /// Reports a key that is not among `known`. `place` ends the message: "there is no key `x`" and then `in …`.
    pub fn unknown_key(&mut self, key: &Key, place: &str, known: &[&str], map: &Node) {
        let near = nearest::within(&key.name, known.iter().copied(), SLIP);
        let message = format!("there is no key `{}` {place}", shown(&key.name));
        let mut finding = Finding::new(&site::UNKNOWN_KEY, key.span, message).cause(&*key.name);
        match near.first() {
            Some(first) => {
                finding = finding.help(format!("did you mean `{first}`?")).remedy(format!("{} -> {first}", key.name));
            }
            None => {
                let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                finding = finding.help(format!("keys are {}", names.join(", ")));
            }
        }
        // Certain where one key is meant and is not there already.
        if let [only] = near[..]
            && map.get(only).is_none()
        {
            finding = finding.fix(format!("write `{only}`"), key.span, only);
        }
        self.findings.push(finding);
    }

    /// Whether a key that is not known is most likely a slip of one that is.
    pub fn is_slip(name: &str, known: &[&str]) -> bool {
        !nearest::within(name, known.iter().copied(), SLIP).is_empty()
    }

    /// Reports a value at `span` in words of its own.
    pub fn bad(&mut self, span: Span, message: String, help: &str) {
        self.findings.push(Finding::new(self.rule, span, message).help(help));
    }

    /// What was found, in the order of the text.
    pub fn finish(self) -> Vec<Finding> {
        let mut findings = self.findings;
        findings.sort_by_key(|finding| finding.span);
        findings
    }
}

/// A text in one line, cut where it is long.
fn shown(text: &str) -> String {
    let mut line: String = text.trim().chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(SHOWN).is_some() {
        line.push('…');
    }
    line
}
