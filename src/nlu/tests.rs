//! The whole room at work: tables over the matchers, vetoes, values, ranking, hostile input.

mod confidence;
mod hosts;

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::catalog;
use crate::def::Loader;
use crate::error::Severity;
use crate::understanding::{Candidate, RankRule, Span, Tier, Veto};
use crate::value::Value;

fn build(yaml: &str, hosts: Vec<Arc<dyn Matcher>>) -> (Understander, Vec<Problem>) {
    let limits = Limits::default();
    let mut loader = Loader::default();
    loader.yaml_str("t.yaml", yaml);
    let (definitions, problems) = loader.load(&limits);
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    assert_eq!(errors.count(), 0, "{problems:#?}");
    let catalog = catalog::lower(&definitions, &limits);
    Understander::build(&definitions, &catalog, hosts, &limits)
}

pub(super) fn bot(yaml: &str) -> Understander {
    let (understander, problems) = build(yaml, Vec::new());
    assert!(problems.is_empty(), "{problems:#?}");
    understander
}

impl Understander {
    fn read(&self, text: &str) -> Understanding {
        let understanding =
            self.understand(text, &Hint::default(), Timestamp::default(), Detail::Parts);
        check(&understanding);
        understanding
    }

    /// The best candidate: intent, tier, confidence.
    fn best(&self, text: &str) -> Option<(String, Tier, f64)> {
        let best = self.read(text).candidates.into_iter().next()?;
        Some((best.intent.to_string(), best.tier, best.confidence))
    }

    /// Slots of the best candidate: slot, type, value, text.
    fn slots(&self, text: &str) -> Vec<[String; 4]> {
        let best = self.read(text).candidates.into_iter().next();
        let slots = best.map(|best| best.slots).unwrap_or_default();
        let value = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        slots
            .iter()
            .map(|s| [s.slot.to_string(), s.entity.to_string(), value(&s.value), s.text.clone()])
            .collect()
    }
}

/// What holds for every understanding.
fn check(understanding: &Understanding) {
    let text = &understanding.text;
    let fits = |span: Span| text.get(span.start..span.end).is_some();
    for candidate in &understanding.candidates {
        let sum: f64 = candidate.evidence.iter().map(|evidence| evidence.log_odds).sum();
        let confidence = math::sigmoid(sum);
        assert!((confidence - candidate.confidence).abs() <= 0.000_5, "{candidate:#?}");
        assert!((0.0..=1.0).contains(&candidate.confidence));
        for evidence in &candidate.evidence {
            let parts: f64 = evidence.parts.iter().map(|(_, share)| share).sum();
            let whole = evidence.parts.is_empty() || (parts - evidence.log_odds).abs() < 1e-9;
            assert!(whole, "{evidence:#?}");
            assert!(evidence.span.is_none_or(fits), "{evidence:#?}");
        }
        for slot in &candidate.slots {
            assert_eq!(text.get(slot.span.start..slot.span.end), Some(slot.text.as_str()));
        }
    }
    for pair in understanding.candidates.windows(2) {
        assert!(pair[0].beats(&pair[1]).0.is_lt(), "{pair:#?}");
    }
    for value in &understanding.entities {
        assert_eq!(text.get(value.span.start..value.span.end), Some(value.text.as_str()));
    }
    assert!(understanding.meanings.iter().all(|found| fits(found.span)));
    let _ = understanding.explain().to_string();
}

const SHOP: &str = r#"
format: 1
words: {parcel: (order|parcel|package)}
entities:
  order_no: {regex: '#?(\d{6,8})'}
  product:
    values:
      tents: [tent]
      sleeping bags: [sleeping bag, bag]
      boots: [hiking boots]
  city: {values: [Paris, "New York", York]}
intents:
  status:
    user: ["where is my <parcel> [{order_no}]", "{order_no}", "track light[s]"]
    not_user: [cancel my order]
    keywords: {all: [order], any: [where, status, can't see], none: [cancel]}
    patterns: ['\bShipment (?P<order_no>\d{6,8})\b']
    bot: x
  cancel:
    user: [cancel my order, "cancel {product}"]
    keywords: {all: [cancel, order]}
    bot: x
  ship_to:
    user: ["do you ship to {city}", "from {city:start} to {city:goal}", "deliver to {text:place} please"]
    bot: x
  history:
    keywords: {any: [order history, past orders]}
    bot: x
  returns: {user: how do i return it, not_user: when is my return refunded, bot: x}
  other_orders: {keywords: {any: [order]}, bot: x}
"#;

#[test]
fn each_matcher_finds_what_it_should() {
    let bot = bot(SHOP);
    for (text, intent, tier) in [
        ("Where is my PARCEL?", Some("status"), Tier::Exact),
        ("where's my package #1234567", Some("status"), Tier::Exact),
        ("1234567", Some("status"), Tier::Exact),
        ("track lights", Some("status"), Tier::Exact),
        ("hello where is my parcel", Some("status"), Tier::Evidence),
        ("i can not see the order", Some("status"), Tier::Evidence),
        ("I can't see my order", Some("status"), Tier::Evidence),
        ("what about SHIPMENT 1234567", Some("status"), Tier::Pattern),
        ("my order history", Some("history"), Tier::Evidence),
        ("order, history!", Some("history"), Tier::Evidence),
        ("do you ship to new york", Some("ship_to"), Tier::Exact),
        ("preorder historyless", None, Tier::Evidence),
        ("shipment 12345", None, Tier::Evidence),
        ("", None, Tier::Evidence),
        ("?! ...", None, Tier::Evidence),
    ] {
        let best = bot.best(text);
        let likely = best.as_ref().filter(|best| best.2 >= 0.3);
        let found = likely.map(|(intent, tier, _)| (intent.as_str(), *tier));
        assert_eq!(found, intent.map(|intent| (intent, tier)), "{text}");
        assert!(tier != Tier::Exact || best.is_some_and(|best| best.2 == 1.0), "{text}");
    }
}

#[test]
fn vetoes_rule_out_and_say_why() {
    let bot = bot(SHOP);
    let vetoed = |text: &str| {
        let understanding = bot.read(text);
        let found = understanding.vetoed.iter().map(|(id, veto)| (id.to_string(), veto.clone()));
        found.collect::<Vec<_>>()
    };
    let not_user = |id: &str, text: &str| (id.to_owned(), Veto::NotUser(text.into()));
    let keyword = |id: &str, text: &str| (id.to_owned(), Veto::Keyword(text.into()));
    assert_eq!(vetoed("status cancel my order now"), [not_user("status", "cancel my order")]);
    assert_eq!(vetoed("where to cancel an order"), [keyword("status", "cancel")]);
    assert_eq!(bot.best("cancel my order").map(|best| best.0).as_deref(), Some("cancel"));
    // Nothing spoke for it, so there is nothing to rule out.
    assert_eq!(vetoed("when is my return refunded"), []);
    let both = super::tests::bot(
        "intents: {a: {user: do not cancel my order, not_user: cancel my order, \
         keywords: {any: [do], none: [cancel]}, bot: x}}",
    );
    assert_eq!(both.best("do not cancel my order").map(|best| best.1), Some(Tier::Exact));
    assert_eq!(both.best("please do not cancel my order"), None);
}

#[test]
fn an_answer_out_of_date_is_not_given() {
    let bot = bot("intents: {tea: {user: tea, bot: x, valid_until: '2026-12-31'}}");
    let at = |seconds| {
        let now = Timestamp::from_seconds(seconds);
        bot.understand("tea", &Hint::default(), now, Detail::Sums)
    };
    assert!(at(1_798_700_000).vetoed.is_empty(), "30 December");
    let late = at(1_798_848_000);
    assert!(late.candidates.is_empty());
    assert_eq!(late.vetoed, [("tea".into(), Veto::Expired("2026-12-31".into()))]);
}

#[test]
fn slots_hold_canonical_values_raw_texts_and_spans() {
    let bot = bot(SHOP);
    let slot = |a: &str, b: &str, c: &str, d: &str| [a, b, c, d].map(str::to_owned);
    for (text, expected) in [
        ("where is my order #1234567?", vec![slot("order_no", "order_no", "1234567", "1234567")]),
        ("Cancel Tent", vec![slot("product", "product", "tents", "Tent")]),
        ("cancel SLEEPING bag", vec![slot("product", "product", "sleeping bags", "SLEEPING bag")]),
        (
            "from Paris to NEW YORK",
            vec![
                slot("start", "city", "Paris", "Paris"),
                slot("goal", "city", "New York", "NEW YORK"),
            ],
        ),
        (
            "deliver to my Aunt's house please",
            vec![slot("place", "text", "my Aunt's house", "my Aunt's house")],
        ),
        ("it is shipment 7654321", vec![slot("order_no", "order_no", "7654321", "7654321")]),
        ("where is my order", vec![]),
    ] {
        assert_eq!(bot.slots(text), expected, "{text}");
    }
    let open = |text: &str| bot.read(text).candidates[0].open_slots;
    assert_eq!((open("where is my order"), open("where is my order 1234567")), (1, 0));
}

#[test]
fn values_of_one_entity_do_not_overlap_and_the_longest_counts() {
    let bot = bot(SHOP);
    let values = |text: &str| {
        let values = bot.read(text).entities;
        values.iter().map(|v| (v.entity.to_string(), v.text.clone())).collect::<Vec<_>>()
    };
    let value = |entity: &str, text: &str| (entity.to_owned(), text.to_owned());
    assert_eq!(
        values("a sleeping bag in New York"),
        [value("product", "sleeping bag"), value("city", "New York"),]
    );
    assert_eq!(
        values("no. 123456, #1234567 or 123456789"),
        [value("order_no", "123456"), value("order_no", "1234567"),]
    );
    assert_eq!(values("bagpipes x1234567 1234567x"), []);
    assert_eq!(values(&"york ".repeat(200)).len(), Limits::default().max_entities);
}

#[test]
fn meanings_that_every_bot_knows_are_found() {
    let bot = bot(SHOP);
    let meaning = |text: &str| bot.read(text).meaning().map(|meaning| meaning.name());
    assert_eq!(meaning("Yes!"), Some("accept"));
    assert_eq!(meaning("yes where is my order"), None);
    assert_eq!(bot.read("").meanings, []);
    let french = super::tests::bot("{about: {language: sw}, intents: {a: {user: a b, bot: x}}}");
    assert_eq!(french.read("yes").meanings, []);
}

#[test]
fn more_evidence_gives_more_confidence() {
    let bot = bot(SHOP);
    let confidence = |text: &str| {
        let candidates = bot.read(text).candidates;
        let status = candidates.iter().find(|candidate| &*candidate.intent == "status");
        status.map_or(0.0, |candidate| candidate.confidence)
    };
    let keywords = confidence("tell me the status of that order");
    let phrase = confidence("so where is my parcel anyway dear friends of the sun");
    let both = confidence("so where is my order anyway dear friends of the sun");
    assert!(both > keywords && both > phrase, "{both} {keywords} {phrase}");
    assert!(keywords > 0.5, "two keywords act: {keywords}");
    let one = bot.read("an order").candidates;
    assert!(one[0].confidence < 0.5, "a word of three intents does not act: {:?}", one[0]);
}

#[test]
fn losers_tell_truly_why_they_lost() {
    let bot = bot("intents: {a: {user: red apple, bot: x}, b: {user: red, bot: x}, \
         c: {user: red apple, bot: x}, d: {user: red apple, bot: x, priority: 3}}");
    let understanding = bot.read("red apple");
    let [best, rest @ ..] = &understanding.candidates[..] else { panic!("no candidate") };
    assert_eq!(&*best.intent, "d");
    let why = |loser: &Candidate| best.beats(loser).1;
    let rules: Vec<RankRule> = rest.iter().map(why).collect();
    assert_eq!(rules, [RankRule::Priority, RankRule::Priority, RankRule::Tier]);
    let told = understanding.explain().to_string();
    assert!(told.contains("its priority is lower (0 < 3)"), "{told}");
    let tiers = "an exact phrase comes before all other evidence; 0.";
    assert!(told.contains(tiers), "{told}");
    assert!(told.contains("  +20.00  the whole message"), "{told}");
    for candidate in &understanding.candidates {
        let sum: f64 = candidate.evidence.iter().map(|evidence| evidence.log_odds).sum();
        assert!(told.contains(&format!("{sum:+7.2}  = log-odds")), "{told}");
    }
}

#[test]
fn candidates_are_cut_after_ranking() {
    let mut yaml = String::from("intents:\n");
    for i in 0..50 {
        yaml += &format!("  i{i}: {{keywords: {{any: [tea]}}, bot: x, priority: {}}}\n", i % 7);
    }
    yaml += "  exact: {user: tea, bot: x}\n";
    let understanding = bot(&yaml).read("tea");
    assert_eq!(understanding.candidates.len(), Limits::default().max_candidates);
    assert_eq!(&*understanding.candidates[0].intent, "exact");
}

#[test]
fn scripts_without_spaces_need_no_borders() {
    let bot =
        bot("intents: {a: {user: 我的订单在哪里, bot: x}, b: {keywords: {any: [退款]}, bot: x}, \
         c: {keywords: {any: [заказ]}, bot: x}}");
    assert_eq!(bot.best("我的订单在哪里？").map(|best| best.1), Some(Tier::Exact));
    assert_eq!(bot.best("我想要退款谢谢").map(|best| best.0).as_deref(), Some("b"));
    assert_eq!(bot.best("мой ЗАКАЗ!").map(|best| best.0).as_deref(), Some("c"));
    assert_eq!(bot.best("мой заказчик"), None);
}

#[test]
fn what_is_wrong_is_told_once() {
    let yaml = r#"intents:
  a:
    user: [hello, "{text}", "(", "[a]"]
    keywords: {any: ["!!", tea]}
    patterns: ['ok (\d+', '\w{900}', 'x*', 'a(?!b)', '(?P<n>\d+) fine']
    bot: x
"#;
    let error = crate::Bot::from_yaml_str("t.yaml", yaml).unwrap_err();
    let places: Vec<(u32, u32)> = error
        .problems()
        .iter()
        .map(|p| p.place().map(|at| (at.line, at.column)).unwrap())
        .collect();
    assert_eq!(
        places,
        [(3, 19), (3, 30), (3, 34), (4, 22), (5, 20), (5, 28), (5, 39), (5, 46)],
        "{error:#}"
    );
}

#[test]
fn many_patterns_without_fixed_text_are_warned_of() {
    let patterns = vec![r"'\w+\W\w+'"; 20].join(", ");
    let yaml = format!("intents: {{a: {{patterns: [{patterns}], bot: x}}}}");
    let (_, problems) = build(&yaml, Vec::new());
    assert_eq!(problems.len(), 4);
    assert!(problems.iter().all(|problem| problem.code() == "slow-pattern"));
}

#[test]
fn hostile_messages_are_read_in_linear_steps() {
    let bot = bot(SHOP);
    for text in [
        "order ".repeat(10_000),
        "a".repeat(1_000_000),
        "1234567 ".repeat(100_000),
        "new york ".repeat(5_000),
        "\u{0}\u{1b}[31m\u{202e}\u{200f}".repeat(1_000),
        "👍".repeat(3_000),
        "e\u{301}".repeat(3_000),
        "من أين طلبي".repeat(300),
    ] {
        let start = std::time::Instant::now();
        bot.read(&text);
        // A thousandth of it is usual; quadratic work on 1 MB would take minutes.
        assert!(start.elapsed().as_secs() < 5, "{:?}", text.chars().take(20).collect::<String>());
    }
}

static SHOP_BOT: LazyLock<Understander> = LazyLock::new(|| bot(SHOP));

proptest! {
    #[test]
    fn nothing_panics_and_the_same_message_means_the_same(text in ".{0,80}") {
        prop_assert_eq!(SHOP_BOT.read(&text), SHOP_BOT.read(&text));
    }

    #[test]
    fn words_of_the_bot_in_any_order_break_nothing(
        words in prop::collection::vec(prop::sample::select(vec![
            "where", "is", "'s", "my", "order", "parcel", "#1234567", "cancel", "can't", "see",
            "tent", "new", "york", "ship", "to", "from", "deliver", "please", "history", "?",
            "shipment", "do", "you", "ünknown", "👍", "yes",
        ]), 0..14),
    ) {
        let text = words.join(" ");
        let read = SHOP_BOT.read(&text);
        // Case, accents and punctuation at the end change nothing.
        let loud = SHOP_BOT.read(&format!("{}!!", text.to_uppercase()));
        let key = |u: &Understanding| -> Vec<(String, u64)> {
            u.candidates.iter().map(|c| (c.intent.to_string(), c.confidence.to_bits())).collect()
        };
        prop_assert_eq!(key(&read), key(&loud));
    }
}

/// Intents that the scorer alone finds.
const SCORED: &str = "intents:
  parcel: {user: [where is my parcel, track my parcel, has my parcel been sent], keywords: {none: [gift]}, bot: x}
  refund: {user: [give me a refund, i want my money back, refund this purchase], bot: x}
  hours: {user: [when are you open, opening hours on sunday, what time do you close], bot: x}
";

#[test]
fn a_score_is_weighed_against_the_best_other_one_told_or_not() {
    let bot = bot(SCORED);
    let examples = bot.examples().unwrap();
    let mut alone = 0;
    for text in ["my parcel where", "sunday opening", "money refund now", "parcel sent on sunday"] {
        let utterance = Utterance::new(text, bot.language, &bot.limits);
        let scored = examples.score(&utterance).unwrap();
        let order: Vec<_> = examples.in_order(&scored).collect();
        assert_eq!(order.len(), 3);
        let log_odds = examples.log_odds(&scored, order[0].0, Some(order[1])).unwrap();
        let understanding = bot.read(text);
        let best = understanding.best().unwrap();
        assert_eq!(bot.by_id[&best.intent], order[0].0, "{text}");
        assert!((best.confidence - math::sigmoid(log_odds)).abs() <= 0.0005 + 1e-9, "{text}");
        alone += usize::from(understanding.candidates.len() == 1);
    }
    assert!(alone > 0, "the other one is not told somewhere");
}

#[test]
fn what_only_has_a_score_is_ruled_out_in_silence() {
    let bot = bot(SCORED);
    let told = |text: &str| {
        let understanding = bot.read(text);
        assert_eq!(understanding.vetoed, [], "nothing else spoke for it");
        let told = understanding.candidates.into_iter();
        told.map(|told| (told.intent.to_string(), told.confidence)).collect::<Vec<_>>()
    };
    assert_eq!(told("my parcel where")[0].0, "parcel");
    assert!(told("my gift parcel where").iter().all(|(intent, _)| intent != "parcel"));
    // What is ruled out is no rival.
    let refund = |text: &str| told(text).into_iter().find(|told| told.0 == "refund").unwrap().1;
    assert!(refund("parcel refund gift") > refund("parcel refund gent"));
}
