//! The grammar of all kinds: what their names and sentences look like in the text of pages.

use super::kind::{Autolink, Field, FieldType, HEAD, Kind, Placed, Sentence, UnknownNames};
use crate::finding::Finding;
use crate::nearest;
use crate::pattern::{Pattern, escaped, fixed};
use crate::rule::facts::BAD_KIND;
use crate::sentence::{Form, Grammar, Name, NameId, Origin, Part, Place, Slot, Value, has_word, parse};
use crate::span::Span;

/// The grammar of some kinds, and what is wrong with their phrases and sentences; those are left out.
pub(super) fn grammar(kinds: &[Kind]) -> (Grammar, Vec<Finding>) {
    let mut findings = Vec::new();
    let names = names(kinds, &mut findings);
    let phrases = Phrases::new(kinds, &mut findings);
    let mut forms = Vec::new();
    for (of, kind) in (0..).zip(kinds) {
        let places = Places { kinds, names: &names, phrases: &phrases, of };
        for (number, sentence) in (0..).zip(&kind.sentences) {
            for written in &sentence.forms {
                match form(places, number, sentence, written) {
                    Ok(form) => forms.push(form),
                    Err(finding) => findings.push(*finding),
                }
            }
        }
    }
    (Grammar::new(names, forms), findings)
}

fn narrow(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The forms of names that can be told from other words.
fn names(kinds: &[Kind], findings: &mut Vec<Finding>) -> Vec<Name> {
    let mut names = Vec::new();
    for (of, kind) in kinds.iter().enumerate() {
        for (number, field) in kind.fields.iter().enumerate() {
            let FieldType::Identifier { pattern, except, autolink, unknown_names, .. } = &field.what else { continue };
            let fixed = pattern.as_ref().map(|pattern| fixed(pattern.as_str())).unwrap_or_default();
            let wanted = *autolink != Autolink::Off || matches!(unknown_names, UnknownNames::Near | UnknownNames::All);
            if wanted && fixed.literal.is_none() {
                findings.push(unfindable(field, pattern.as_ref()));
            }
            let Some(pattern) = pattern else { continue };
            let any_case = (fixed.head >= HEAD).then(|| Pattern::new(&format!("(?i:{})", pattern.as_str())).ok());
            names.push(Name {
                slot: Slot { kind: narrow(of), field: narrow(number) },
                pattern: pattern.clone(),
                any_case: any_case.flatten(),
                except: except.clone(),
                literal: fixed.literal,
                signs: fixed.signs,
            });
        }
    }
    names
}

fn unfindable(field: &Field, pattern: Option<&Pattern>) -> Finding {
    let name = &field.name.value;
    let (message, help) = match pattern {
        None => (format!("`{name}` cannot be found in pages: it has no `pattern`"), "write one that its values match"),
        Some(_) => (
            format!("`{name}` cannot be found in pages: no four letters stand in all of its values"),
            "leave out `autolink` and `unknown_names`, or write a pattern with a fixed part outside of groups",
        ),
    };
    Finding::new(&BAD_KIND, field.name.span, message).help(help)
}

/// The phrases that speak of things, and of values, without naming them.
struct Phrases {
    of_kinds: Vec<Vec<Vec<Part>>>,
    of_fields: Vec<Vec<Vec<Vec<Part>>>>,
}

impl Phrases {
    fn new(kinds: &[Kind], findings: &mut Vec<Finding>) -> Self {
        let mut read = |phrases: &[Placed<String>]| {
            let mut all = Vec::new();
            for phrase in phrases {
                match parse(&phrase.value) {
                    Ok(parts) if names_a_field(&parts) => {
                        let finding = Finding::new(&BAD_KIND, phrase.span, "a phrase in `called` has no field in it");
                        findings.push(finding.help("write only words: `(the|this) role`"));
                    }
                    Ok(parts) if !has_word(&parts) => {
                        let message = format!("the phrase `{}` could be anything", phrase.value);
                        let finding = Finding::new(&BAD_KIND, phrase.span, message);
                        findings.push(finding.help("write a word of four letters or more outside of its groups"));
                    }
                    Ok(parts) => all.push(parts),
                    Err(problem) => {
                        findings.push(unreadable("phrase", phrase.span, &phrase.value, problem.at, problem.what));
                    }
                }
            }
            all
        };
        Self {
            of_kinds: kinds.iter().map(|kind| read(&kind.called)).collect(),
            of_fields: kinds.iter().map(|kind| kind.fields.iter().map(|field| read(&field.called)).collect()).collect(),
        }
    }

    /// Those that stand for a field of a kind: its own, and of the field that names things those of the kind.
    fn of(&self, kind: usize, field: usize, is_label: bool) -> Vec<Vec<Part>> {
        let own = self.of_fields.get(kind).and_then(|fields| fields.get(field)).cloned().unwrap_or_default();
        let of_kind = self.of_kinds.get(kind).filter(|_| is_label).cloned().unwrap_or_default();
        own.into_iter().chain(of_kind).collect()
    }
}

fn names_a_field(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Field(..) => true,
        Part::Group { options, .. } => options.iter().any(|option| names_a_field(option)),
        Part::Text(_) | Part::Space | Part::Gap => false,
    })
}

fn unreadable(noun: &str, span: Span, written: &str, at: usize, what: &str) -> Finding {
    let rest: String = written.get(at..).unwrap_or("").chars().take(12).collect();
    let finding = Finding::new(&BAD_KIND, span, format!("the {noun} `{written}` cannot be read: {what}"));
    finding.help(format!("it begins at `{rest}`; `{{field}}`, `(a|b)`, `(x)?` and `…` have a meaning"))
}

/// The sign of a negative number: a hyphen, or the minus of mathematics.
const MINUS: &str = "[-\u{2212}]?";

/// What may stand in the places of fields of one kind.
#[derive(Clone, Copy)]
struct Places<'k> {
    kinds: &'k [Kind],
    names: &'k [Name],
    phrases: &'k Phrases,
    of: usize,
}

impl Places<'_> {
    fn kind(&self) -> &Kind {
        &self.kinds[self.of]
    }

    /// What stands where a field is named; none where nothing tells its values from other words.
    fn place(&self, name: &str) -> Option<Place> {
        let field = self.kind().field(name)?;
        let value = match &self.kind().fields[field.0].what {
            FieldType::Identifier { .. } => self.named(self.of, field.0)?,
            FieldType::Ref(reference) => {
                let to = self.kinds.iter().position(|kind| kind.name == reference.to.value)?;
                self.named(to, self.kinds[to].label?.0)?
            }
            FieldType::Enum(choices) => {
                let words = choices.iter().flat_map(|choice| [&choice.says, &choice.word.value]);
                let mut words: Vec<&str> = words.map(String::as_str).collect();
                // Of a word that begins another one, the longer is what is said.
                words.sort_by_key(|word| std::cmp::Reverse(word.len()));
                let words: Vec<String> = words.into_iter().map(bounded).collect();
                Value::Pattern(words.join("|"))
            }
            FieldType::Integer => Value::Number(format!("{MINUS}[0-9]+(?:,[0-9]{{3}})*")),
            FieldType::Number => Value::Number(format!(r"{MINUS}[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?")),
            FieldType::Boolean => Value::Pattern(r"\b(?:true|false|yes|no)\b".to_owned()),
            FieldType::Date => Value::Pattern(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b".to_owned()),
            FieldType::Duration => Value::Pattern(r"\b[0-9]+\s+(?:day|week|month|year)s?\b".to_owned()),
            FieldType::Url => Value::Pattern(r#"https?://[^\s<>"]*[^\s<>".,;:!?)]"#.to_owned()),
            FieldType::Text | FieldType::Markdown | FieldType::Page => return None,
        };
        let slot = Slot { kind: narrow(self.of), field: narrow(field.0) };
        let called = self.phrases.of(self.of, field.0, self.kind().label == Some(field));
        let list = self.kind().fields[field.0].list;
        Some(Place::new(slot, value, list, called))
    }

    fn named(&self, kind: usize, field: usize) -> Option<Value> {
        let slot = Slot { kind: narrow(kind), field: narrow(field) };
        let at = self.names.iter().position(|name| name.slot == slot)?;
        let name = &self.names[at];
        let id = NameId(u32::try_from(at).unwrap_or(u32::MAX));
        Some(Value::Name(id, name.pattern.as_str().to_owned(), name.any_case.is_some()))
    }
}

fn form(places: Places<'_>, number: u32, sentence: &Sentence, written: &Placed<String>) -> Result<Form, Box<Finding>> {
    let parts = parse(&written.value)
        .map_err(|problem| Box::new(unreadable("sentence", written.span, &written.value, problem.at, problem.what)))?;
    let kind = places.kind();
    let mut fields = Vec::new();
    named_fields(&parts, &mut fields);
    for field in &fields {
        if kind.field(field).is_none() {
            let message = format!("`{}` has no field `{field}`", kind.name);
            let finding = Finding::new(&BAD_KIND, written.span, message).cause(*field);
            let near = nearest::nearest(field, kind.fields.iter().map(|field| &*field.name.value));
            return Err(Box::new(match near {
                Some(near) => finding.help(format!("did you mean `{{{near}}}`?")),
                None => finding.help("write the name of one of its fields in braces"),
            }));
        }
        if places.place(field).is_none() {
            let message =
                format!("`{field}` cannot be read from a sentence: nothing tells its values from other words");
            let finding = Finding::new(&BAD_KIND, written.span, message).cause(*field);
            return Err(Box::new(finding.help("only fields of a type that has a form can: an `identifier` with a `pattern`, an `enum`, a number, a date")));
        }
    }
    let label = kind.label.and_then(|label| kind.fields.get(label.0)).map(|field| &*field.name.value);
    if !sentence.meant && !fields.iter().any(|field| Some(*field) != label) {
        let message = format!("the sentence `{}` states nothing", written.value);
        let finding = Finding::new(&BAD_KIND, written.span, message);
        return Err(Box::new(finding.help("write a field in braces, or `{ says: …, field: value }`")));
    }
    let origin = Origin {
        kind: narrow(places.of),
        sentence: number,
        written: &written.value,
        states: !sentence.states.is_empty(),
    };
    Form::new(origin, &parts, &|name| places.place(name)).map_err(|why| {
        let message = format!("the sentence `{}` cannot be looked for: {why}", written.value);
        Box::new(Finding::new(&BAD_KIND, written.span, message).help("write a longer word outside of its groups"))
    })
}

/// Words as an expression: any white space between them, and whole words where they begin and end with letters.
fn bounded(words: &str) -> String {
    let inside: Vec<String> = words.split_whitespace().map(escaped).collect();
    let edge = |letter: Option<char>| if letter.is_some_and(char::is_alphanumeric) { r"\b" } else { "" };
    format!("{}{}{}", edge(words.chars().next()), inside.join(r"\s+"), edge(words.chars().next_back()))
}

/// The names of the fields of a pattern, in their order.
fn named_fields<'p>(parts: &'p [Part], out: &mut Vec<&'p str>) {
    for part in parts {
        match part {
            Part::Field(name, _) => out.push(name),
            Part::Group { options, .. } => options.iter().for_each(|option| named_fields(option, out)),
            Part::Text(_) | Part::Space | Part::Gap => {}
        }
    }
}
