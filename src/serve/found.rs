//! What is found in the site that is served: what of it arose since the start, what an open page shows of it, and what a person
//! asks to be done about one finding.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde::Serialize;

use crate::finding::Finding;
use crate::path::OutPath;
use crate::session::{Fingerprint, Listing, Made, Overlay, Session};

use super::builds::Builds;
use super::editor;
use super::http::{Act, Acted};
use super::say::Say;

/// How many outputs that failed are made again with every build, to see whether they still do.
const FAILING: usize = 32;

/// The findings of one run of the preview.
#[derive(Debug)]
pub(super) struct Found {
    /// What acts must know: only pages of this run do.
    token: String,
    builds: Arc<Builds>,
    say: Say,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// None until the site was checked for the first time.
    listing: Option<Arc<Listing>>,
    /// What was there at the start, and still is.
    earlier: BTreeSet<Fingerprint>,
    /// The outputs that could not be made as they were meant, with what was found.
    failing: BTreeMap<OutPath, Vec<Finding>>,
    /// What the last check was about.
    said: String,
    /// Why the last rebuild failed; empty where it did not.
    trouble: String,
}

/// What a check found, beside what was known before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct News {
    /// All findings.
    pub all: usize,
    /// Those that are new.
    pub came: usize,
    /// Those that are no more.
    pub went: usize,
}

/// What a page is told.
#[derive(Serialize)]
struct Told<'a> {
    /// The name of this state.
    found: String,
    /// The build that is served.
    build: String,
    /// For who may have something done.
    token: Option<&'a str>,
    said: &'a str,
    trouble: &'a str,
    #[serde(flatten)]
    overlay: Overlay,
}

impl Found {
    /// Nothing is known yet.
    pub(super) fn new(builds: Arc<Builds>, say: Say) -> Self {
        // The hasher's keys come from the system's source of random numbers, and nobody can tell them from what they give.
        let [a, b] = [0, 1].map(|number: u8| RandomState::new().hash_one(number));
        Self { token: format!("{a:016x}{b:016x}"), builds, say, state: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks the session that is served, after what began at a moment.
    pub(super) fn check(&self, session: &Arc<Session>, what: &str, begun: Instant) -> News {
        let mut known: Vec<OutPath> = self.lock().failing.keys().cloned().collect();
        known.extend(session.samples());
        let still = known.iter().filter_map(|out| Some((out.clone(), session.make(out)?.findings)));
        let still: Vec<_> = still.filter(|(_, findings)| !findings.is_empty()).collect();
        // It takes a while, and is kept: nobody waits for it at the lock.
        session.findings();
        let mut state = self.lock();
        state.failing.retain(|out, _| !known.contains(out));
        state.failing.extend(still);
        let news = state.list(session);
        state.said = format!("{what}, checked in {} ms", begun.elapsed().as_millis());
        self.builds.found();
        news
    }

    /// Notes what making an output has found; `session` is the one that is served.
    pub(super) fn note(&self, session: &Arc<Session>, out: &OutPath, made: &Made) {
        let mut state = self.lock();
        let failed = !made.findings.is_empty();
        if !failed && !state.failing.contains_key(out) || failed && state.failing.len() >= FAILING {
            return;
        }
        let before =
            if failed { state.failing.insert(out.clone(), made.findings.clone()) } else { state.failing.remove(out) };
        // One that is not checked yet is about to be.
        let is_listed = state.listing.as_ref().is_some_and(|listing| Arc::ptr_eq(listing.session(), session));
        if is_listed && before.is_some() != failed {
            let News { all, came, went } = state.list(session);
            self.builds.found();
            self.say.out(&format!("{out} made: {all} findings ({came} new, {went} mended)"));
        }
    }

    /// Notes why a rebuild failed.
    pub(super) fn trouble(&self, trouble: String) {
        self.lock().trouble = trouble;
        self.builds.found();
    }

    /// Notes that a rebuild did not fail.
    pub(super) fn no_trouble(&self) {
        self.lock().trouble.clear();
    }

    /// What the page of an output shows, as JSON. Until the site is checked nobody knows.
    pub(super) fn told(&self, page: Option<&OutPath>, may_act: bool) -> Option<Vec<u8>> {
        let state = self.lock();
        let overlay = state.listing.as_ref()?.overlay(page, &state.earlier);
        let count = self.builds.now();
        let [found, build] = [count.found, count.build].map(|number| self.builds.name(number));
        let token = may_act.then_some(self.token.as_str());
        serde_json::to_vec(&Told { found, build, token, said: &state.said, trouble: &state.trouble, overlay }).ok()
    }

    /// Does what a person asks for at a finding.
    pub(super) fn act(&self, token: &str, act: Act, finding: &str) -> Acted {
        if token != self.token {
            return Acted::Stranger;
        }
        let Some(name) = Fingerprint::from_text(finding) else { return Acted::Nothing };
        // Nobody waits at the lock for the disk.
        let Some(listing) = self.lock().listing.clone() else { return Acted::Nothing };
        match act {
            Act::Open => {
                let Some(spot) = listing.spot(name) else { return Acted::Nothing };
                editor::open(&spot, &self.say).map_or_else(Acted::Failed, |()| Acted::Done(String::new()))
            }
            Act::Fix => match listing.mend(name) {
                Ok(None) => Acted::Nothing,
                Ok(Some(mended)) => match mended.left.first() {
                    Some(reason) => Acted::Failed(reason.clone()),
                    None => Acted::Done("the fix is made".to_owned()),
                },
                Err(error) => Acted::Failed(error.to_string()),
            },
        }
    }
}

impl State {
    /// Lists the findings of a session with those of outputs that failed.
    fn list(&mut self, session: &Arc<Session>) -> News {
        let rendering = self.failing.values().flatten().cloned().collect();
        let listing = Arc::new(Listing::new(session.clone(), rendering));
        let names = listing.names();
        let before = match self.listing.replace(listing) {
            Some(listing) => listing.names(),
            None => {
                self.earlier.clone_from(&names);
                return News { all: names.len(), ..News::default() };
            }
        };
        self.earlier.retain(|name| names.contains(name));
        let (came, went) = (names.difference(&before).count(), before.difference(&names).count());
        News { all: names.len(), came, went }
    }
}
