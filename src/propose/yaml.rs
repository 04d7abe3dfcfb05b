//! Proposals as a file of the facts folder, ready for review.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::places::Places;
use super::proposal::{Proposal, Proposed};
use super::reading::{Read, Reading};
use crate::facts::{Field, FieldId, FieldType, Kind, fits, takes};
use crate::link::Site;
use crate::one_line::on_one_line;
use crate::pattern::fixed;
use crate::source::Sources;

/// Writes proposals of a kind as YAML. The texts of the files that [`super::files`] names must be there.
pub fn yaml(site: &Site, sources: &Sources, kind: &Kind, proposals: &[Proposal]) -> String {
    let places = Places::new(sources, super::files(proposals));
    let plural = on_one_line(&kind.plural);
    let mut out = format!("# Proposed from pages, for review: {plural}. Each value stands with where it was read.\n");
    let head = head(kind);
    let mut ids = described(site, kind);
    for proposal in proposals {
        let id = id(&proposal.name, &head, &mut ids);
        let _ = writeln!(out, "\n{}:", scalar(&id));
        if let Some(label) = kind.label.and_then(|label| kind.fields.get(label.0)) {
            let refused = if fits(label, &proposal.name) { "" } else { "# " };
            let _ = writeln!(out, "  {refused}{}: {}", label.name.value, scalar(&proposal.name));
        }
        if let Some(page) = proposal.page {
            let page = site.page(page);
            let content = site.layout.mounts.get(page.mount as usize).map_or("", |mount| mount.content.as_str());
            let _ = writeln!(out, "  page: {}", scalar(page.path.below(content).unwrap_or(page.path.as_str())));
        }
        for (field, proposed) in &proposal.fields {
            write_field(&mut out, kind, *field, proposed, &proposal.readings, &places);
        }
        for (number, field) in kind.fields.iter().enumerate() {
            let id = FieldId(number);
            if field.required && kind.label != Some(id) && !proposal.fields.contains_key(&id) {
                let _ = writeln!(out, "  # {}: nothing was found, and it is required", field.name.value);
            }
        }
    }
    out
}

fn write_field(
    out: &mut String,
    kind: &Kind,
    id: FieldId,
    proposed: &Proposed,
    readings: &[Reading],
    places: &Places<'_>,
) {
    let Some(field) = kind.fields.get(id.0) else { return };
    let name = &field.name.value;
    let (values, words): (Vec<_>, Vec<_>) = match proposed {
        Proposed::Values(values) => values.iter().partition(|(read, _)| matches!(read, Read::Value(_))),
        Proposed::Disagreement(values) => {
            let _ = writeln!(out, "  # {name}: pages disagree");
            for (read, at) in values {
                let _ = writeln!(out, "  #   {} in {}", said(field, read), places.of(readings, at));
            }
            return;
        }
    };
    write_values(out, field, values, readings, places);
    for (read, at) in words {
        let read_in = places.of(readings, at);
        let _ = writeln!(out, "  # {name}: {} in {read_in}; it takes {}", said(field, read), takes(field));
    }
}

/// The values of a field, as far as there are any.
fn write_values(
    out: &mut String,
    field: &Field,
    values: Vec<&(Read, Vec<usize>)>,
    readings: &[Reading],
    places: &Places<'_>,
) {
    let name = &field.name.value;
    if field.list && !values.is_empty() {
        let _ = writeln!(out, "  {name}:");
    }
    let most = if field.list { usize::MAX } else { 1 };
    for (read, at) in values.into_iter().take(most) {
        let (value, read_in) = (said(field, read), places.of(readings, at));
        let _ = match field.list {
            true => writeln!(out, "    - {value} # {read_in}"),
            false => writeln!(out, "  {name}: {value} # {read_in}"),
        };
    }
}

/// What is read of a field, as YAML.
fn said(field: &Field, read: &Read) -> String {
    match (read, &field.what) {
        (Read::Value(value), FieldType::Integer | FieldType::Number | FieldType::Boolean) => value.clone(),
        (Read::Value(text), _) => scalar(text),
        // In a comment, which ends with its line.
        (Read::Words(words), _) => scalar(&on_one_line(words)),
    }
}

/// The ids of the things of a kind that are described: no proposal may have one of them.
fn described(site: &Site, kind: &Kind) -> BTreeSet<String> {
    let of_kind = site.facts.ids().filter(|id| site.facts.kind_of(*id).name == kind.name);
    of_kind.map(|id| site.facts.entity(id).id.value.clone()).collect()
}

/// The letters that all names of a kind begin with.
fn head(kind: &Kind) -> String {
    let field = kind.label.and_then(|label| kind.fields.get(label.0));
    let pattern = match field.map(|field| &field.what) {
        Some(crate::facts::FieldType::Identifier { pattern: Some(pattern), .. }) => pattern.as_str(),
        _ => return String::new(),
    };
    let fixed = fixed(pattern);
    fixed.literal.filter(|literal| literal.len() == fixed.head).unwrap_or_default()
}

/// An id for a name: what is its own in it, in small letters with hyphens.
fn id(name: &str, head: &str, taken: &mut BTreeSet<String>) -> String {
    let own = name.strip_prefix(head).filter(|rest| !rest.is_empty()).unwrap_or(name);
    let mut id = String::new();
    let mut before = ' ';
    let mut rest = own.chars().peekable();
    while let Some(c) = rest.next() {
        let border = c.is_uppercase()
            && (before.is_lowercase() || before.is_numeric() || rest.peek().is_some_and(|next| next.is_lowercase()));
        if (border || !c.is_alphanumeric()) && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        }
        before = c;
    }
    let id = match id.trim_end_matches('-') {
        // Nothing but signs is left of the name.
        "" => "thing".to_owned(),
        id => id.to_owned(),
    };
    let mut unique = id.clone();
    let mut number = 2;
    while !taken.insert(unique.clone()) {
        unique = format!("{id}-{number}");
        number += 1;
    }
    unique
}

/// A text as a YAML value that reads as that text.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if plain {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '\\' | '"' => quoted.extend(['\\', c]),
            // YAML breaks lines at these, too.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        let id = |name: &str| id(name, "AWSServiceRoleFor", &mut BTreeSet::new());
        assert_eq!(id("AWSServiceRoleForTrustedAdvisor"), "trusted-advisor");
        assert_eq!(id("AWSServiceRoleForAutoScaling_DynamoDBTable"), "auto-scaling-dynamo-db-table");
        assert_eq!(id("AWSServiceRoleForEC2Spot"), "ec2-spot");
        let mut taken = BTreeSet::new();
        let ids: Vec<String> = ["A_b", "A-b", "a b"].iter().map(|name| super::id(name, "", &mut taken)).collect();
        assert_eq!(ids, ["a-b", "a-b-2", "a-b-3"]);
    }

    #[test]
    fn values_stay_texts() {
        for (text, wanted) in [
            ("a.b", "a.b"),
            ("no", "\"no\""),
            ("1.10", "\"1.10\""),
            ("a: \"b\"", "\"a: \\\"b\\\"\""),
            ("c\nd: e", "\"c\\u000Ad: e\""),
        ] {
            assert_eq!(scalar(text), wanted);
        }
    }
}
