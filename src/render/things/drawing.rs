//! The lines of a drawing that joins a thing with what it is related to: a column of boxes, and the thing beside its middle.
//!
//! A box is 40 units high, and 8 lie between two. The lines are drawn over 100 units of width, which the theme stretches to
//! the space between the columns. Beside the boxes a line runs flat, because the word for the relation stands on it.

use serde::Serialize;

/// How high a box is.
const BOX: usize = 40;

/// How far the tops of two boxes lie apart.
const ROW: usize = 48;

/// The lines of one column.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Wires {
    /// How high the column is.
    height: usize,
    /// The data of an SVG path.
    path: String,
}

/// Lines from the boxes of a column to the thing behind them.
pub(super) fn to_the_middle(boxes: usize) -> Wires {
    wires(boxes, |y, middle| format!("M0 {y}H74C88 {y} 86 {middle} 100 {middle}"))
}

/// Lines from the thing to the boxes of a column behind it.
pub(super) fn from_the_middle(boxes: usize) -> Wires {
    wires(boxes, |y, middle| format!("M0 {middle}C14 {middle} 12 {y} 26 {y}H100"))
}

fn wires(boxes: usize, line: impl Fn(usize, usize) -> String) -> Wires {
    let height = (boxes * ROW).saturating_sub(ROW - BOX);
    let path = (0..boxes).map(|row| line(row * ROW + BOX / 2, height / 2)).collect();
    Wires { height, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_box_is_joined_with_the_middle() {
        let path = "M0 44C14 44 12 20 26 20H100M0 44C14 44 12 68 26 68H100".to_owned();
        assert_eq!(from_the_middle(2), Wires { height: 88, path });
        let path = "M0 20H74C88 20 86 20 100 20".to_owned();
        assert_eq!(to_the_middle(1), Wires { height: 40, path });
    }
}
