//! What pages say of things: sentences that contradict what is stated, and values that do not have their form.

use super::things::few;
use crate::facts::{FieldId, FieldType, Kind, Stated, Value};
use crate::finding::Finding;
use crate::link::{How, PageId, Says, Site, Verdict};
use crate::markdown::{FilledWith, Said};
use crate::one_line::on_one_line;
use crate::rule::facts;

/// Reports sentences that contradict a fact, and what stands in the place of a value and cannot be one.
pub(super) fn check(site: &Site, findings: &mut Vec<Finding>) {
    for id in site.page_ids() {
        for said in &site.page(id).object.prose.sentences {
            findings.extend(refused(site, said));
        }
        for verdict in &site.statements(id).verdicts {
            findings.extend(contradiction(site, id, verdict));
        }
    }
}

/// What a sentence says that contradicts a fact; what is said of some cases only contradicts nothing.
fn contradiction(site: &Site, id: PageId, verdict: &Verdict) -> Option<Finding> {
    let said = site.page(id).object.prose.sentences.get(verdict.said as usize)?;
    let thing = *verdict.of.first()?;
    if verdict.agrees || said.void {
        return None;
    }
    let kind = site.facts.kind_of(thing);
    let field = kind.fields.get(verdict.field.0)?;
    let field_name = &field.name.value;
    let names = few(verdict.of.iter().map(|thing| format!("`{}`", site.facts.label(*thing))));
    let stated: Vec<&Value> = stated(site, verdict).collect();
    let (message, span) = match &verdict.says {
        Says::Filled(place) => {
            let filled = said.filled.get(*place as usize)?;
            (format!("`{}` is not the `{field_name}` of {}", filled.text, names.join(" or ")), filled.span)
        }
        Says::Words(number) => {
            let form = site.facts.grammar.form(said.form)?;
            let stating = kind.sentences.get(form.sentence as usize)?.states.get(*number as usize)?;
            let wanted: Vec<String> =
                stating.values.iter().map(|value| format!("`{}`", shown(kind, verdict.field, &value.value))).collect();
            let words = format!(
                "`{}` says that the `{field_name}` of {} is {}",
                on_one_line(&said.text),
                names.join(" or "),
                wanted.join(" or ")
            );
            (words, said.span)
        }
    };
    let values = few(stated.iter().map(|value| format!("`{}`", shown(kind, verdict.field, &value.written))));
    let mut finding = Finding::new(&facts::CONTRADICTS_FACT, span, message)
        .help(how(verdict.how, &names.join(" or "), kind))
        .cause(format!("{}/{}.{field_name}", kind.name, site.facts.entity(thing).id.value));
    if let Some(first) = stated.first() {
        let are = if values.len() == 1 { "the fact" } else { "the facts" };
        finding = finding.related(first.span, format!("{are}: {}", values.join(", ")));
    }
    Some(finding.help("mend whichever is wrong"))
}

/// The values of the things that a verdict is about.
fn stated<'s>(site: &'s Site, verdict: &'s Verdict) -> impl Iterator<Item = &'s Value> {
    verdict.of.iter().flat_map(|thing| match site.facts.entity(*thing).stated(verdict.field) {
        Stated::Values(values) => values.as_slice(),
        Stated::Not | Stated::Undocumented(_) => &[],
    })
}

/// A value as people read it: the words of an enum.
fn shown<'k>(kind: &'k Kind, field: FieldId, written: &'k str) -> &'k str {
    match kind.fields.get(field.0).map(|field| &field.what) {
        Some(FieldType::Enum(choices)) => {
            choices.iter().find(|choice| choice.word.value == written).map_or(written, |choice| &choice.says)
        }
        _ => written,
    }
}

/// How the things were found that a sentence speaks of; `name` is one name, or several with `or` between them.
fn how(how: How, name: &str, kind: &Kind) -> String {
    let kind = kind.in_a_sentence();
    let only = if name.contains(" or ") { "which" } else { "the only" };
    let kind = if name.contains(" or ") { String::new() } else { format!(" {kind}") };
    match how {
        How::Named => format!("about {name}, which the sentence names"),
        How::Sentence => format!("about {name}, {only}{kind} named before it in the sentence"),
        How::Block => format!("about {name}, {only}{kind} this paragraph names"),
        How::Section => format!("about {name}, {only}{kind} this section names"),
        How::Own => format!("about {name}, whose page this is"),
        How::Page => format!("about {name}, {only}{kind} this page names"),
    }
}

/// The finding for what stands in the place of an identifier and does not have its form.
fn refused(site: &Site, said: &Said) -> Option<Finding> {
    let filled = said.filled.iter().find(|filled| filled.what == FilledWith::Refused).filter(|_| !said.void)?;
    let kind = site.facts.kinds.get(usize::from(filled.slot.kind))?;
    let field = kind.fields.get(usize::from(filled.slot.field))?;
    let FieldType::Identifier { pattern: Some(pattern), .. } = &field.what else { return None };
    let message = format!("`{}` is no `{}`: it does not match `{}`", filled.text, field.name.value, pattern.as_str());
    Some(
        Finding::new(&facts::PATTERN_MISMATCH, filled.span, message)
            .help(format!("it stands in `{}`, where one is expected", on_one_line(&said.text)))
            .related(field.name.span, "the field")
            .cause(&*filled.text),
    )
}
