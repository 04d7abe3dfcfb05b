//! Proposals as a file of the facts folder, ready for review.

use crate::one_line::on_one_line;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::proposal::{Proposal, Proposed};
use super::reading::{Read, Reading};
use crate::facts::{Field, FieldId, FieldType, Kind, fits, takes};
use crate::link::Site;
use crate::pattern::fixed;
use crate::source::Sources;

/// How many places of a value are named; more are counted.
const PLACES: usize = 3;

/// Writes proposals of a kind as YAML. The texts of the files that [`super::files`] names must be there.
pub fn yaml(site: &Site, sources: &Sources, kind: &Kind, proposals: &[Proposal]) -> String {
    let mut out =
        format!("# Proposed from pages, for review: {}. Each value stands with where it was read.\n", kind.plural);
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
            write_field(&mut out, kind, *field, proposed, &proposal.readings, sources);
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
    sources: &Sources,
) {
    let Some(field) = kind.fields.get(id.0) else { return };
    let name = &field.name.value;
    let (values, words): (Vec<_>, Vec<_>) = match proposed {
        Proposed::Values(values) => values.iter().partition(|(read, _)| matches!(read, Read::Value(_))),
        Proposed::Disagreement(values) => {
            let _ = writeln!(out, "  # {name}: pages disagree");
            for (read, at) in values {
                let _ = writeln!(out, "  #   {} in {}", said(field, read), places(readings, at, sources));
            }
            return;
        }
    };
    write_values(out, field, values, readings, sources);
    for (read, at) in words {
        let places = places(readings, at, sources);
        let _ = writeln!(out, "  # {name}: {} in {places}; it takes {}", said(field, read), takes(field));
    }
}

/// The values of a field, as far as there are any.
fn write_values(
    out: &mut String,
    field: &Field,
    values: Vec<&(Read, Vec<usize>)>,
    readings: &[Reading],
    sources: &Sources,
) {
    let name = &field.name.value;
    if field.list && !values.is_empty() {
        let _ = writeln!(out, "  {name}:");
    }
    let most = if field.list { usize::MAX } else { 1 };
    for (read, at) in values.into_iter().take(most) {
        let (value, places) = (said(field, read), places(readings, at, sources));
        let _ = match field.list {
            true => writeln!(out, "    - {value} # {places}"),
            false => writeln!(out, "  {name}: {value} # {places}"),
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

/// Where readings stand: `path:line`, a few of them.
fn places(readings: &[Reading], at: &[usize], sources: &Sources) -> String {
    let mut places: Vec<(&str, usize)> = at
        .iter()
        .filter_map(|at| {
            let span = readings.get(*at)?.span;
            let before = sources.text(span.file).get(..span.start as usize).unwrap_or("");
            Some((sources.path(span.file), before.bytes().filter(|byte| *byte == b'\n').count() + 1))
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    let shown: Vec<String> = places.iter().take(PLACES).map(|(path, line)| format!("{path}:{line}")).collect();
    let more = places.len().saturating_sub(PLACES);
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
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
    let id = id.trim_end_matches('-').to_owned();
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
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
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
        for (text, wanted) in [("a.b", "a.b"), ("no", "\"no\""), ("1.10", "\"1.10\""), ("a: \"b\"", "\"a: \\\"b\\\"\"")]
        {
            assert_eq!(scalar(text), wanted);
        }
    }
}
