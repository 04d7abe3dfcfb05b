//! Which language a code block is in: by its info string, else guessed for JSON, YAML and the shell.

/// A language that can be highlighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) struct Language {
    /// The name of its grammar.
    pub(in crate::markdown) grammar: &'static str,
    /// What readers call it.
    pub(in crate::markdown) label: &'static str,
}

const JSON: Language = Language { grammar: "json", label: "JSON" };
const YAML: Language = Language { grammar: "yaml", label: "YAML" };
const SHELL: Language = Language { grammar: "bash", label: "Shell" };

/// The language with a name, as authors write it after a fence; in any case.
pub(in crate::markdown) fn named(word: &str) -> Option<Language> {
    let language = |grammar, label| Some(Language { grammar, label });
    match word.to_ascii_lowercase().as_str() {
        "json" | "jsonc" | "json5" => Some(JSON),
        "yaml" | "yml" => Some(YAML),
        "sh" | "bash" | "shell" | "console" | "zsh" | "shell-session" | "sh-session" => Some(SHELL),
        "python" | "py" | "python3" => language("python", "Python"),
        "javascript" | "js" | "mjs" | "cjs" | "node" => language("javascript", "JavaScript"),
        "java" => language("java", "Java"),
        "go" | "golang" => language("go", "Go"),
        "xml" | "html" | "svg" | "xhtml" => {
            language("xml", if word.eq_ignore_ascii_case("html") { "HTML" } else { "XML" })
        }
        "hcl" | "terraform" | "tf" => language("hcl", "HCL"),
        "toml" => language("toml", "TOML"),
        _ => None,
    }
}

/// A careful guess: none rather than a wrong one.
pub(in crate::markdown) fn guess(code: &str) -> Option<Language> {
    let text = code.trim();
    let first = text.lines().next().unwrap_or("").trim_end();
    if is_json(text) {
        Some(JSON)
    } else if first.starts_with("$ ") || first.starts_with("#!/") || starts_command(first) {
        Some(SHELL)
    } else if is_yaml(text) {
        Some(YAML)
    } else {
        None
    }
}

fn is_json(text: &str) -> bool {
    let braces = text.starts_with('{') && text.ends_with('}');
    let brackets = text.starts_with('[') && text.ends_with(']');
    (braces && (text.contains('"') || text.len() == 2)) || (brackets && (text.contains('{') || text.contains('"')))
}

/// Commands that open most shell examples.
fn starts_command(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or("");
    line.contains(' ')
        && matches!(
            word,
            "aws"
                | "curl"
                | "sudo"
                | "cd"
                | "export"
                | "git"
                | "npm"
                | "pip"
                | "pip3"
                | "cargo"
                | "docker"
                | "kubectl"
                | "mkdir"
                | "chmod"
                | "cp"
                | "mv"
                | "rm"
                | "ssh"
                | "scp"
                | "wget"
                | "yum"
                | "apt-get"
                | "factpress"
        )
}

/// At least two lines, each a key, an item, a comment, blank or more indented than the first; one key at least.
fn is_yaml(text: &str) -> bool {
    let mut keys = 0;
    let mut lines = 0;
    for line in text.lines().take(12) {
        let bare = line.trim_start();
        if bare.is_empty() || bare.starts_with('#') || bare == "---" {
            continue;
        }
        lines += 1;
        let item = bare.strip_prefix("- ").unwrap_or(bare);
        let key = item.split_once(':').is_some_and(|(key, rest)| {
            let plain =
                key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | '/'));
            plain && !key.is_empty() && (rest.is_empty() || rest.starts_with(' ')) && !rest.ends_with([';', '{', ','])
        });
        if key {
            keys += 1;
        } else if !(bare.starts_with("- ") || line.starts_with(' ') && keys > 0) {
            return false;
        }
    }
    lines >= 2 && keys * 2 >= lines
}
