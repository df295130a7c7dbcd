//! A chart as SVG, drawn by hand: axes, grid, lines, bars, marks. Colours and fonts are those of
//! `style.css`; what the chart means is not known here.

use crate::markup::escaped;

/// Width and height, in units of the drawing; the page scales it.
const SIZE: (f64, f64) = (520.0, 330.0);
/// Around the plane: left (numbers and label of the axis), right, top, bottom.
const MARGINS: (f64, f64, f64, f64) = (58.0, 24.0, 22.0, 46.0);

/// One axis: what it is, where it begins and ends, and the numbers along it.
pub(super) struct Axis {
    pub(super) label: &'static str,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis for shares from `ends.0` to `ends.1`, with a tick at each `step`.
    pub(super) fn percent(label: &'static str, ends: (f64, f64), step: f64) -> Axis {
        let steps = ((ends.1 - ends.0) / step).round() as u32;
        let tick = |at: u32| ends.0 + f64::from(at) * step;
        let ticks = (0..=steps).map(|at| (tick(at), format!("{:.0} %", tick(at) * 100.0)));
        Axis { label, from: ends.0, to: ends.1, ticks: ticks.collect() }
    }

    /// An axis for confidences.
    pub(super) fn confidence(label: &'static str) -> Axis {
        let ticks = (0..=5).map(|at| f64::from(at) / 5.0).map(|at| (at, format!("{at:.1}")));
        Axis { label, from: 0.0, to: 1.0, ticks: ticks.collect() }
    }

    /// Where on the axis: 0 to 1. What lies outside is at its end.
    fn place(&self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }
}

/// What is drawn so far.
pub(super) struct Chart {
    x: Axis,
    y: Axis,
    body: String,
}

impl Chart {
    pub(super) fn new(x: Axis, y: Axis) -> Chart {
        Chart { x, y, body: String::new() }
    }

    /// A line through the points, in the colour and dashes of `class`.
    pub(super) fn line(&mut self, class: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let points: Vec<String> = points
            .into_iter()
            .map(|point| self.at(point))
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        self.body += &format!("<polyline class=\"{class}\" points=\"{}\"/>\n", points.join(" "));
    }

    /// A bar from `low` to `high` over the stretch `from..to`, with a text for the mouse.
    pub(super) fn bar(&mut self, class: &str, x: (f64, f64), y: (f64, f64), text: &str) {
        let ((left, bottom), (right, top)) = (self.at((x.0, y.0)), self.at((x.1, y.1)));
        // A gap between bars that stand side by side.
        let (left, width) = (left + 1.0, (right - left - 2.0).max(0.5));
        let height = bottom - top;
        self.body += &format!(
            "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" \
             height=\"{height:.1}\"><title>{}</title></rect>\n",
            escaped(text)
        );
    }

    /// A round mark.
    pub(super) fn dot(&mut self, class: &str, point: (f64, f64), text: &str) {
        let (x, y) = self.at(point);
        self.body += &format!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"><title>{}</title></circle>\n",
            escaped(text)
        );
    }

    /// A mark that stands on its corner.
    pub(super) fn diamond(&mut self, class: &str, point: (f64, f64), text: &str) {
        let (x, y) = self.at(point);
        self.body += &format!(
            "<path class=\"{class}\" d=\"M{x:.1} {:.1}l6.5 6.5-6.5 6.5-6.5-6.5z\"><title>{}</title></path>\n",
            y - 6.5,
            escaped(text)
        );
    }

    /// The drawing; screen readers read `title` and `description` in its place.
    pub(super) fn finish(self, title: &str, description: &str) -> String {
        let (width, height) = SIZE;
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}. {}\">\n{}{}</svg>\n",
            escaped(title),
            escaped(description),
            self.frame(),
            self.body
        )
    }

    /// Grid, numbers and labels.
    fn frame(&self) -> String {
        let (width, height) = SIZE;
        let (left, right, top, bottom) =
            (MARGINS.0, width - MARGINS.1, MARGINS.2, height - MARGINS.3);
        let mut out = String::new();
        for (value, text) in &self.x.ticks {
            let (x, _) = self.at((*value, self.y.from));
            out += &format!(
                "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{text}</text>\n",
                bottom + 17.0
            );
        }
        for (value, text) in &self.y.ticks {
            let (_, y) = self.at((self.x.from, *value));
            out += &format!(
                "<line class=\"grid\" x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{text}</text>\n",
                left - 7.0,
                y + 4.0
            );
        }
        out += &format!(
            "<text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
            (left + right) / 2.0,
            height - 8.0,
            escaped(self.x.label)
        );
        out + &format!(
            "<text class=\"axis\" x=\"{left}\" y=\"12\" text-anchor=\"start\">{}</text>\n",
            escaped(self.y.label)
        )
    }

    /// Where a point is in the drawing.
    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (width, height) = (SIZE.0 - MARGINS.0 - MARGINS.1, SIZE.1 - MARGINS.2 - MARGINS.3);
        (MARGINS.0 + self.x.place(x) * width, MARGINS.2 + (1.0 - self.y.place(y)) * height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_numbers() {
        let axis = Axis::percent("right", (0.8, 1.0), 0.05);
        let texts: Vec<&str> = axis.ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["80 %", "85 %", "90 %", "95 %", "100 %"]);
    }

    #[test]
    fn points_are_placed_by_the_axes() {
        let mut chart = Chart::new(Axis::confidence("x"), Axis::percent("y", (0.0, 10.0), 5.0));
        chart.line("a", [(0.0, 0.0), (1.0, 10.0), (7.0, -3.0)]);
        let drawn = chart.finish("Title", "What it shows");
        assert!(drawn.contains("points=\"58.0,284.0 496.0,22.0 496.0,284.0\""), "{drawn}");
        assert!(drawn.contains("aria-label=\"Title. What it shows\""));
    }

    #[test]
    fn texts_cannot_end_the_drawing() {
        let mut chart = Chart::new(Axis::confidence("x"), Axis::confidence("y"));
        chart.dot("a", (0.0, 0.0), "</title><script>");
        let drawn = chart.finish("\"", "&");
        assert!(!drawn.contains("<script>"), "{drawn}");
        assert!(drawn.contains("aria-label=\"&quot;. &amp;\""), "{drawn}");
    }
}
