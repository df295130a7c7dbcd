//! The report in the terminal: figures with what they mean, the two plots, and where it goes wrong.

use std::cmp::Ordering;
use std::io::{self, Write};

use super::calibration::Weighing;
use super::classes::{Class, Confusion};
use super::figures::{Evaluation, Figures, Outcomes};
use super::plot::{Canvas, bar, lowest_share};
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
    writeln!(screen.to, "{}", source.acting())
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
        let is_empty = is_right || found.out_of_scope.lines() == 0;
        let outside = if is_empty { "–".to_owned() } else { cell(&found.out_of_scope) };
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
    for (name, value, range, meaning) in figures.rows() {
        let meaning = screen.painter.paint(Paint::Faint, meaning);
        // Numbers without the sign of per cent stand below those with it.
        let value = if value.ends_with('%') { value } else { value + "  " };
        writeln!(screen.to, "{name:20} {value:>10} {range:>12}  {meaning}")?;
    }
    Ok(())
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
    let low =
        lowest_share(points.iter().copied().chain(marks.iter().filter_map(|(point, _)| *point)));
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
    match found.untested_intents().len() {
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
