//! `--format short`: one line a finding, for editors and `grep`.

use std::io::{self, Write};

use super::inert::inert;
use super::places::Places;
use super::{Input, in_order};

/// Writes `path:line:column: level[rule]: message` for each finding.
pub(super) fn write(out: &mut dyn Write, input: Input<'_>) -> io::Result<()> {
    let mut places = Places::new(input.sources);
    for finding in in_order(input.findings, input.sources) {
        let start = places.start(finding.span);
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            inert(places.path(finding.span.file)),
            start.line,
            start.column,
            finding.level.word(),
            finding.rule.name,
            inert(&finding.message)
        )?;
    }
    Ok(())
}
