//! The four plots of the page, each with its legend and its numbers as a table.

use super::super::calibration::Weighing;
use super::super::figures::Evaluation;
use super::super::plot::lowest_share;
use super::super::share::{Share, percent};
use super::super::threshold::AtThreshold;
use super::chart::{Axis, Chart};
use super::table;
use crate::markup::escaped;

/// All plots that the lines are enough for.
pub(super) fn plots(found: &Evaluation) -> String {
    [reliability(found), coverage(found), thresholds(found), confidences(found)].concat()
}

/// A plot with its title, what to see in it, and its numbers.
fn figure(title: &str, drawing: &str, meaning: &str, numbers: &str) -> String {
    format!(
        "<figure>\n<h3>{}</h3>\n{drawing}<figcaption>{meaning}\n\
         <details><summary>Numbers</summary>{numbers}</details></figcaption>\n</figure>\n",
        escaped(title)
    )
}

fn reliability(found: &Evaluation) -> String {
    let Some((reliability, weighing)) = &found.reliability else { return String::new() };
    let weighed = match weighing {
        Weighing::Traffic => "weighed as 70 % in-scope traffic",
        Weighing::AsIs => "the lines as they are",
    };
    let y = Axis::percent("best candidate is right", (0.0, 1.0), 0.2);
    let mut chart = Chart::new(Axis::confidence("confidence"), y);
    let mut rows = Vec::new();
    for bin in &reliability.bins {
        let range = format!("{:.1} – {:.1}", bin.from, bin.to);
        let (mean, right) = (percent(bin.confidence), percent(bin.right));
        if let Some(share) = bin.right {
            let text =
                format!("{range}: {} lines, mean confidence {mean}, right {right}", bin.lines);
            chart.bar("bin", (bin.from, bin.to), (0.0, share), &text);
        }
        rows.push([range, bin.lines.to_string(), mean, right].to_vec());
    }
    chart.line("ideal", [(0.0, 0.0), (1.0, 1.0)]);
    for bin in &reliability.bins {
        if let (Some(mean), Some(right)) = (bin.confidence, bin.right) {
            chart.dot("mean", (mean, right), &format!("{} lines", bin.lines));
        }
    }
    let title = format!("Reliability, {weighed}");
    let drawing =
        chart.finish(&title, "Bars on the dashed line keep the promise of the confidence");
    let meaning = "Bars: how often the best candidate is right, by its confidence. Dots stand at the \
                   mean confidence of a bar. On the dashed line the confidence keeps its promise; \
                   above it the bot is too modest, below it too sure.";
    let numbers = table(&["confidence", "lines", "mean", "right"], &rows);
    figure(&title, &drawing, meaning, &numbers)
}

fn coverage(found: &Evaluation) -> String {
    let curve = found.sweep.curve();
    let point = |at: &AtThreshold| at.answered().value().zip(at.precision().value());
    let points: Vec<(f64, f64)> = curve.iter().filter_map(point).collect();
    let now = found.figures.answered_at_act.value().zip(found.figures.precision_at_act.value());
    let best = found.sweep.best();
    if points.is_empty() {
        return String::new();
    }
    let low = lowest_share(points.iter().copied().chain(now));
    let step = if low >= 0.9 {
        0.02
    } else if low >= 0.75 {
        0.05
    } else {
        0.1
    };
    let y = Axis::percent("right, of what is answered", (low, 1.0), step);
    let mut chart = Chart::new(Axis::percent("answered, of all lines", (0.0, 1.0), 0.2), y);
    chart.line("curve", points.iter().copied());
    let mut notes =
        vec!["The surest lines are answered first, then less and less sure ones.".to_owned()];
    if let Some((best, at)) = best.and_then(|best| Some((best, point(&best)?))) {
        let text = format!("best threshold of these lines, {:.3}", best.threshold());
        chart.diamond("best", at, &text);
        notes.push(format!("◆ {text}."));
    }
    if let Some(now) = now {
        let (answered, right) = (percent(Some(now.0)), percent(Some(now.1)));
        let text = format!("as it acts here: {answered} answered, {right} of that right");
        chart.dot("now", now, &text);
        notes.push(format!("● {text}."));
    }
    let title = "Accuracy by coverage";
    let drawing =
        chart.finish(title, "How much of what the bot answers is right, by how much it answers");
    // A table of a thousand thresholds helps nobody.
    let rows: Vec<Vec<String>> = (1..=20)
        .filter_map(|at| {
            let wanted = f64::from(at) / 20.0;
            let at = curve.iter().find(|at| at.answered().value() >= Some(wanted))?;
            Some(vec![
                at.answered().to_string(),
                at.precision().to_string(),
                format!("{:.3}", at.threshold()),
            ])
        })
        .collect();
    let numbers = table(&["answered", "right of that", "threshold"], &rows);
    figure(title, &drawing, &notes.join(" "), &numbers)
}

fn thresholds(found: &Evaluation) -> String {
    let y = Axis::percent("share", (0.0, 1.0), 0.2);
    let mut chart = Chart::new(Axis::confidence("acts from confidence"), y);
    let line = |value: fn(&AtThreshold) -> Option<f64>| {
        let points = found.sweep.every(5).map(move |at| Some((at.threshold(), value(at)?)));
        points.flatten().collect::<Vec<_>>()
    };
    chart.line("inside", line(|at| at.in_scope_accuracy().value()));
    chart.line("outside", line(|at| at.out_of_scope_recall().value()));
    chart.line("accuracy", line(|at| at.accuracy().value()));
    if let Some(best) = found.sweep.best() {
        let at = best.accuracy().value().unwrap_or_default();
        chart.diamond("best", (best.threshold(), at), &format!("best, {:.3}", best.threshold()));
    }
    let title = "What another threshold would do";
    let drawing = chart
        .finish(title, "In-scope accuracy falls and out-of-scope recall rises with the threshold");
    let meaning = [
        legend("inside", "in-scope accuracy (acted on)"),
        legend("outside", "out-of-scope recall"),
        legend("accuracy", "accuracy (◆ highest)"),
    ];
    let row = |at: &AtThreshold| {
        let shares = [
            at.answered(),
            at.precision(),
            at.in_scope_accuracy(),
            at.out_of_scope_recall(),
            at.accuracy(),
        ];
        let mut row = vec![format!("{:.2}", at.threshold())];
        row.extend(shares.map(|share| share.to_string()));
        row
    };
    let rows: Vec<Vec<String>> = found.sweep.every(50).map(row).collect();
    let head = [
        "threshold",
        "answered",
        "precision",
        "in-scope accuracy",
        "out-of-scope recall",
        "accuracy",
    ];
    figure(title, &drawing, &meaning.concat(), &table(&head, &rows))
}

/// How the confidences are spread: of the lines in scope, and beside them of those out of scope,
/// each as shares of their kind, since there may be many more of one.
fn confidences(found: &Evaluation) -> String {
    const BINS: usize = 20;
    const KINDS: [(&str, &str); 3] = [
        ("right", "in scope, best is right"),
        ("wrong", "in scope, best is wrong"),
        ("outside-bar", "out of scope"),
    ];
    let mut bins = [[0_usize; 3]; BINS];
    for answer in &found.answers {
        let bin = (answer.confidence * BINS as f64).floor() as usize;
        let kind = match (answer.is_in_scope(), answer.best_is_right()) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => 2,
        };
        if let Some(count) = bins.get_mut(bin.min(BINS - 1)).and_then(|bin| bin.get_mut(kind)) {
            *count += 1;
        }
    }
    let (inside, outside) = (found.figures.in_scope, found.figures.out_of_scope);
    let share = |count: usize, of: usize| Share { count, of }.value().unwrap_or(0.0);
    let heights = bins.map(|[right, wrong, out]| {
        [share(right, inside), share(right + wrong, inside), share(out, outside)]
    });
    let most = heights.iter().flatten().copied().fold(0.0, f64::max);
    let step = if most > 0.5 { 0.2 } else { 0.1 };
    let y =
        Axis::percent("share of the lines of the kind", (0.0, (most / step).ceil() * step), step);
    let mut chart = Chart::new(Axis::confidence("confidence"), y);
    let mut rows = Vec::new();
    for (index, (bin, [right, both, out])) in bins.iter().zip(heights).enumerate() {
        let at = |part: f64| (index as f64 + part) / BINS as f64;
        let range = format!("{:.2} – {:.2}", at(0.0), at(1.0));
        let places = [
            ((at(0.0), at(0.5)), (0.0, right)),
            ((at(0.0), at(0.5)), (right, both)),
            ((at(0.5), at(1.0)), (0.0, out)),
        ];
        for ((count, (class, name)), (x, y)) in bin.iter().zip(KINDS).zip(places) {
            if *count > 0 {
                chart.bar(class, x, y, &format!("{range}: {count} {name}"));
            }
        }
        let mut row = vec![range];
        row.extend(bin.map(|count| count.to_string()));
        rows.push(row);
    }
    let title = "Confidence of the best candidates";
    let drawing = chart.finish(title, "Right ones should be on the right, all others on the left");
    let meaning = KINDS.map(|(class, name)| legend(class, name)).concat();
    let numbers = table(&["confidence", "best is right", "best is wrong", "out of scope"], &rows);
    figure(title, &drawing, &meaning, &numbers)
}

/// A sample of a line or bar with its meaning.
fn legend(class: &str, meaning: &str) -> String {
    let sample = match class {
        "right" | "wrong" | "outside-bar" => {
            format!("<rect class=\"{class}\" width=\"28\" height=\"12\"/>")
        }
        _ => format!("<polyline class=\"{class}\" points=\"0,6 28,6\"/>"),
    };
    format!(
        "<span class=\"key\"><svg width=\"28\" height=\"12\" aria-hidden=\"true\">{sample}</svg> {}</span>\n",
        escaped(meaning)
    )
}
