//! The report as one page: HTML with its style and its plots in it, nothing to load, no script.

use super::answer::Answer;
use super::classes::{Class, Confusion};
use super::figures::{Evaluation, Figures, Outcomes};
use super::share::{Share, percent};
use crate::labelled::OUT_OF_SCOPE;
use crate::markup::escaped;
use crate::report::counted;

mod chart;
mod plots;

/// Confusions on the page at most: a bot with many intents may have thousands that happened once.
const CONFUSIONS: usize = 200;
/// The surest mistakes that are listed.
const MISTAKES: usize = 50;

/// The whole page.
pub(super) fn page(found: &Evaluation) -> String {
    let title = format!("{} on {}", found.source.bot, found.source.lines_from);
    let parts = [
        heading(found, &title),
        outcomes(found),
        figures(&found.figures),
        format!(
            "<h2>Confidence and thresholds</h2>\n<div class=\"plots\">\n{}</div>\n",
            plots::plots(found)
        ),
        intents(found),
        confusions(&found.confusions),
        mistakes(found),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        escaped(&title),
        include_str!("page/style.css"),
        parts.concat()
    )
}

fn heading(found: &Evaluation, title: &str) -> String {
    let (source, figures) = (&found.source, &found.figures);
    let mut out = format!("<h1>{}</h1>\n", escaped(title));
    out += &format!(
        "<p class=\"soft\">{}: {} in scope, {} out of scope (<code>{OUT_OF_SCOPE}</code>); {}.</p>\n",
        counted(figures.lines, "line"),
        figures.in_scope,
        figures.out_of_scope,
        escaped(&source.acting())
    );
    if source.unused() > 0 {
        let unused = counted(source.unused(), "more line");
        out += &format!("<p class=\"bad\">{unused} could not be used.</p>\n");
    }
    out
}

fn outcomes(found: &Evaluation) -> String {
    type Part = (&'static str, &'static str, fn(&Outcomes) -> usize);
    const PARTS: [Part; 5] = [
        ("acted-right", "acts, rightly", |outcomes| outcomes.acted_right),
        ("asked-right", "asks, best is right", |outcomes| outcomes.asked_right),
        ("asked-wrong", "asks, best is wrong", |outcomes| outcomes.asked_wrong),
        ("missed", "misses", |outcomes| outcomes.missed),
        ("acted-wrong", "acts, wrongly", |outcomes| outcomes.acted_wrong),
    ];
    let kinds = [("In scope", &found.in_scope), ("Out of scope", &found.out_of_scope)];
    let mut out = "<h2>What the bot does</h2>\n".to_owned();
    for (kind, outcomes) in kinds.iter().filter(|(_, outcomes)| outcomes.lines() > 0) {
        let part = |(class, name, count): Part| {
            let count = count(outcomes);
            let title = format!("{name}: {count}");
            (count > 0).then(|| {
                format!("<span class=\"{class}\" style=\"flex:{count}\" title=\"{title}\"></span>")
            })
        };
        let bar: String = PARTS.into_iter().filter_map(part).collect();
        out += &format!(
            "<div class=\"soft\">{kind}</div><div class=\"stack\" aria-hidden=\"true\">{bar}</div>\n"
        );
    }
    let row = |(class, name, count): Part| {
        let cells = kinds.map(|(_, outcomes)| {
            let share = Share { count: count(outcomes), of: outcomes.lines() };
            match share.count {
                0 => "<td>–</td><td></td>".to_owned(),
                count => format!("<td>{count}</td><td>{share}</td>"),
            }
        });
        format!(
            "<tr><th scope=\"row\"><span class=\"swatch {class}\"></span>{name}</th>{}</tr>\n",
            cells.concat()
        )
    };
    let rows: String = PARTS.into_iter().map(row).collect();
    out + &format!(
        "<table><thead><tr><th></th><th scope=\"col\" colspan=\"2\">in scope</th>\
         <th scope=\"col\" colspan=\"2\">out of scope</th></tr></thead>\n<tbody>{rows}</tbody></table>\n"
    )
}

fn figures(figures: &Figures) -> String {
    let row = |(name, value, range, meaning): (&str, String, String, String)| {
        format!(
            "<tr><th scope=\"row\">{name}</th><td><strong>{value}</strong></td>\
             <td class=\"soft\">{range}</td><td class=\"text long soft\">{}</td></tr>\n",
            escaped(&meaning)
        )
    };
    let rows: String = figures.rows().into_iter().map(row).collect();
    format!(
        "<h2>Figures</h2>\n<div class=\"wide\"><table><thead><tr><th></th><th></th>\
         <th scope=\"col\">95 % interval</th><th></th></tr></thead>\n<tbody>{rows}</tbody></table></div>\n"
    )
}

fn intents(found: &Evaluation) -> String {
    let mut classes: Vec<&Class> =
        found.classes.iter().filter(|class| class.f1().is_some()).collect();
    classes.sort_by(|a, b| a.f1().unwrap_or(0.0).total_cmp(&b.f1().unwrap_or(0.0)));
    let row = |class: &&Class| {
        let name = class.intent.as_deref().map_or_else(
            || "<em>out of scope, not acted on</em>".to_owned(),
            |intent| format!("<bdi>{}</bdi>", escaped(intent)),
        );
        let value = class.f1().unwrap_or(0.0);
        format!(
            "<tr><th scope=\"row\">{name}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td>\
             <td>{}</td><td><span class=\"f1\" style=\"--v:{value:.3}\"></span></td></tr>\n",
            class.support,
            class.taken,
            class.precision(),
            class.recall(),
            percent(class.f1())
        )
    };
    let rows: String = classes.iter().map(row).collect();
    let untested = found.untested_intents();
    let untested = match untested.len() {
        0 => String::new(),
        many => format!(
            "<p class=\"soft\">{} of the bot without a line: {}.</p>\n",
            counted(many, "intent"),
            escaped(&untested.join(", "))
        ),
    };
    format!(
        "<h2>Intents, the worst first</h2>\n{untested}<div class=\"wide\"><table><thead><tr>\
         <th scope=\"col\">intent</th><th scope=\"col\">lines</th><th scope=\"col\">taken for it</th>\
         <th scope=\"col\">precision</th><th scope=\"col\">recall</th><th scope=\"col\">F1</th><th></th></tr></thead>\n\
         <tbody>{rows}</tbody></table></div>\n"
    )
}

fn confusions(all: &[Confusion]) -> String {
    let mut out = "<h2>Most frequent confusions</h2>\n".to_owned();
    if all.is_empty() {
        return out + "<p>None.</p>\n";
    }
    let row = |confusion: &Confusion| {
        let quote =
            |text: &String| format!("<div class=\"quote\"><bdi>{}</bdi></div>", escaped(text));
        let examples: String = confusion.examples.iter().map(quote).collect();
        format!(
            "<tr><th scope=\"row\"><bdi>{}</bdi></th><td class=\"text\"><bdi>{}</bdi></td><td>{}</td><td>{}</td>\
             <td class=\"text long\">{examples}</td></tr>\n",
            escaped(confusion.gold.as_deref().unwrap_or(OUT_OF_SCOPE)),
            escaped(&confusion.taken_for),
            confusion.lines,
            confusion.acted
        )
    };
    let rows: String = all.iter().take(CONFUSIONS).map(row).collect();
    out += &format!(
        "<div class=\"wide\"><table><thead><tr><th scope=\"col\">intent of the line</th>\
         <th scope=\"col\" class=\"text\">best candidate</th><th scope=\"col\">lines</th>\
         <th scope=\"col\">acted on</th><th scope=\"col\" class=\"text\">for example</th></tr></thead>\n\
         <tbody>{rows}</tbody></table></div>\n"
    );
    match all.len().saturating_sub(CONFUSIONS) {
        0 => out,
        more => out + &format!("<p class=\"soft\">and {}.</p>\n", counted(more, "more pair")),
    }
}

/// What the bot is surest of and wrong about: often the label is wrong, or a phrase.
fn mistakes(found: &Evaluation) -> String {
    let mut all: Vec<&Answer> =
        found.answers.iter().filter(|a| a.acted_on().is_some() && !a.is_right()).collect();
    all.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    if all.is_empty() {
        return String::new();
    }
    let row = |answer: &&Answer| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>{:.3}</td><td class=\"text\"><bdi>{}</bdi></td>\
             <td class=\"text\"><bdi>{}</bdi></td><td class=\"text long\"><bdi>{}</bdi></td></tr>\n",
            escaped(&answer.place),
            answer.confidence,
            escaped(answer.gold.as_deref().unwrap_or(OUT_OF_SCOPE)),
            escaped(answer.best.as_deref().unwrap_or_default()),
            escaped(&answer.text)
        )
    };
    let rows: String = all.iter().take(MISTAKES).map(row).collect();
    format!(
        "<h2>The surest mistakes</h2>\n<p class=\"soft\">Acted on wrongly, the highest confidence \
         first: often it is the label that is wrong.</p>\n<div class=\"wide\"><table><thead><tr>\
         <th scope=\"col\">line</th><th scope=\"col\">confidence</th>\
         <th scope=\"col\" class=\"text\">intent of the line</th>\
         <th scope=\"col\" class=\"text\">acted on</th>\
         <th scope=\"col\" class=\"text\">text</th></tr></thead>\n\
         <tbody>{rows}</tbody></table></div>\n"
    )
}

/// A table of numbers; the first column names the row.
fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: String = head.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    let row = |row: &Vec<String>| {
        let cell = |(index, cell): (usize, &String)| match index {
            0 => format!("<th scope=\"row\">{}</th>", escaped(cell)),
            _ => format!("<td>{}</td>", escaped(cell)),
        };
        format!("<tr>{}</tr>\n", row.iter().enumerate().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>\n")
}

#[cfg(test)]
mod tests {
    use super::super::answer::sample;
    use super::super::figures::tests::made_up;
    use super::super::source::Source;
    use super::*;

    /// Every tag that is opened is closed, in order: what a browser would otherwise guess.
    fn assert_balanced(page: &str) {
        const VOID: [&str; 2] = ["meta", "!doctype"];
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("an open tag: {tag}"));
            let name = tag.split([' ', '\n', '/']).find(|name| !name.is_empty()).unwrap();
            match tag {
                _ if VOID.contains(&name) || tag.ends_with('/') => {}
                _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{tag}"),
                _ => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn the_page_is_whole_and_loads_nothing() {
        let page = page(&made_up());
        assert_balanced(&page);
        if let Some(path) = std::env::var_os("SHOW_PAGE") {
            std::fs::write(path, &page).unwrap();
        }
        assert_eq!(page.matches("<figure>").count(), 4);
        assert_eq!(page.matches("role=\"img\"").count(), 4);
        for outside in ["http", "src=", "href=", "url(", "<script", "@import"] {
            assert!(!page.contains(outside), "{outside}");
        }
        for figure in ["79.8 %", "86.5 %", "0.924", "0.758", "13.3 %", "76.4–82.8"] {
            assert!(page.contains(figure), "{figure}");
        }
        assert!(!page.contains("NaN") && !page.contains("inf\""));
    }

    #[test]
    fn texts_and_names_stay_texts() {
        let mut answer = sample("<b>", "a&b", 0.9);
        answer.text = "<script>alert(\"1\")</script>\u{202e}\u{7}".into();
        let source = Source { bot: "<i>".into(), ..Source::default() };
        let intents = ["<b>", "a&b", "\"x"].map(std::sync::Arc::from);
        let page = page(&Evaluation::of(source, vec![answer], &intents));
        assert_balanced(&page);
        assert!(!page.contains("<script") && !page.contains("<i>") && !page.contains('\u{7}'));
        assert!(page.contains("<bdi>&lt;script&gt;alert(&quot;1&quot;)"));
        assert!(page.contains("2 intents of the bot without a line: a&amp;b, &quot;x."), "{page}");
    }

    #[test]
    fn lines_of_one_kind_only_or_without_candidates() {
        for answer in [sample("a", "a", 1.0), sample("oos", "a", 0.2), sample("a", "", 0.0)] {
            let found = Evaluation::of(Source::default(), vec![answer], &["a".into()]);
            let page = page(&found);
            assert_balanced(&page);
            assert!(!page.contains("NaN") && !page.contains("inf\""), "{page}");
        }
    }
}
