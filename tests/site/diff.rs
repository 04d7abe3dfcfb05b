//! A line diff, small and exact: what was expected, what came, and two lines around each difference.

/// The differences between two texts, as lines with `-` (expected), `+` (came) or a space; empty where they are equal.
pub fn lines(expected: &str, came: &str) -> String {
    if expected == came {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), came.split('\n').collect());
    let marked = mark(&old, &new);
    let near = |at: usize| marked[at.saturating_sub(2)..marked.len().min(at + 3)].iter().any(|(mark, _)| *mark != ' ');
    let mut out = String::new();
    let mut gap = false;
    for (at, (mark, line)) in marked.iter().enumerate() {
        if near(at) {
            if gap {
                out.push_str("    …\n");
            }
            out.push_str(&format!("    {mark}{line}\n"));
        }
        gap = !near(at);
    }
    out
}

/// All lines of both texts in order, each with its mark: the longest common sequence is kept.
fn mark<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    // Long texts are compared without the table: their common head and tail are enough to find the place.
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut marked: Vec<(char, &str)> = old[..head].iter().map(|line| (' ', *line)).collect();
    if a.len().saturating_mul(b.len()) > 4_000_000 {
        marked.extend(a.iter().map(|line| ('-', *line)));
        marked.extend(b.iter().map(|line| ('+', *line)));
    } else {
        let mut longest = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                longest[i][j] =
                    if a[i] == b[j] { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            if i < a.len() && j < b.len() && a[i] == b[j] {
                marked.push((' ', a[i]));
                (i, j) = (i + 1, j + 1);
            } else if j == b.len() || (i < a.len() && longest[i + 1][j] >= longest[i][j + 1]) {
                marked.push(('-', a[i]));
                i += 1;
            } else {
                marked.push(('+', b[j]));
                j += 1;
            }
        }
    }
    marked.extend(old[old.len() - tail..].iter().map(|line| (' ', *line)));
    marked
}
