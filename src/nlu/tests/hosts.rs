//! Matchers of the host: whatever they say, nothing breaks, and their order does not matter.

use std::sync::Mutex;

use super::*;

/// Intent, strength, place.
type Said = (&'static str, f64, Option<Span>);

/// A matcher that says what it is told to.
struct Says(&'static str, Vec<Said>);

impl Matcher for Says {
    fn name(&self) -> &'static str {
        self.0
    }

    fn find(&self, _: &Utterance<'_>, hits: &mut Hits<'_>) {
        for (intent, strength, span) in &self.1 {
            match span {
                Some(span) => hits.add_at(intent, *strength, "told", *span),
                None => hits.add(intent, *strength, "told"),
            };
        }
    }
}

#[test]
fn a_matcher_of_the_host_cannot_break_anything() {
    let span = |start, end| Some(Span { start, end });
    let hostile = Says(
        "hostile",
        vec![
            ("status", f64::NAN, None),
            ("status", f64::INFINITY, span(5, 2)),
            ("status", 7.0, span(0, usize::MAX)),
            ("cancel", -3.0, span(1, 2)),
            ("nobody", 0.9, None),
            ("history", f64::NEG_INFINITY, None),
        ],
    );
    let (bot, _) = build(SHOP, vec![Arc::new(hostile)]);
    let best = bot.best("ätsch").unwrap();
    assert_eq!((best.0.as_str(), best.2), ("status", 0.99));
    assert_eq!(bot.best("cancel my order").map(|best| best.0).as_deref(), Some("cancel"));

    struct Million(Mutex<usize>);
    impl Matcher for Million {
        fn name(&self) -> &'static str {
            "million"
        }
        fn find(&self, _: &Utterance<'_>, hits: &mut Hits<'_>) {
            for i in 0..100_000 {
                *self.0.lock().unwrap() += usize::from(hits.add(&format!("i{}", i % 99), 0.5, "x"));
            }
        }
    }
    let intents: Vec<String> = (0..99).map(|i| format!("i{i}: {{user: w{i}, bot: x}}")).collect();
    let million = Arc::new(Million(Mutex::new(0)));
    let yaml = format!("intents: {{{}}}", intents.join(", "));
    let (bot, _) = build(&yaml, vec![million.clone()]);
    assert_eq!(bot.read("x").candidates.len(), Limits::default().max_candidates);
    assert_eq!(*million.0.lock().unwrap(), 64, "one hit for each of 64 intents counts");
}

#[test]
fn the_order_of_matchers_does_not_matter() {
    let hosts = || -> Vec<Arc<dyn Matcher>> {
        vec![
            Arc::new(Says("b", vec![("status", 0.4, None), ("cancel", 0.1, None)])),
            Arc::new(Says("a", vec![("status", 0.7, None)])),
            Arc::new(Says("a", vec![("status", 0.2, None), ("history", 0.123, None)])),
        ]
    };
    let mut turned = hosts();
    turned.reverse();
    let (one, _) = build(SHOP, hosts());
    let (two, _) = build(SHOP, turned);
    for text in ["", "where is my order", "so where is my order 1234567 then"] {
        assert_eq!(one.read(text), two.read(text), "{text}");
    }
}

#[test]
fn a_trait_object_of_a_matcher_can_be_shared() {
    fn shared<T: Send + Sync + ?Sized>() {}
    shared::<dyn Matcher>();
    shared::<Understander>();
}
