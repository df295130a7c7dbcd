//! The report in the terminal: figures with what they mean, the two plots, and where it goes wrong.

use std::cmp::Ordering;
use std::io::{self, Write};

use super::calibration::Weighing;
use super::classes::{Class, Confusion};
use super::figures::{Evaluation, Figures, Outcomes};
use super::plot::{Canvas, bar};
use super::share::{Share, percent};
use super::threshold::{AtThreshold, RULE};
use crate::labelled::{OUT_OF_SCOPE, shortened};
use crate::output::{Paint, Painter};
use crate::report::counted;

/// How much of the long lists is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// The worst of them.
    Short,
    All,
}

/// Prints the whole report.
pub(super) fn print(
    to: &mut dyn Write,
    painter: Painter,
    found: &Evaluation,
    length: Length,
) -> io::Result<()> {
    let screen = &mut Screen { to, painter };
    heading(screen, found)?;
    outcomes(screen, found)?;
    figures(screen, &found.figures)?;
    reliability(screen, found)?;
    curve(screen, found)?;
    thresholds(screen, found)?;
    intents(screen, found, length)?;
    confusions(screen, &found.confusions, length)
}

/// Where the report goes.
struct Screen<'w> {
    to: &'w mut dyn Write,
    painter: Painter,
}

fn heading(screen: &mut Screen<'_>, found: &Evaluation) -> io::Result<()> {
    let (source, figures) = (&found.source, &found.figures);
    let title = format!("{} on {}", source.bot, source.lines_from);
    writeln!(screen.to, "{}", screen.painter.paint(Paint::Strong, title))?;
    writeln!(
        screen.to,
        "{}: {} in scope, {} out of scope (`{OUT_OF_SCOPE}`)",
        counted(figures.lines, "line"),
        figures.in_scope,
        figures.out_of_scope
    )?;
    if source.unused() > 0 {
        let unused = format!("{} could not be used", counted(source.unused(), "more line"));
        writeln!(screen.to, "{}", screen.painter.paint(Paint::Doubtful, unused))?;
    }
    match (source.threshold, &source.threshold_from) {
        (None, _) => writeln!(screen.to, "acting and asking as the bot's definitions say"),
        (Some(threshold), None) => writeln!(screen.to, "acting from confidence {threshold:.3}"),
        (Some(threshold), Some(file)) => {
            writeln!(screen.to, "acting from confidence {threshold:.3}, chosen on {file}: {RULE}")
        }
    }
}

/// A part of the report begins: an empty line and its title.
fn title(screen: &mut Screen<'_>, title: &str) -> io::Result<()> {
    writeln!(screen.to)?;
    writeln!(screen.to, "{}", screen.painter.paint(Paint::Strong, title))
}

fn outcomes(screen: &mut Screen<'_>, found: &Evaluation) -> io::Result<()> {
    title(screen, "What the bot does                in scope        out of scope")?;
    let mut row = |what: &str, part: fn(&Outcomes) -> usize, is_right: bool| {
        let cell = |outcomes: &Outcomes| {
            let share = Share { count: part(outcomes), of: outcomes.lines() };
            format!("{:>8} {share:>8}", share.count)
        };
        // What is out of scope has no right candidate.
        let outside = if is_right { "–".to_owned() } else { cell(&found.out_of_scope) };
        writeln!(screen.to, "{what:24} {} {outside:>19}", cell(&found.in_scope))
    };
    row("acts, rightly", |outcomes| outcomes.acted_right, true)?;
    row("acts, wrongly", |outcomes| outcomes.acted_wrong, false)?;
    row("asks, best is right", |outcomes| outcomes.asked_right, true)?;
    row("asks, best is wrong", |outcomes| outcomes.asked_wrong, false)?;
    row("misses", |outcomes| outcomes.missed, false)
}

fn figures(screen: &mut Screen<'_>, figures: &Figures) -> io::Result<()> {
    title(screen, "Figures                        95 % interval")?;
    let act = format!("right, where it acts ({} of the lines)", figures.answered_at_act);
    let ask =
        format!("best candidate is right, where it acts or asks ({})", figures.answered_at_ask);
    let shares: [(&str, Share, &str); 6] = [
        ("accuracy", figures.accuracy, "acts on the right intent, or leaves what is out of scope"),
        (
            "in-scope accuracy",
            figures.in_scope_accuracy_argmax,
            "best candidate is right, acted on or not",
        ),
        ("  acted on", figures.in_scope_accuracy_decided, "acts on the right intent"),
        ("out-of-scope recall", figures.out_of_scope_recall, "not acted on"),
        ("precision at act", figures.precision_at_act, &act),
        ("precision at ask", figures.precision_at_ask, &ask),
    ];
    for (name, share, meaning) in shares {
        let range = share.interval().map_or_else(String::new, |(low, high)| {
            format!("{:.1}–{:.1}", low * 100.0, high * 100.0)
        });
        line(screen, name, &share.to_string(), &range, meaning)?;
    }
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| format!("{v:.3}  "));
    let auroc = "in scope before out of scope by confidence; chance is 0.5";
    line(screen, "AUROC", &number(figures.auroc), "", auroc)?;
    line(
        screen,
        "MCC",
        &number(figures.mcc),
        "",
        "agreement over all classes, −1 to 1; chance is 0",
    )?;
    line(
        screen,
        "macro F1",
        &percent(figures.macro_f1),
        "",
        "mean over the intents that have lines",
    )?;
    let name = "calibration error";
    let as_is = percent(figures.calibration_error_as_is);
    match figures.calibration_error {
        Some(error) => {
            let meaning = format!("at 70 % in-scope traffic; {as_is} with the lines as they are");
            line(screen, name, &percent(Some(error)), "", &meaning)
        }
        None => line(screen, name, &as_is, "", "of the lines as they are"),
    }
}

fn line(
    screen: &mut Screen<'_>,
    name: &str,
    value: &str,
    range: &str,
    meaning: &str,
) -> io::Result<()> {
    let meaning = screen.painter.paint(Paint::Faint, meaning);
    writeln!(screen.to, "{name:20} {value:>10} {range:>12}  {meaning}")
}

fn reliability(screen: &mut Screen<'_>, found: &Evaluation) -> io::Result<()> {
    const WIDTH: usize = 40;
    let Some((reliability, weighing)) = &found.reliability else { return Ok(()) };
    let weighed = match weighing {
        Weighing::Traffic => "at 70 % in-scope traffic",
        Weighing::AsIs => "of the lines as they are",
    };
    title(screen, &format!("Reliability: how often the best candidate is right, {weighed}"))?;
    writeln!(
        screen.to,
        "confidence     lines     mean    right  ┃ is the mean confidence: there the bar should end"
    )?;
    for bin in &reliability.bins {
        let (Some(mean), Some(right)) = (bin.confidence, bin.right) else {
            writeln!(screen.to, "{:.1} – {:.1} {:>11}", bin.from, bin.to, 0)?;
            continue;
        };
        let drawn = bar(right, Some(mean), WIDTH);
        let (mean, right) = (percent(Some(mean)), percent(Some(right)));
        writeln!(
            screen.to,
            "{:.1} – {:.1} {:>11} {mean:>8} {right:>8}  {drawn}",
            bin.from, bin.to, bin.lines
        )?;
    }
    Ok(())
}

/// The accuracy/coverage curve.
fn curve(screen: &mut Screen<'_>, found: &Evaluation) -> io::Result<()> {
    const COLUMNS: usize = 60;
    const ROWS: usize = 10;
    let curve = found.sweep.curve();
    let points: Vec<(f64, f64)> = curve.iter().filter_map(point).collect();
    if points.is_empty() {
        return Ok(());
    }
    title(
        screen,
        "Accuracy by coverage: how much of what it answers is right, by how much it answers",
    )?;
    let now = found.figures.answered_at_act.value().zip(found.figures.precision_at_act.value());
    let best = found.sweep.best();
    let marks = [(best.as_ref().and_then(point), '◆'), (now, '●')];
    let low = lowest(points.iter().copied().chain(marks.iter().filter_map(|(point, _)| *point)));
    let scaled = |(x, y): (f64, f64)| (x, (y - low) / (1.0 - low));
    let mut canvas = Canvas::new(COLUMNS, ROWS);
    canvas.line(points.into_iter().map(scaled));
    for (point, mark) in marks {
        if let Some(point) = point {
            canvas.mark(scaled(point), mark);
        }
    }
    for (row, drawn) in canvas.rows().enumerate() {
        let label = match row {
            0 => "100 % ┤".to_owned(),
            _ if row == ROWS / 2 => format!("{:>3.0} % ┤", (1.0 + low) * 50.0),
            _ if row == ROWS - 1 => format!("{:>3.0} % ┤", low * 100.0),
            _ => "      │".to_owned(),
        };
        writeln!(screen.to, "{label}{drawn}")?;
    }
    let axis: String = (0..COLUMNS).map(|at| if at % 15 == 0 { '┬' } else { '─' }).collect();
    writeln!(screen.to, "      └{axis}┬")?;
    writeln!(
        screen.to,
        "       0 %           25 %           50 %           75 %        100 % answered"
    )?;
    if let Some((answered, right)) = now {
        let (answered, right) = (percent(Some(answered)), percent(Some(right)));
        writeln!(
            screen.to,
            "       ● as it acts here: {answered} answered, {right} of that right"
        )?;
    }
    if let Some(best) = best {
        writeln!(screen.to, "       ◆ best threshold of these lines, {:.3}", best.threshold())?;
    }
    Ok(())
}

fn point(at: &AtThreshold) -> Option<(f64, f64)> {
    at.answered().value().zip(at.precision().value())
}

/// Where the scale of the curve begins: below all points that stand for a twentieth of the lines.
/// With fewer answers a single wrong one would flatten the rest.
fn lowest(points: impl Iterator<Item = (f64, f64)>) -> f64 {
    const STARTS: [f64; 7] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25];
    let least = points.filter(|(answered, _)| *answered >= 0.05).map(|(_, right)| right);
    let least = least.fold(1.0, f64::min);
    STARTS.into_iter().find(|start| *start <= least).unwrap_or(0.0)
}

fn thresholds(screen: &mut Screen<'_>, found: &Evaluation) -> io::Result<()> {
    title(screen, "If it acted from another confidence (and asked for no lead)")?;
    writeln!(
        screen.to,
        "threshold  answered  precision  in-scope accuracy  out-of-scope recall  accuracy"
    )?;
    let best = found.sweep.best();
    let mut rows: Vec<AtThreshold> = found.sweep.every(100).skip(1).take(9).copied().collect();
    rows.extend(best);
    rows.sort_by_key(|at| at.steps);
    rows.dedup();
    for at in rows {
        let row = format!(
            "{:>9.3} {:>9} {:>10} {:>18} {:>20} {:>9}",
            at.threshold(),
            at.answered(),
            at.precision(),
            at.in_scope_accuracy(),
            at.out_of_scope_recall(),
            at.accuracy()
        );
        if best == Some(at) {
            let row = screen.painter.paint(Paint::Strong, row);
            writeln!(screen.to, "{row}  ◆ best of these lines")?;
        } else {
            writeln!(screen.to, "{row}")?;
        }
    }
    match best {
        Some(_) => writeln!(screen.to, "◆ {}", screen.painter.paint(Paint::Faint, RULE)),
        None => Ok(()),
    }
}

fn intents(screen: &mut Screen<'_>, found: &Evaluation, length: Length) -> io::Result<()> {
    const SHOWN: usize = 15;
    let used = |class: &&Class| class.f1().is_some();
    let mut classes: Vec<&Class> = found.classes.iter().filter(used).collect();
    // Stable: equal ones stay in the order of the bot.
    classes.sort_by(|a, b| a.f1().partial_cmp(&b.f1()).unwrap_or(Ordering::Equal));
    let all = classes.len();
    classes.truncate(if length == Length::All { all } else { SHOWN });
    title(screen, "Intents, the worst first")?;
    let name = |class: &Class| match &class.intent {
        Some(intent) => intent.to_string(),
        None => "(out of scope, not acted on)".to_owned(),
    };
    let width = classes.iter().map(|class| name(class).chars().count()).max().unwrap_or(0).max(6);
    writeln!(screen.to, "{:width$}  lines  taken  precision    recall        F1", "intent")?;
    for class in &classes {
        writeln!(
            screen.to,
            "{:width$} {:>6} {:>6} {:>10} {:>9} {:>9}",
            name(class),
            class.support,
            class.taken,
            class.precision(),
            class.recall(),
            percent(class.f1())
        )?;
    }
    let mut rest = Vec::new();
    let more = all - classes.len();
    if more > 0 {
        let least = percent(classes.last().and_then(|class| class.f1()));
        rest.push(format!("{more} more with an F1 of {least} or better (--all shows them)"));
    }
    let untested =
        found.classes.iter().filter(|class| class.support == 0 && class.intent.is_some());
    match untested.count() {
        0 => {}
        untested => rest.push(format!("{} of the bot without a line", counted(untested, "intent"))),
    }
    if !rest.is_empty() {
        writeln!(screen.to, "{}", screen.painter.paint(Paint::Faint, rest.join("; ")))?;
    }
    Ok(())
}

fn confusions(screen: &mut Screen<'_>, all: &[Confusion], length: Length) -> io::Result<()> {
    const SHOWN: usize = 10;
    title(screen, "Most frequent confusions (intent of the line → best candidate)")?;
    if all.is_empty() {
        return writeln!(screen.to, "none");
    }
    let shown = if length == Length::All { all } else { all.get(..SHOWN).unwrap_or(all) };
    for confusion in shown {
        let gold = confusion.gold.as_deref().unwrap_or(OUT_OF_SCOPE);
        let lines = counted(confusion.lines, "line");
        let acted = format!("({} acted on)", confusion.acted);
        writeln!(
            screen.to,
            "{lines:>9}  {gold} → {}  {}",
            confusion.taken_for,
            screen.painter.paint(Paint::Faint, acted)
        )?;
        for text in &confusion.examples {
            writeln!(screen.to, "           {}", shortened(text))?;
        }
    }
    match all.len() - shown.len() {
        0 => Ok(()),
        more => {
            let rest = format!("and {} (--all shows them)", counted(more, "more pair"));
            writeln!(screen.to, "{}", screen.painter.paint(Paint::Faint, rest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::made_up;
    use super::*;

    fn printed(length: Length) -> String {
        let mut out = Vec::new();
        print(&mut out, Painter::PLAIN, &made_up(), length).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Run with `GOLDEN=update` to write it anew, then read the difference.
    #[test]
    fn the_whole_report() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/eval/report.txt");
        let found = printed(Length::Short);
        if std::env::var_os("GOLDEN").is_some_and(|value| value == "update") {
            std::fs::write(path, &found).unwrap();
        }
        assert_eq!(found, std::fs::read_to_string(path).unwrap());
    }
}
