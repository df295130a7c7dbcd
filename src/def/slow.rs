//! Files made to be slow: wrong in the same way over and over. Loading takes time in proportion to
//! their length.

use std::fs;
use std::time::{Duration, Instant};

use super::*;

/// Shapes of about `kb` kilobytes each.
fn shapes(kb: usize) -> Vec<(&'static str, String)> {
    let fill = |piece: &dyn Fn(usize) -> String| -> String {
        let mut out = String::new();
        for i in 0.. {
            if out.len() >= kb * 1000 {
                break;
            }
            out.push_str(&piece(i));
        }
        out
    };
    let intents = |line: &dyn Fn(usize) -> String| format!("intents:\n{}", fill(line));
    let bot =
        |key: &str, text: String| format!("intents: {{a: {{user: a, bot: b, {key}: \"{text}\"}}}}");
    let ring = kb * 1000 / 30;
    vec![
        ("keys", fill(&|i| format!("k{i}: v\n"))),
        ("same key", fill(&|_| "k: v\n".to_owned())),
        ("unknown keys", intents(&|i| format!("  i{i}: {{usr: a, bott: b}}\n"))),
        (
            "unknown buttons",
            intents(&|i| format!("  i{i}: {{user: u{i}, bot: b, buttons: {{x: j{i}}}}}\n")),
        ),
        ("unknown words", intents(&|i| format!("  i{i}: {{user: <w{i}> a, bot: b}}\n"))),
        ("unknown slots", intents(&|i| format!("  i{i}: {{user: 'a {{s{i}}}', bot: b}}\n"))),
        ("same phrase", intents(&|i| format!("  i{i}: {{user: hello there, bot: b}}\n"))),
        ("unset names", intents(&|i| format!("  i{i}: {{user: u{i}, bot: 'x {{{{ n{i} }}}}'}}\n"))),
        ("words in a row", format!("words:\n{}", fill(&|i| format!("  w{i}: a <w{}>\n", i + 1)))),
        (
            "words in a ring",
            format!(
                "words:\n{}",
                fill(&|i| format!("  w{i}: a <w{}> <w{}>\n", (i + 1) % ring, i / 2))
            ),
        ),
        (
            "synonyms",
            format!("entities: {{e: {{values: [{}]}}}}", fill(&|i| format!("v{}, ", i / 2))),
        ),
        ("open quotes", fill(&|i| format!("k{i}: 'a\n"))),
        ("open brackets", fill(&|i| format!("k{i}: [a\n"))),
        ("at signs", intents(&|i| format!("  i{i}: @a\n"))),
        ("brackets in intents", intents(&|i| format!("  i{i}: [a\n"))),
        ("flow", fill(&|_| "[".to_owned())),
        ("dashes", fill(&|_| "- ".to_owned())),
        ("question marks", fill(&|_| "? ".to_owned())),
        ("braces", fill(&|_| "{a: ".to_owned())),
        ("anchors", format!("a: &a [x]\nb:\n{}", fill(&|_| "  - *a\n".to_owned()))),
        ("one line", format!("intents: {{{}}}", fill(&|i| format!("i{i}: {{usr: a}}, ")))),
        ("a long text", bot("link", fill(&|_| "b ".to_owned()))),
        ("a long phrase", bot("not_user", fill(&|_| "[b] ".to_owned()))),
        ("a long regex", bot("patterns", fill(&|_| "(a|b)+".to_owned()))),
        ("a long template", bot("label", fill(&|_| "{{ turns }}".to_owned()))),
        ("a long key", fill(&|_| "k".to_owned())),
        ("brackets in a phrase", bot("not_user", fill(&|_| "(a|".to_owned()))),
        (
            "single braces",
            format!("intents: {{a: {{user: a, bot: \"{}\"}}}}", fill(&|_| "{a ".to_owned())),
        ),
        ("comments", fill(&|_| "# nothing\n".to_owned())),
        ("empty lines", format!("a:{}b: c", fill(&|_| "\n".to_owned()))),
        ("block text", format!("a: |\n{}", fill(&|_| "  x\n".to_owned()))),
        ("questions", super::tests::faq(kb * 1000 / 310 + 1)),
    ]
}

/// Time that this thread was at work; on systems that do not tell, the time that went by.
fn work() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The work of loading it so many times.
fn cost(text: &str, times: usize) -> (Duration, usize) {
    let before = work();
    let mut problems = 0;
    for _ in 0..times {
        let mut loader = Loader::default();
        loader.yaml_str("slow.yaml", text);
        problems = loader.load(&Limits::default()).1.len();
    }
    (work().saturating_sub(before), problems)
}

#[test]
fn loading_is_linear_in_any_file() {
    const TIMES: usize = 8;
    // What the clock does not see, and the search for names that were meant, which is bounded.
    let slack = Duration::from_millis(100);
    for ((name, small), (_, large)) in shapes(4).into_iter().zip(shapes(4 * TIMES)) {
        let small = cost(&small, TIMES).0;
        let large = cost(&large, 1).0;
        assert!(large < small * 3 + slack, "{name}: {small:?} in parts, {large:?} as one");
    }
}

#[test]
#[ignore = "prints figures: cargo test --release --lib -- --ignored --nocapture slow_files"]
#[allow(clippy::print_stdout)]
fn slow_files() {
    for (name, text) in shapes(1_000) {
        let (took, problems) = cost(&text, 1);
        println!("{name}: {} KB, {problems} problems, {took:?}", text.len() / 1000);
    }
    let text = super::tests::faq(10_000);
    let (took, problems) = cost(&text, 3);
    println!("10,000 questions: {} KB, {problems} problems, {took:?}", text.len() / 1000);
}
