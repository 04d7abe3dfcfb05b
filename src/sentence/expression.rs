//! Sentence patterns as regular expressions.

use super::form::{Place, Value};
use super::syntax::Part;
use crate::pattern::escaped;

/// What a space of a pattern matches.
const SPACE: &str = r"[\s,:;()\x{2013}]+";
/// A word of a gap: no end of a sentence stands in it.
const WORD: &str = r"[^\s,:;()\x{2013}]*[^\s,:;()\x{2013}.!?]";
/// What stands between the values of a list.
const LISTED: &str = r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)";
/// The most words of a gap.
const GAP: usize = 12;
/// Words that contract with `not`.
const AUXILIARIES: [&str; 20] = [
    "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "should", "could", "must", "need",
    "might", "can", "will", "shall", "may",
];

/// A pattern as expressions, and what their groups are: `s0` the value in the first place of a field, `c0` a phrase that stands
/// for it, `g0` the first gap.
pub(super) struct Emitted {
    /// With values that have the form of their fields.
    pub(super) strict: String,
    /// With any word in the place of names.
    pub(super) loose: String,
    pub(super) places: Vec<Place>,
    pub(super) gaps: usize,
}

/// Writes the parts of a pattern as expressions.
pub(super) fn emit(parts: &[Part], place: &dyn Fn(&str) -> Option<Place>) -> Emitted {
    let mut writer =
        Writer { place, out: Emitted { strict: String::new(), loose: String::new(), places: Vec::new(), gaps: 0 } };
    let starts = matches!(parts.first(), Some(Part::Text(text)) if text.starts_with(char::is_alphanumeric));
    let ends = matches!(parts.last(), Some(Part::Text(text)) if text.ends_with(char::is_alphanumeric));
    writer.both(if starts { r"\b" } else { "" });
    writer.sequence(parts);
    writer.both(if ends { r"\b" } else { "" });
    writer.out
}

struct Writer<'p> {
    place: &'p dyn Fn(&str) -> Option<Place>,
    out: Emitted,
}

impl Writer<'_> {
    fn both(&mut self, expression: &str) {
        self.out.strict.push_str(expression);
        self.out.loose.push_str(expression);
    }

    fn sequence(&mut self, parts: &[Part]) {
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            at += 1;
            match part {
                Part::Text(text) => {
                    if let [Part::Space, Part::Text(next), ..] = &parts[at..]
                        && let Some(contracted) = contraction(text, next)
                    {
                        self.both(&contracted);
                        at += 2;
                        continue;
                    }
                    self.both(&words(text));
                }
                Part::Space => self.both(SPACE),
                Part::Gap => {
                    let gap = format!("(?P<g{}>(?:{WORD}{SPACE}){{0,{GAP}}}?)", self.out.gaps);
                    self.out.gaps += 1;
                    self.both(&gap);
                }
                Part::Field(name, _) => {
                    if let Some(place) = (self.place)(name) {
                        self.field(place);
                    }
                }
                Part::Group { options, optional } => {
                    self.both("(?:");
                    for (number, option) in options.iter().enumerate() {
                        self.both(if number > 0 { "|" } else { "" });
                        self.sequence(option);
                    }
                    self.both(if *optional { ")?" } else { ")" });
                }
            }
        }
    }

    fn field(&mut self, place: Place) {
        let number = self.out.places.len();
        let one = place.value.expression();
        let value = match place.list {
            true => format!("(?P<s{number}>{one}(?:{LISTED}{one})*)"),
            false => format!("(?P<s{number}>{one})"),
        };
        let any = match &place.value {
            Value::Name(..) => format!("(?P<s{number}>{WORD})"),
            Value::Number(_) | Value::Pattern(_) => value.clone(),
        };
        if place.called.is_empty() {
            self.out.strict.push_str(&value);
            self.out.loose.push_str(&any);
        } else {
            let phrases = self.phrases(&place.called);
            let (before, behind) = self.around_value(&place.called);
            self.out.strict.push_str(&format!("(?:{before}{value}{behind}|(?P<c{number}>{phrases}))"));
            // Any word would be taken before a phrase is looked at.
            self.out.loose.push_str(&format!("(?:(?P<c{number}>{phrases})|{any})"));
        }
        self.out.places.push(place);
    }

    /// The words of phrases that may stand before and behind a value: with `the role`, `AnnaRole` is also `the AnnaRole role`.
    fn around_value(&mut self, phrases: &[Vec<Part>]) -> (String, String) {
        let halves: Vec<(Vec<Part>, Vec<Part>)> = phrases.iter().filter_map(|phrase| halves(phrase)).collect();
        if halves.is_empty() {
            return (String::new(), String::new());
        }
        let (before, behind): (Vec<_>, Vec<_>) = halves.into_iter().unzip();
        let (before, behind) = (self.phrases(&before), self.phrases(&behind));
        (format!("(?:(?:{before}){SPACE})?"), format!("(?:{SPACE}(?:{behind}))?"))
    }

    /// Phrases as one expression.
    fn phrases(&mut self, phrases: &[Vec<Part>]) -> String {
        let phrases: Vec<String> = phrases
            .iter()
            .map(|parts| {
                let out =
                    Emitted { strict: String::new(), loose: String::new(), places: Vec::new(), gaps: self.out.gaps };
                let mut writer = Writer { place: &|_| None, out };
                writer.sequence(parts);
                self.out.gaps = writer.out.gaps;
                format!(r"\b{}\b", writer.out.strict)
            })
            .collect();
        phrases.join("|")
    }
}

/// The first word of a phrase and the rest, without what may be left out of it; none where a gap is in them.
fn halves(phrase: &[Part]) -> Option<(Vec<Part>, Vec<Part>)> {
    let at = phrase.iter().position(|part| matches!(part, Part::Space))?;
    let (before, behind) = (&phrase[..at], &phrase[at + 1..]);
    let needed = behind.iter().filter(|part| !matches!(part, Part::Group { optional: true, .. }));
    let (before, behind): (Vec<Part>, Vec<Part>) = (before.to_vec(), needed.cloned().collect());
    (!has_gap(&before) && !has_gap(&behind) && !behind.is_empty()).then_some((before, behind))
}

fn has_gap(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Gap => true,
        Part::Group { options, .. } => options.iter().any(|option| has_gap(option)),
        Part::Text(_) | Part::Space | Part::Field(..) => false,
    })
}

/// A text as an expression: either apostrophe, and `cannot` and `isn't` in all their forms.
fn words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.find(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        out.push_str(&word_in_all_forms(word));
        let sign = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(&escaped(&after[..sign]));
        rest = &after[sign..];
    }
    out
}

fn word_in_all_forms(word: &str) -> String {
    let plain = word.replace('’', "'").to_lowercase();
    if plain == "cannot" {
        return denied("can");
    }
    match plain.strip_suffix("n't") {
        Some("ca") => denied("can"),
        Some("wo") => denied("will"),
        Some("sha") => denied("shall"),
        Some(auxiliary) if AUXILIARIES.contains(&auxiliary) => denied(auxiliary),
        _ => escaped(word).replace(['\'', '’'], "['’]"),
    }
}

/// An auxiliary that is denied, in all its forms.
fn denied(auxiliary: &str) -> String {
    let short = match auxiliary {
        "can" => "can['’]t|cannot".to_owned(),
        "will" => "won['’]t".to_owned(),
        "shall" => "shan['’]t".to_owned(),
        word => format!("{word}n['’]t"),
    };
    format!("(?:{auxiliary}{SPACE}not|{short})")
}

/// `does not` in both its forms: an auxiliary at the end of one text, `not` at the beginning of the next.
fn contraction(text: &str, next: &str) -> Option<String> {
    let rest = next.strip_prefix("not").filter(|rest| !rest.starts_with(char::is_alphanumeric))?;
    let start = text.rfind(|c: char| !c.is_alphabetic());
    let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let auxiliary = AUXILIARIES.iter().find(|word| text[start..].eq_ignore_ascii_case(word))?;
    Some(format!("{}{}{}", words(&text[..start]), denied(auxiliary), words(rest)))
}
