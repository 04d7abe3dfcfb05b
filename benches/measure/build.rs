//! One build as a process of its own: this program again, told what to build. So its time has a beginning and an end, and
//! its memory is nobody else's.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use crate::guides::corpus::Corpus;
use crate::guides::place::Place;
use crate::least::{self, Failure};

/// The first argument of a process that builds.
const CHILD: &str = "--build-with";

/// What begins the line in which such a process says how much memory it had at the most.
const PEAK: &str = "VmHWM:";

/// What begins the line in which it says how long processors worked for it, in nanoseconds.
const PROCESSOR: &str = "processor:";

/// What builds.
#[derive(Clone, Copy)]
pub(crate) enum Builder {
    Floor,
    Factpress,
}

impl Builder {
    const ALL: [Self; 2] = [Self::Floor, Self::Factpress];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Factpress => "factpress",
        }
    }

    /// Builds in this process.
    fn build(self, source: &OsStr, out: &OsStr) -> Result<(), Failure> {
        match self {
            Self::Floor => least::run(Path::new(source), Path::new(out)).map(|_| ()),
            Self::Factpress => {
                let threads = OsString::from(least::THREADS.to_string());
                let words = ["factpress", "build", "--threads"].map(OsString::from);
                let args = words.into_iter().chain([threads, "--out".into(), out.into(), source.into()]);
                match factpress::cli::run(args) {
                    // Real guides have findings.
                    factpress::cli::Exit::Clean | factpress::cli::Exit::Findings => Ok(()),
                    factpress::cli::Exit::Failed => Err("factpress could not build".into()),
                }
            }
        }
    }
}

/// What one build took.
pub(crate) struct Run {
    pub(crate) elapsed: Duration,
    /// How long processors worked, all threads added up: what a busy machine disturbs least.
    pub(crate) processor: Duration,
    /// The most memory it had, in bytes, where the system tells.
    pub(crate) peak: Option<u64>,
    /// How many pages of HTML it wrote.
    pub(crate) pages: usize,
}

/// Builds in a process of its own, into a folder that is not there yet.
pub(crate) fn run(builder: Builder, corpus: &Corpus, place: &Place, round: usize) -> Result<Run, Failure> {
    let out = place.folder.path().join(format!("{}-{}-{round}", corpus.name, builder.name()));
    // What others have still to write to the disk must not fall into this run.
    rustix::fs::sync();
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(CHILD).arg(builder.name()).arg(&corpus.root).arg(&out).stdout(Stdio::null()).stderr(Stdio::piped());
    let began = Instant::now();
    let output = command.spawn()?.wait_with_output()?;
    let elapsed = began.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{} on {}: {said}", builder.name(), corpus.name).into());
    }
    let pages = if out.is_dir() { count_pages(&out)? } else { 0 };
    if out.is_dir() && !place.keeps_outputs {
        fs::remove_dir_all(&out)?;
    }
    let processor = said.lines().find_map(processor).ok_or("the build did not say how long processors worked")?;
    Ok(Run { elapsed, processor, peak: said.lines().find_map(peak), pages })
}

/// Builds, where this process is one that [`run`] has started.
pub(crate) fn answer(args: &[OsString]) -> Option<ExitCode> {
    let [first, name, source, out] = args else { return None };
    if first != CHILD {
        return None;
    }
    let builder = Builder::ALL.into_iter().find(|builder| name == builder.name())?;
    if let Err(error) = builder.build(source, out) {
        eprintln!("{error}");
        return Some(ExitCode::FAILURE);
    }
    if let Ok(status) = fs::read_to_string("/proc/self/status")
        && let Some(line) = status.lines().find(|line| line.starts_with(PEAK))
    {
        eprintln!("{line}");
    }
    let worked = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    eprintln!("{PROCESSOR} {}", i128::from(worked.tv_sec) * 1_000_000_000 + i128::from(worked.tv_nsec));
    Some(ExitCode::SUCCESS)
}

fn processor(line: &str) -> Option<Duration> {
    line.strip_prefix(PROCESSOR)?.trim().parse().ok().map(Duration::from_nanos)
}

/// `VmHWM:   12345 kB` as bytes.
fn peak(line: &str) -> Option<u64> {
    let kibibytes: u64 = line.strip_prefix(PEAK)?.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

fn count_pages(out: &Path) -> Result<usize, Failure> {
    let mut pages = 0;
    for entry in WalkDir::new(out) {
        pages += usize::from(entry?.path().extension().is_some_and(|extension| extension == "html"));
    }
    Ok(pages)
}
