//! What a value says, however it is spelled.

use super::kind::{Field, FieldType, Reference};
use super::value::Value;
use crate::date::{Date, Period};
use crate::one_line::on_one_line;

/// What a text says as a value of a field: two texts of one sense are one value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sense {
    /// A number, by its decimal digits; a binary one would take large ones for each other.
    Number(String),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A length of time.
    Duration(Period),
    /// The word of an enum, by its place among them.
    Choice(usize),
    /// Another thing, by its id.
    Thing(String),
    /// Words, with single spaces between them.
    Words(String),
}

impl Sense {
    /// What a text says as a value of a field; none where it cannot be one.
    pub(crate) fn of(field: &Field, text: &str) -> Option<Self> {
        match &field.what {
            FieldType::Integer | FieldType::Number => number(text).map(Self::Number),
            FieldType::Boolean => boolean(text).map(Self::Boolean),
            FieldType::Date => Date::parse(text.trim()).map(Self::Date),
            FieldType::Duration => Period::parse(&text.to_lowercase()).map(Self::Duration),
            FieldType::Enum(choices) => {
                let exact = choices.iter().position(|choice| choice.word.value == text);
                let wanted = folded(&on_one_line(text));
                let same = |word: &str| folded(&on_one_line(word)) == wanted;
                let word = || choices.iter().position(|choice| same(&choice.word.value));
                let says = || choices.iter().position(|choice| same(&choice.says));
                exact.or_else(word).or_else(says).map(Self::Choice)
            }
            FieldType::Ref(reference) => Some(Self::Thing(id(reference, text).to_owned())),
            FieldType::Text | FieldType::Markdown | FieldType::Identifier { .. } | FieldType::Url | FieldType::Page => {
                Some(Self::Words(on_one_line(text)))
            }
        }
    }

    /// The text that says this in YAML, as a value of the field that it was read for.
    pub(crate) fn written(&self, field: &Field, text: &str) -> String {
        match (self, &field.what) {
            (Self::Number(digits), _) => digits.clone(),
            (Self::Boolean(flag), _) => flag.to_string(),
            (Self::Choice(at), FieldType::Enum(choices)) => {
                choices.get(*at).map_or_else(|| text.to_owned(), |choice| choice.word.value.clone())
            }
            (Self::Duration(_), _) => text.to_lowercase(),
            (Self::Thing(words) | Self::Words(words), _) => words.clone(),
            (Self::Date(_) | Self::Choice(_), _) => text.trim().to_owned(),
        }
    }

    /// The same, where capital letters count for nothing.
    fn in_any_case(self) -> Self {
        match self {
            Self::Thing(id) => Self::Thing(folded(&id)),
            Self::Words(words) => Self::Words(folded(&words)),
            other => other,
        }
    }
}

/// Whether a text means a value of a field, as pages write values: in any case, numbers with commas, an enum by its key or its
/// words, another thing by its id, `kind/id`, or what `called` takes for a name of the thing with an id.
pub(crate) fn means(field: &Field, value: &Value, text: &str, called: impl Fn(&Reference, &str, &str) -> bool) -> bool {
    let (Some(value), Some(said)) = (Sense::of(field, &value.written), Sense::of(field, text)) else { return false };
    if value.clone().in_any_case() == said.in_any_case() {
        return true;
    }
    match (&field.what, &value) {
        (FieldType::Ref(reference), Sense::Thing(id)) => called(reference, text.trim(), id),
        _ => is_choice(field, &value, text),
    }
}

/// Whether a text is a value of a field, where names and what is written freely are held to the letter.
pub(crate) fn same(field: &Field, written: &str, text: &str) -> bool {
    let (Some(value), Some(said)) = (Sense::of(field, written), Sense::of(field, text)) else { return false };
    value == said || is_choice(field, &value, text)
}

/// Whether a text is the words of a choice, which several may have; the key of another one is not.
fn is_choice(field: &Field, value: &Sense, text: &str) -> bool {
    let (FieldType::Enum(choices), Sense::Choice(at)) = (&field.what, value) else { return false };
    let says = choices.get(*at).map(|choice| folded(&on_one_line(&choice.says)));
    let is_key = choices.iter().any(|choice| choice.word.value == text);
    !is_key && says == Some(folded(&on_one_line(text)))
}

/// The id in a reference, with its kind in front or without.
fn id<'t>(reference: &Reference, text: &'t str) -> &'t str {
    let text = text.trim();
    text.strip_prefix(reference.to.value.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(text)
}

fn boolean(text: &str) -> Option<bool> {
    match &*folded(text.trim()) {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

/// The digits of a number that count: without commas between groups, zeros that add nothing, and an exponent.
fn number(text: &str) -> Option<String> {
    let text = without_groups(&text.trim().replace('\u{2212}', "-"))?;
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return number(&value.to_string());
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if text.starts_with('-') && (whole, fraction) != ("0", "") { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// A number without the commas between its groups: the last has three digits, others two or three. Other commas part numbers,
/// or stand before a fraction.
fn without_groups(text: &str) -> Option<String> {
    let (whole, rest) = text.find('.').map_or((text, ""), |point| text.split_at(point));
    let groups: Vec<usize> = whole.split(',').skip(1).map(str::len).collect();
    let grouped = groups.iter().all(|digits| matches!(digits, 2 | 3)) && groups.last().is_none_or(|last| *last == 3);
    let fits = grouped && !whole.starts_with(',') && !rest.contains(',');
    fits.then(|| format!("{}{rest}", whole.replace(',', "")))
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{File, Names, read};
    use crate::span::FileId;

    const KIND: &str = "label: name
fields:
  name: text
  count: integer
  depth: number
  open: boolean
  since: date
  every: duration
  state: { type: enum, values: { runs: Runs in winter, stays: Stays ashore, lies: Stays ashore } }
  twin: { type: ref, to: boat }
";

    #[test]
    fn what_means_a_value() {
        for (field, written, text, wanted) in [
            ("name", "Old  Pier", "old pier", true),
            ("name", "1.0", "1", false),
            ("count", "1200", "1,200", true),
            ("count", "1200", "1200.0", true),
            ("count", "1200", "12,00", false),
            ("count", "100000", "1,00,000", true),
            ("count", "-5", "\u{2212}5", true),
            ("count", "5", "five", false),
            ("count", "9007199254740993", "9007199254740992", false),
            ("depth", "1.0", "1", true),
            ("depth", "1e3", "1,000.00", true),
            ("depth", "-0.0", "0", true),
            ("depth", "0.5", ".5", true),
            ("depth", "1.5", "1,5", false),
            ("depth", "5", "inf", false),
            ("open", "true", "Yes", true),
            ("open", "false", "NO", true),
            ("open", "true", "open", false),
            ("since", "2026-04-02", " 2026-04-02 ", true),
            ("every", "12 months", "1 Year", true),
            ("every", "12 months", "360 days", false),
            ("state", "runs", "Runs", true),
            ("state", "runs", "runs  in WINTER", true),
            ("state", "runs", "stays", false),
            ("state", "lies", "stays", false),
            ("state", "lies", "Stays ashore", true),
            ("twin", "b", "boat/b", true),
            ("twin", "boat/b", "B", true),
            ("twin", "boat/b", "Berta", true),
            ("twin", "b", "Anna", false),
            ("twin", "b", "Twice", false),
        ] {
            let boats = format!("a: {{ name: Anna, {field}: {written} }}\nb: {{ name: Berta }}\n")
                .replace("name: Anna, name:", "name:")
                + "c: { name: Twice }\nd: { name: Twice }\n";
            let files = [("kinds/boat.yaml", KIND), ("boat.yaml", &*boats)];
            let files = (0..).zip(files).map(|(id, (path, text))| File { id: FileId(id), path, text });
            let (facts, findings) = read(files, []);
            assert!(findings.iter().all(|finding| finding.rule.name == "lossy-value"), "{findings:?}");
            let names = Names::new(&facts);
            let id = facts.kinds[0].field(field).expect("a field");
            let value = facts.entities[0].stated(id).values().first().expect("a value");
            let called = |reference: &Reference, text: &str, id: &str| {
                names.called(&facts, &reference.to.value, text) == Some(id)
            };
            let came = means(&facts.kinds[0].fields[id.0], value, text, called);
            assert_eq!(came, wanted, "{field}: {written} as {text}");
        }
    }
}
