//! Where pages come out otherwise than a suite shows, and why: `differences.txt`, lines `number: reason` below the name of
//! a suite in brackets.
#![expect(clippy::disallowed_methods, reason = "accepts what came when it is asked to")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use crate::site;

/// An example that comes out otherwise.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) number: u32,
    /// What was wanted and what came.
    pub(crate) shows: String,
}

/// Reasons by suite and example.
type Reasons = BTreeMap<String, BTreeMap<u32, String>>;

/// Tests of one program run at once, and all of them write into one file.
static WRITING: Mutex<()> = Mutex::new(());

fn path() -> PathBuf {
    site::project().join("tests/conformance/differences.txt")
}

fn read() -> Reasons {
    let mut reasons = Reasons::new();
    let mut suite = String::new();
    for line in site::text(&path()).unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name.clone_into(&mut suite);
        } else {
            let (number, reason) = line.split_once(": ").expect("a number and a reason");
            let number = number.parse().expect("a number");
            reasons.entry(suite.clone()).or_default().insert(number, reason.to_owned());
        }
    }
    reasons
}

fn write(reasons: &Reasons) {
    let mut text = String::new();
    for (suite, reasons) in reasons {
        text.push_str(&format!("[{suite}]\n"));
        reasons.iter().for_each(|(number, reason)| text.push_str(&format!("{number}: {reason}\n")));
        text.push('\n');
    }
    site::write(&path(), format!("{}\n", text.trim_end()).as_bytes());
}

/// Holds what differs to the list.
pub(crate) fn hold(suite: &str, differing: &[Difference]) {
    let _one = WRITING.lock().expect("no other test fails while it writes");
    let mut reasons = read();
    let known = reasons.remove(suite).unwrap_or_default();
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        let reason = |number| known.get(&number).cloned().unwrap_or_else(|| "?".to_owned());
        let listed = differing.iter().map(|it| (it.number, reason(it.number))).collect();
        reasons.insert(suite.to_owned(), listed);
        return write(&reasons);
    }
    let new = differing.iter().filter(|it| known.get(&it.number).is_none_or(|reason| reason == "?"));
    let new: Vec<String> = new.map(|it| format!("{} has no reason: {}", it.number, it.shows)).collect();
    let gone = known.keys().filter(|number| differing.iter().all(|it| it.number != **number));
    let gone: Vec<String> = gone.map(|number| format!("{number} differs no more")).collect();
    drop(_one);
    assert!(new.is_empty() && gone.is_empty(), "{suite}:\n{}", [new, gone].concat().join("\n"));
}
