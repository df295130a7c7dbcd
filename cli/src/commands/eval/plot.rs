//! Plots out of characters: bars in eighths of a character, curves in braille dots. They tell the
//! same without colours.

/// A bar of `value` (0 to 1) of a scale that is `width` characters long, with a mark at `mark`.
///
/// The bar ends on an eighth of a character; the mark stands on whole ones, over the bar or not.
pub(super) fn bar(value: f64, mark: Option<f64>, width: usize) -> String {
    const EIGHTHS: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
    let eighths = rounded(value.clamp(0.0, 1.0) * width as f64 * 8.0);
    // The last position is the end of the scale: one more than its characters.
    let mark = mark.map(|mark| rounded(mark.clamp(0.0, 1.0) * width as f64));
    let part = |at: usize| match mark {
        Some(mark) if mark == at => '┃',
        _ => EIGHTHS.get(eighths.saturating_sub(at * 8).min(8)).copied().unwrap_or(' '),
    };
    let drawn: String = (0..=width).map(part).collect();
    drawn.trim_end().to_owned()
}

/// Where the scale of accuracies begins for points (coverage, accuracy): below all that stand for
/// a twentieth of the lines. With fewer answers a single wrong one would flatten the rest.
pub(super) fn lowest_share(points: impl Iterator<Item = (f64, f64)>) -> f64 {
    const STARTS: [f64; 7] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25];
    let least = points.filter(|(answered, _)| *answered >= 0.05).map(|(_, right)| right);
    let least = least.fold(1.0, f64::min);
    STARTS.into_iter().find(|start| *start <= least).unwrap_or(0.0)
}

/// A plane of braille dots, two columns and four rows in each character.
#[derive(Debug)]
pub(super) struct Canvas {
    columns: usize,
    rows: usize,
    dots: Vec<bool>,
    /// Characters that stand over the dots.
    marks: Vec<(usize, usize, char)>,
}

impl Canvas {
    /// `columns` and `rows` are characters.
    pub(super) fn new(columns: usize, rows: usize) -> Canvas {
        Canvas { columns, rows, dots: vec![false; columns * 2 * rows * 4], marks: Vec::new() }
    }

    /// A line through the points, 0 to 1 in both directions, (0, 0) at the lower left.
    pub(super) fn line(&mut self, points: impl IntoIterator<Item = (f64, f64)>) {
        let mut last: Option<(usize, usize)> = None;
        for point in points {
            let (x, y) = self.dot(point);
            let (from_x, from_y) = last.unwrap_or((x, y));
            let steps = x.abs_diff(from_x).max(y.abs_diff(from_y)).max(1);
            for step in 0..=steps {
                let along = |from: usize, to: usize| {
                    rounded(from as f64 + (to as f64 - from as f64) * step as f64 / steps as f64)
                };
                self.set(along(from_x, x), along(from_y, y));
            }
            last = Some((x, y));
        }
    }

    /// A character at a point, over what is drawn there.
    pub(super) fn mark(&mut self, point: (f64, f64), mark: char) {
        let (x, y) = self.dot(point);
        self.marks.push((x / 2, y / 4, mark));
    }

    /// The rows from the top, without blanks at their ends.
    pub(super) fn rows(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.rows).map(|row| {
            let drawn: String = (0..self.columns).map(|column| self.cell(column, row)).collect();
            drawn.trim_end().to_owned()
        })
    }

    fn cell(&self, column: usize, row: usize) -> char {
        /// Bits of a braille pattern (Unicode block at U+2800), by row and column of the dot.
        const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        if let Some((.., mark)) = self.marks.iter().rev().find(|m| (m.0, m.1) == (column, row)) {
            return *mark;
        }
        let mut bits = 0;
        for (y, line) in BITS.iter().enumerate() {
            for (x, bit) in line.iter().enumerate() {
                let index = (row * 4 + y) * self.columns * 2 + column * 2 + x;
                bits |= if self.dots.get(index) == Some(&true) { *bit } else { 0 };
            }
        }
        if bits == 0 { ' ' } else { char::from_u32(0x2800 + bits).unwrap_or(' ') }
    }

    /// The dot of a point; what lies outside is moved to the edge.
    fn dot(&self, (x, y): (f64, f64)) -> (usize, usize) {
        let last = |dots: usize| dots.saturating_sub(1) as f64;
        let x = rounded(x.clamp(0.0, 1.0) * last(self.columns * 2));
        let y = rounded((1.0 - y.clamp(0.0, 1.0)) * last(self.rows * 4));
        (x, y)
    }

    fn set(&mut self, x: usize, y: usize) {
        if let Some(dot) = self.dots.get_mut(y * self.columns * 2 + x) {
            *dot = true;
        }
    }
}

/// To the nearest whole number; what is less than 0 becomes 0.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rounded(value: f64) -> usize {
    value.round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_end_on_eighths() {
        assert_eq!(bar(0.0, None, 4), "");
        assert_eq!(bar(1.0, None, 4), "████");
        assert_eq!(bar(0.5, None, 4), "██");
        assert_eq!(bar(0.53125, None, 4), "██▏");
        assert_eq!(bar(2.0, None, 4), "████", "no more than the scale");
    }

    #[test]
    fn a_mark_stands_in_the_bar_or_beside_it() {
        assert_eq!(bar(1.0, Some(0.5), 4), "██┃█");
        assert_eq!(bar(0.5, Some(1.0), 4), "██  ┃");
        assert_eq!(bar(0.0, Some(0.0), 4), "┃");
    }

    #[test]
    fn a_line_from_corner_to_corner() {
        let mut canvas = Canvas::new(4, 2);
        canvas.line([(0.0, 0.0), (1.0, 1.0)]);
        assert_eq!(canvas.rows().collect::<Vec<_>>(), ["  ⡠⠊", "⡠⠊"]);
        canvas.mark((0.0, 0.0), '●');
        canvas.mark((9.0, -9.0), '◆');
        assert_eq!(canvas.rows().collect::<Vec<_>>(), ["  ⡠⠊", "●⠊ ◆"]);
    }

    #[test]
    fn a_single_point_is_a_dot_and_nothing_is_blank() {
        let mut canvas = Canvas::new(2, 1);
        assert_eq!(canvas.rows().collect::<Vec<_>>(), [""]);
        canvas.line([(0.0, 1.0)]);
        assert_eq!(canvas.rows().collect::<Vec<_>>(), ["⠁"]);
    }
}
