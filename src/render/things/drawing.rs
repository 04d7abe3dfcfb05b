//! The lines of a drawing that joins a thing with what it is related to: a column of boxes, and the thing beside its middle.
//!
//! A box is 52 units high, and 8 lie between two. The lines are drawn over 100 units of width, which the theme stretches to
//! the space between the columns. Beside the boxes a line runs flat, because the word for the relation stands on it.

use serde::Serialize;

/// How high a box is.
const BOX: usize = 52;

/// How far the tops of two boxes lie apart.
const ROW: usize = 60;

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
        let path = "M0 56C14 56 12 26 26 26H100M0 56C14 56 12 86 26 86H100".to_owned();
        assert_eq!(from_the_middle(2), Wires { height: 112, path });
        let path = "M0 26H74C88 26 86 26 100 26".to_owned();
        assert_eq!(to_the_middle(1), Wires { height: 52, path });
    }
}
