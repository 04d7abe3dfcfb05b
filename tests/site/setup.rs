//! What a case needs and files under version control cannot hold: links, pipes, large files, unusual bytes.
//!
//! Lines of a `setup.txt`, in order; `#` begins a comment:
//!
//! ```text
//! write content/menu.md "# Men\xfc\r\n"      bytes with escapes: \n \r \t \0 \" \\ \xNN \u{NNNN}
//! large content/log.md 17000000              a file of so many bytes
//! link content/machine.md -> /etc/hostname   a symbolic link
//! pipe content/queue.md                      a named pipe
//! pages content/list 120                     pages p001.md, p002.md … in a folder, with a title each
//! ```
#![expect(clippy::disallowed_methods, reason = "tests lay out sites")]

use std::fs;
use std::path::Path;

/// Does what a `setup.txt` says in the folder of a site.
///
/// # Errors
/// A line that cannot be read or done.
pub fn run(script: &str, site: &Path) -> Result<(), String> {
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        step(line, site).ok_or_else(|| format!("setup.txt: cannot do `{line}`"))?;
    }
    Ok(())
}

fn step(line: &str, site: &Path) -> Option<()> {
    let (word, rest) = line.split_once(' ')?;
    match word {
        "write" => {
            let (path, bytes) = quoted_path(rest)?;
            super::write(&site.join(path), &unescape(bytes.trim().strip_prefix('"')?.strip_suffix('"')?)?);
        }
        "pages" => {
            let (folder, count) = rest.rsplit_once(' ')?;
            for number in 1..=count.parse::<u32>().ok()? {
                let page = format!("# Page {number}\n\nText.\n");
                super::write(&site.join(folder).join(format!("p{number:03}.md")), page.as_bytes());
            }
        }
        "large" => {
            let (path, size) = rest.rsplit_once(' ')?;
            let line = b"one more line\n";
            super::write(&site.join(path), &line.iter().copied().cycle().take(size.parse().ok()?).collect::<Vec<u8>>());
        }
        "link" => {
            let (path, target) = rest.split_once(" -> ")?;
            let place = site.join(path);
            fs::create_dir_all(place.parent()?).ok()?;
            std::os::unix::fs::symlink(target, place).ok()?;
        }
        "pipe" => {
            let place = site.join(rest);
            fs::create_dir_all(place.parent()?).ok()?;
            let mode = rustix::fs::Mode::from_raw_mode(0o644);
            rustix::fs::mknodat(rustix::fs::CWD, &place, rustix::fs::FileType::Fifo, mode, 0).ok()?;
        }
        _ => return None,
    }
    Some(())
}

/// A path, in quotes where it holds escapes, and what follows it.
fn quoted_path(text: &str) -> Option<(std::ffi::OsString, &str)> {
    use std::os::unix::ffi::OsStringExt as _;
    let (path, rest) = match text.strip_prefix('"') {
        Some(quoted) => {
            let (path, rest) = quoted.split_once("\" ")?;
            (unescape(path)?, rest)
        }
        None => {
            let (path, rest) = text.split_once(' ')?;
            (path.as_bytes().to_vec(), rest)
        }
    };
    Some((std::ffi::OsString::from_vec(path), rest))
}

fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.extend(c.encode_utf8(&mut [0; 4]).bytes());
            continue;
        }
        match chars.next()? {
            'n' => out.push(b'\n'),
            'r' => out.push(b'\r'),
            't' => out.push(b'\t'),
            '0' => out.push(0),
            'x' => {
                let hex: String = chars.by_ref().take(2).collect();
                out.push(u8::from_str_radix(&hex, 16).ok()?);
            }
            'u' => {
                let hex: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let c = char::from_u32(u32::from_str_radix(&hex, 16).ok()?)?;
                out.extend(c.encode_utf8(&mut [0; 4]).bytes());
            }
            other => out.extend(other.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    Some(out)
}
