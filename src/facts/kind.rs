//! What a kind of thing may hold.

use crate::pattern::{Pattern, fixed};
use crate::span::Span;

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A kind of thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Its name: the stem of its file.
    pub name: String,
    /// The file as a whole.
    pub span: Span,
    /// What one of them is called on a page: `Service-linked role`.
    pub title: String,
    /// What several of them are called.
    pub plural: String,
    /// The field whose value is the name of a thing on a page; without one, the thing's id is.
    pub label: Option<FieldId>,
    /// Phrases that speak of a thing without its name: `the role`.
    pub called: Vec<Placed<String>>,
    /// The fields, in the order they are shown.
    pub fields: Vec<Field>,
    /// Sentences that state facts, in the order of the file.
    pub sentences: Vec<Sentence>,
}

impl Kind {
    /// What one of them is called inside a sentence: `service-linked role` for a title with a small second letter, `IAM role` as
    /// it is.
    pub fn in_a_sentence(&self) -> String {
        let mut letters = self.title.chars();
        match (letters.next(), letters.clone().next()) {
            (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
            _ => self.title.clone(),
        }
    }

    /// The field with a name.
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.fields.iter().position(|field| field.name.value == name).map(FieldId)
    }
}

/// A field of a kind, by its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub usize);

/// What may be stated of a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in YAML.
    pub name: Placed<String>,
    /// Its name on a page.
    pub title: Option<String>,
    /// What it says, for those who fill it in.
    pub description: Option<String>,
    /// What its values are.
    pub what: FieldType,
    /// Whether it may have several values.
    pub list: bool,
    /// Whether every thing must state it, if only that it is not documented (`~`).
    pub required: bool,
    /// Whether no two things may have the same value.
    pub unique: bool,
    /// What is shown where nothing is stated. It is stated of nothing.
    pub default: Option<Placed<String>>,
    /// Whether comparisons show it.
    pub compare: bool,
    /// Whether it is left out of what is published.
    pub internal: bool,
    /// Phrases that speak of its value without naming it: `the policy`.
    pub called: Vec<Placed<String>>,
}

impl Field {
    /// When a name is reported that has the form of this field and is none: as asked for, else as its pattern suggests.
    pub fn unknown_names(&self) -> UnknownNames {
        let FieldType::Identifier { pattern, unknown_names, .. } = &self.what else { return UnknownNames::Off };
        match (unknown_names, pattern) {
            (UnknownNames::Suggested, Some(pattern)) if fixed(pattern.as_str()).head >= HEAD => UnknownNames::Near,
            (UnknownNames::Suggested, _) => UnknownNames::InSentences,
            (asked, _) => *asked,
        }
    }
}

/// How many letters names begin with alike that are known in any case, and told from slips.
pub(super) const HEAD: usize = 6;

/// What the values of a field are.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// Words.
    Text,
    /// Words with markup.
    Markdown,
    /// A name that stands in prose and code as it is.
    Identifier {
        /// What a value looks like.
        pattern: Option<Pattern>,
        /// What looks like a value and is none.
        except: Option<Pattern>,
        /// When a mention becomes a link.
        autolink: Autolink,
        /// When a name is reported that is no value.
        unknown_names: UnknownNames,
        /// The field for whose values these stand too.
        variants_of: Option<FieldId>,
    },
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A length of time.
    Duration,
    /// An address.
    Url,
    /// One of some words.
    Enum(Vec<Choice>),
    /// Another thing.
    Ref(Reference),
    /// A page of the site, or a place on one.
    Page,
}

/// When a mention of an identifier becomes a link to its thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Autolink {
    /// The first on a page.
    Page,
    /// Each.
    All,
    /// None.
    #[default]
    Off,
}

/// When a name is reported that has the form of an identifier and is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownNames {
    /// As the pattern suggests: near ones where it begins with six letters, else those in sentences.
    #[default]
    Suggested,
    /// Where it is but for case or one edit a known one.
    Near,
    /// Where a sentence holds it.
    InSentences,
    /// Always.
    All,
    /// Never.
    Off,
}

/// A word that a field may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The word in YAML.
    pub word: Placed<String>,
    /// What it says on a page.
    pub says: String,
}

/// A field that names another thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The kind of that thing.
    pub to: Placed<String>,
    /// What the field is called seen from there.
    pub inverse: Option<Placed<String>>,
    /// Whether it holds from there as well.
    pub symmetric: bool,
    /// Which of the two things' pages must link to the other's.
    pub require_links: RequiredLinks,
}

/// Which of two related things' pages must link to the other's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequiredLinks {
    /// Neither.
    #[default]
    None,
    /// That of the thing which names the other.
    One,
    /// Both.
    Both,
}

/// A sentence that states facts, as its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Its forms, any of which says it.
    pub forms: Vec<Placed<String>>,
    /// What it states besides the fields in it.
    pub states: Vec<Stating>,
    /// Whether its author meant it to state something, that can be read or not.
    pub meant: bool,
}

/// What a sentence states: a field has one of some values.
#[derive(Clone, Debug, PartialEq)]
pub struct Stating {
    /// The field.
    pub field: FieldId,
    /// The values with which a thing agrees.
    pub values: Vec<Placed<String>>,
}
