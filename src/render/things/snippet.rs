//! The Markdown of a fact, as it stands on an output.

use crate::digest::Hasher;
use crate::link::{LinkedSnippet, Site};
use crate::render::fill::Filling;
use crate::render::shown_facts::ShownFacts;
use crate::render::target::Target;
use crate::render::urls::Urls;

/// A snippet, and the site that its links lead into.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShownSnippet<'a> {
    site: &'a Site,
    snippet: &'a LinkedSnippet,
}

impl<'a> ShownSnippet<'a> {
    /// A snippet of a site.
    pub(super) fn new(site: &'a Site, snippet: &'a LinkedSnippet) -> Self {
        Self { site, snippet }
    }

    /// Adds what the links of the snippet lead to to a digest; its text is the value's.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        self.targets().iter().for_each(|target| target.hash(hasher));
    }

    /// The snippet as HTML for an output.
    pub(super) fn html(&self, urls: Urls<'_>) -> String {
        let LinkedSnippet { value: _, snippet, answers: _ } = self.snippet;
        let filling =
            Filling { imports: &snippet.imports, targets: &self.targets(), facts: &ShownFacts::default(), urls };
        filling.rest(&snippet.body)
    }

    fn targets(&self) -> Vec<Target<'a>> {
        let LinkedSnippet { value: _, snippet, answers } = self.snippet;
        let pairs = snippet.imports.iter().zip(answers);
        pairs.map(|(reference, answer)| Target::new(self.site, &reference.dest, answer)).collect()
    }
}
