//! The thousand edits of `edits` on a site that a preview serves: after each, what comes over HTTP is what a clean build makes, byte
//! for byte but for the script that the preview adds to a page, and what is no output any more is not there. To be done in time,
//! that holds of every output whose key is another one than in the clean build before, and of some of the others, a few more with
//! each edit; of every output after each fiftieth edit.
//!
//! An edit may change no output, and then no event tells that it was taken in. So after each a file gets its number that is
//! published as it is, and whose output no other edit changes: once an event tells of that, the preview has seen what came before.
//! It may have read the other files a moment earlier, where it was building already; then another build is on its way, which has
//! to come.
#![expect(clippy::disallowed_methods, reason = "tests edit sites, and wait for the preview")]

use std::fs;
use std::time::{Duration, Instant};

use factpress::path::OutPath;
use factpress::serve;
use factpress::session::{Options, Session, Texts};

use crate::edits::{Dice, EDITS, Files, SEED, START, edit, made};
use crate::site;
use crate::sites::Laid;
use crate::wire::Wire;

/// The file with the number of the edit.
const MARK: &str = "static/mark.txt";
/// After every so many edits all outputs are compared.
const ALL: usize = 50;
/// Of those whose key is the same, one in so many.
const SOME: usize = 8;
/// How long a build that is on its way may take to come.
const PATIENCE: Duration = Duration::from_secs(5);

/// Outputs: whether each is whole, and its bytes.
type Wanted = Vec<(OutPath, (bool, Vec<u8>))>;

#[test]
fn a_thousand_edits_are_served_as_a_clean_build_makes_them() {
    let laid = Laid::new(START);
    let mark = |number: usize| {
        // In one step, so that no build sees less of it, which would be another change.
        site::write(&laid.at(".mark"), number.to_string().as_bytes());
        fs::rename(laid.at(".mark"), laid.at(MARK)).expect("renamed");
    };
    fs::create_dir_all(laid.at("static")).expect("a folder");
    mark(0);
    let options = Options { texts: Texts::Kept, ..site::options(&laid.at(""), &laid.at("public")) };
    let session = Session::open(options.clone()).expect("a site");
    let mut before = Session::open(options.clone()).expect("a site");
    let running = serve::start(session, serve::Options { port: 0, ..Default::default() }).expect("a preview");
    let (mut pages, mut events) = (Wire::to(running.addr()), Wire::events(running.addr(), "/mark.txt"));
    let mut dice = Dice(SEED);
    let mut files = Files::new();
    for number in 1..=EDITS {
        let touched = edit(&mut dice, &laid, &mut files);
        mark(number);
        assert!(events.hears("patch"), "edit {number} of {touched:?} was not taken in");
        let clean = Session::open(options.clone()).expect("a site");
        let is_looked_at = |at: usize, out: &OutPath| {
            number % ALL == 0 || at % SOME == number % SOME || clean.key(out) != before.key(out)
        };
        let outputs = clean.plan().outputs.iter().map(|planned| &planned.out).enumerate();
        let outputs = outputs.filter(|(at, out)| is_looked_at(*at, out));
        let wanted: Wanted = outputs.map(|(_, out)| (out.clone(), made(&clean, out))).collect();
        let gone = before.plan().outputs.iter().map(|planned| &planned.out);
        let gone: Vec<OutPath> = gone.filter(|out| clean.plan().at(out).is_none()).cloned().collect();
        let begun = Instant::now();
        loop {
            let differ = differences(&mut pages, &wanted, &gone);
            if differ.is_empty() {
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "after edit {number} of {touched:?}: {differ:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        before = clean;
    }
    running.stop();
}

/// The outputs that are not served as they should be, and those of before that are still served.
fn differences(pages: &mut Wire, wanted: &Wanted, gone: &[OutPath]) -> Vec<String> {
    let mut differ = Vec::new();
    for (out, (whole, bytes)) in wanted {
        let (status, body) = pages.get(&format!("/{}", out.encoded()));
        let body = if out.as_str().ends_with(".html") { without_script(body) } else { Some(body) };
        // A page that its template could not make is served as far as it goes, and says so; no other does.
        let said = if *whole { 200 } else { 500 };
        if status != said || body.as_ref() != Some(bytes) {
            differ.push(format!("{out} ({status})"));
        }
    }
    for out in gone {
        let status = pages.get(&format!("/{}", out.encoded())).0;
        if status != 404 {
            differ.push(format!("{out} is gone ({status})"));
        }
    }
    differ
}

/// A page without the one script that the preview adds; none where it does not stand there once.
fn without_script(page: Vec<u8>) -> Option<Vec<u8>> {
    const START: &str = "<script src=\"/__preview/preview.js\"";
    const END: &str = "></script>";
    let page = String::from_utf8(page).ok()?;
    let (head, rest) = page.split_once(START)?;
    let (_, tail) = rest.split_once(END)?;
    (!tail.contains(START)).then(|| format!("{head}{tail}").into_bytes())
}
